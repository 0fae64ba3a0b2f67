package uitest

import (
	"strings"
	"testing"
)

const page = `<!DOCTYPE html><html lang="ar" dir="rtl"><body><main id="main">%</main></body></html>`

func TestProblems(t *testing.T) {
	for _, c := range []struct{ body, want string }{
		{`<a href="#main">نعم</a><label for="f">س</label><input id="f" name="f">`, ""},
		{`<label>س <input name="f"></label><input type="hidden" name="csrf">`, ""},
		{`<p style="color:red">س</p>`, "<p> has a style"},
		{`<button onclick="x()">س</button>`, "<button> has onclick"},
		{`<a href="/" else>س</a>`, "has the attribute else"},
		{`<script>x()</script>`, "a <script> without src"},
		{`<p id="a"></p><p id="a"></p>`, `two elements have the id "a"`},
		{`<a href="#b">س</a>`, "a link leads to #b, which is not there"},
		{`<p aria-describedby="b"></p>`, `aria-describedby of <p> names "b"`},
		{`<input name="f">`, `the field "f" has no label`},
		{`<label>س <select name="f" required><option value="">اختر…</option><option value="a">أ</option></select></label>`, ""},
		{`<label>س <select name="f"><option value="">مختصر</option><option value="a">أ</option></select></label>`, ""},
		{`<label>س <select name="f" required><option value="">مختصر</option><option value="a">أ</option></select></label>`, `the list "f" has to be chosen`},
		{`<label>س <select name="f" required><option value="a">أ</option></select></label>`, `the list "f" has to be chosen`},
		{`<label>س <input type="color" name="f" required></label>`, `the field "f" of type color is required`},
		{`<label>س <input type="number" name="f"></label>`, `takes no Arabic digits`},
		{`<label>س <input type="file" name="f" maxlength="9"></label>`, `has a maxlength that means nothing`},
		{`<table><caption>س</caption><tr><td>1</td></tr></table>`, ""},
		{`<div class="prose x"><table><tr><td>1</td></tr></table></div>`, ""},
		{`<table><tr><td>1</td></tr></table>`, "a table without a caption"},
		{`<button></button>`, "has no name"},
		{`<img src="/x">`, "an image without alt"},
		{`<a href="about:invalid#TemplFailedSanitizationURL">س</a>`, "has the address"},
		{`<p lang="en" class="pre" dir="auto">Thanks.</p>`, ""},
		{`<p class="pre">شكرًا</p>`, "<p class=pre> has no direction"},
		{`<p lang="en">Thanks.</p>`, "a stop stands before the words"},
		{`<p><bdi lang="en" dir="ltr">Thanks</bdi>.</p>`, "a stop stands before the words"},
		{`<div lang="en" dir="ltr"><p dir="auto"><bdi lang="ar" dir="rtl">شكرًا</bdi>.</p></div>`, "a stop stands before the words"}, // dir=auto does not look into bdi
		{`<p dir="auto"><span lang="en">Thanks</span>.</p>`, ""},
		{`<p>قال: <bdi lang="en" dir="ltr">Thanks</bdi>.</p>`, ""},
		{`<td><bdi lang="en" dir="ltr">Salma Al Hinai</bdi></td>`, ""},
		{`<ul><li><bdi lang="en" dir="ltr">It was of much use to me and to us</bdi></li></ul>`, "breaks lines in another direction"},
		{`<ul><li dir="auto"><span lang="en">It was of much use to me and to us</span></li></ul>`, ""},
		{`<ul><li lang="en" dir="ltr">It was of much use to me and to us</li></ul>`, ""},
		{`<ul><li dir="ltr">كانت الورشة نافعة لي ولمن معي في العمل كل يوم</li></ul>`, "breaks lines in another direction"},
	} {
		got := strings.Join(Problems([]byte(strings.Replace(page, "%", c.body, 1))), "\n")
		if c.want == "" && got != "" || !strings.Contains(got, c.want) {
			t.Errorf("%s\ngot  %q\nwant %q", c.body, got, c.want)
		}
	}
}
