package viewtest

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
		{`<button></button>`, "has no name"},
		{`<img src="/x">`, "an image without alt"},
		{`<a href="about:invalid#TemplFailedSanitizationURL">س</a>`, "has the address"},
	} {
		got := strings.Join(Problems([]byte(strings.Replace(page, "%", c.body, 1))), "\n")
		if c.want == "" && got != "" || !strings.Contains(got, c.want) {
			t.Errorf("%s\ngot  %q\nwant %q", c.body, got, c.want)
		}
	}
}
