package tongue

import (
	"strings"
	"testing"
)

// short writes marks as they are easy to read.
func short(page []byte) string {
	return strings.NewReplacer(`<bdi lang="ar" dir="rtl">`, "[ar:", `<bdi lang="en" dir="ltr">`, "[en:", "</bdi>", "]", `<m-lang lang="ar">`, "(ar:", `<m-lang lang="en">`, "(en:", "</m-lang>", ")", "<m-mixed>", "{", "</m-mixed>", "}").Replace(string(page))
}

func TestMark(t *testing.T) {
	for _, c := range []struct{ name, lang, page, want string }{
		{"nothing foreign", "en", "<p>Review</p>", "<p>Review</p>"},
		{"a name", "en", "<td>سلمى بنت خلفان</td>", "<td>[ar:سلمى بنت خلفان]</td>"},
		{"a name in a sentence", "en", "<p>Review of “ورقة العمل” by سلمى.</p>", "<p>{Review of “[ar:ورقة العمل]” by [ar:سلمى].}</p>"},
		{"marks belong to their letters", "en", "<p>to say أكّدَ is</p>", "<p>{to say [ar:أكّدَ] is}</p>"},
		{"digits between words", "en", "<p>at قاعة 2 الدور 1</p>", "<p>{at [ar:قاعة 2 الدور 1]}</p>"},
		{"digits before a word of one's own", "en", "<p>سلمى 3 hours</p>", "<p>{[ar:سلمى] 3 hours}</p>"},
		{"brackets stay whole", "en", "<p>المشاركة (الإلكترونية) and more</p>", "<p>{[ar:المشاركة (الإلكترونية)] and more}</p>"},
		{"brackets around stay around", "en", "<p>participation (المشاركة), 2</p>", "<p>{participation ([ar:المشاركة]), 2}</p>"},
		{"a question mark", "en", "<p>ما رأيك؟ Answer</p>", "<p>{[ar:ما رأيك؟] Answer}</p>"},
		{"isolates are not reached across", "en", "<p>\u2068سلمى\u2069، \u2068بدر\u2069</p>", "<p>{\u2068(ar:سلمى)\u2069، \u2068(ar:بدر)\u2069}</p>"},
		{"English in Arabic", "ar", "<p>مصطلح digital participation (المشاركة)</p>", "<p>{مصطلح [en:digital participation] (المشاركة)}</p>"},
		{"an accent", "ar", "<p>مدينة São Paulo</p>", "<p>{مدينة [en:São Paulo]}</p>"},
		{"abbreviations and codes are no words", "ar", "<p>ملف PDF أو MSR-2026-7 أو salma@north.example أو pack.csv أو B2</p>", ""},
		{"a file's ending", "ar", "<p>الملف خطة.pdf هنا</p>", ""},
		{"a value that nobody typed", "ar", `<input type="radio" value="right">`, ""},
		{"an address", "ar", "<p>https://masar.example/verify</p>", ""},
		{"an entity is no word", "ar", "<p>نعم &amp; لا &#34;كذا&#34; &quot;كذا&quot;</p>", ""},
		{"an entity between words", "ar", "<p>Health &amp; Safety</p>", "<p>[en:Health &amp; Safety]</p>"},
		{"what says its language keeps it", "en", `<p lang="ar">سلمى <span>بدر</span></p>سلمى`, `<p lang="ar">سلمى <span>بدر</span></p>[ar:سلمى]`},
		{"and its inside is of that language", "en", `<p lang="ar">سلمى <b>Salma</b></p>`, `<p lang="ar">سلمى <b>[en:Salma]</b></p>`},
		{"nested elements of one name", "en", `<div lang="ar"><div>سلمى</div>بدر</div><div>سلمى</div>`, `<div lang="ar"><div>سلمى</div>بدر</div><div>[ar:سلمى]</div>`},
		{"void elements do not nest", "en", `<p lang="ar">سلمى<br>بدر<img alt="">نعم</p>لا`, `<p lang="ar">سلمى<br>بدر<img alt="">نعم</p>[ar:لا]`},
		{"code", "ar", "<p><code>go run main</code> كذا <code>go <code>run</code> x</code></p>", ""},
		{"a script", "en", "<script>if (1<2) 'سلمى'</script><p>نعم</p>", "<script>if (1<2) 'سلمى'</script><p>[ar:نعم]</p>"},
		{"an empty script", "en", "<script src=\"/x\"></script><p>نعم</p>", "<script src=\"/x\"></script><p>[ar:نعم]</p>"},
		{"a drawing", "en", "<svg><text>سلمى</text></svg>", ""},
		{"a choice", "en", `<option value="1">سلمى</option><option>Badr</option>`, `<option lang="ar" value="1">سلمى</option><option>Badr</option>`},
		{"a choice that is mostly one's own", "en", `<option>Everybody of the team (سلمى)</option>`, ""},
		{"a text to write", "en", "<textarea name=\"a\">نص طويل</textarea>", "<textarea lang=\"ar\" name=\"a\">نص طويل</textarea>"},
		{"a title", "en", "<title>سلمى بنت خلفان · Masar</title>", "<title lang=\"ar\">سلمى بنت خلفان · Masar</title>"},
		{"a field", "en", `<input name="a" value="سلمى"><input name="b" value="Salma">`, `<input lang="ar" name="a" value="سلمى"><input name="b" value="Salma">`},
		{"a field that says its language", "ar", `<input lang="ar" value="Salma">`, ""},
		{"attributes are not words", "en", `<a title="سلمى" href="/x">Salma</a>`, ""},
		{"a doctype and a comment", "en", "<!doctype html><!-- سلمى --><p>سلمى</p>", "<!doctype html><!-- سلمى --><p>[ar:سلمى]</p>"},
		{"what takes the direction of its words", "en", `<li dir="auto">شكرًا.</li>نعم`, `<li dir="auto">{(ar:شكرًا).}</li>[ar:نعم]`},
		{"and what stands in it", "en", `<p dir="auto">شكرًا، <b>جزيلًا</b></p>`, `<p dir="auto">{(ar:شكرًا)،} <b>(ar:جزيلًا)</b></p>`},
		{"English in it", "ar", `<p dir="auto">Thanks.</p>`, `<p dir="auto">{(en:Thanks).}</p>`},
		{"its language said", "ar", `<p dir="auto" lang="en">Thanks, سلمى.</p>`, `<p dir="auto" lang="en">{Thanks, (ar:سلمى).}</p>`},
		{"another direction in it", "en", `<div dir="auto"><p dir="ltr">قاعة</p>قاعة</div>`, `<div dir="auto"><p dir="ltr">[ar:قاعة]</p>(ar:قاعة)</div>`},
		{"an isolate that takes the direction of its words", "en", "<p>Reason: \u2068خطأ في الاسم.\u2069</p>", "<p>{Reason: \u2068(ar:خطأ في الاسم).\u2069}</p>"},
		{"an isolate with a direction", "en", "<p>Reason: \u2067خطأ\u2069 بعده</p>", "<p>{Reason: \u2067[ar:خطأ]\u2069 [ar:بعده]}</p>"},
		{"a page that breaks off", "en", "<p>سلمى <b", "<p>[ar:سلمى] <b"},
		{"a script that breaks off", "en", "<script>سلمى", ""},
		{"nothing", "ar", "", ""},
	} {
		want := c.want
		if want == "" {
			want = c.page
		}
		if got := short(Mark([]byte(c.page), c.lang)); got != want {
			t.Errorf("%s:\ngot  %s\nwant %s", c.name, got, want)
		}
	}
}

// Marking twice is marking once.
func TestMarkAgain(t *testing.T) {
	once := Mark([]byte("<p>Review of “ورقة” by سلمى</p><option>سلمى</option><input value=\"سلمى\">"), "en")
	if twice := Mark(once, "en"); string(twice) != string(once) {
		t.Errorf("got  %s\nwant %s", twice, once)
	}
}

func FuzzMark(f *testing.F) {
	f.Add("<p>سلمى (x &amp; <b>y</p", "en")
	f.Add("<svg><option lang=\"en\">كذا</option>", "ar")
	f.Fuzz(func(t *testing.T, page, lang string) {
		marks := strings.NewReplacer(`<bdi`, "", "</bdi>", "", "<m-lang", "", "</m-lang>", "", "<m-mixed>", "", "</m-mixed>", "", ` lang="ar"`, "", ` lang="en"`, "", ` dir="rtl"`, "", ` dir="ltr"`, "", ">", "")
		got, want := marks.Replace(string(Mark([]byte(page), lang))), marks.Replace(page)
		if got != want {
			t.Errorf("%q became %q", want, got)
		}
	})
}

func BenchmarkMark(b *testing.B) {
	page := []byte(strings.Repeat(`<tr><td class="who"><a href="/people/1">سلمى بنت خلفان الهنائية</a></td><td>Completed</td><td class="num">84%</td></tr>`, 500))
	for _, lang := range []string{"ar", "en"} {
		b.Run(lang, func(b *testing.B) {
			b.SetBytes(int64(len(page)))
			for b.Loop() {
				Mark(page, lang)
			}
		})
	}
}
