package courseware

import (
	"strings"
	"testing"

	"masar/internal/catalog"
)

func at(name string) string { return "/media/" + name }

func TestHTML(t *testing.T) {
	lexicon := NewLexicon([]catalog.Term{
		{ID: "participation", Term: catalog.Text{Ar: "المشاركة", En: "participation"}, Means: catalog.Text{Ar: "أن يُسمَع", En: "Being heard"}},
		{ID: "digital-participation", Term: catalog.Text{Ar: "المشاركة الرقمية", En: "digital participation"}, Means: catalog.Text{Ar: `أن "يُسمَع" بالتقنية`, En: "Being heard by technology"}},
		{ID: "said-done", Term: catalog.Text{Ar: "قلتم – فعلنا", En: "you said – we did (a form)"}, Means: catalog.Text{Ar: "جدول", En: "A table"}},
	})
	ar := Options{Lang: "ar", MediaURL: at}
	en := Options{Lang: "en", MediaURL: at}
	tests := []struct {
		name, md string
		opt      Options
		want     string
	}{
		{"headings begin at h2", "# One\n\n## *Two*\n\n### Three", en,
			`<h2 id="s1">One</h2>` + "\n" + `<h2 id="s2"><em>Two</em></h2>` + "\n" + `<h3 id="s3">Three</h3>`},
		{"ids keep apart", "## One", Options{IDs: "q1-"}, `<h2 id="q1-s1">One</h2>`},
		{"a box", "> [!case] بلدية **الواحة**\n> نشرت مسودة.\n>\n> ثم انتظرت.", ar,
			`<aside class="note note--case" aria-labelledby="n1"><div>
<p class="note__title" id="n1">بلدية <strong>الواحة</strong></p>
<p>نشرت مسودة.</p>
<p>ثم انتظرت.</p>
</div></aside>`},
		{"an activity with only a title", "> [!activity] Ten minutes", en,
			`<aside class="note note--act" aria-labelledby="n1"><div>
<p class="note__title" id="n1">Ten minutes</p>
</div></aside>`},
		{"a box without a title", "> [!note]\n> Text", en, "<aside class=\"note\"><div>\n<p>Text</p>\n</div></aside>"},
		{"a box whose text is a list", "> [!official] T\n> - a", en,
			`<aside class="note note--official" aria-labelledby="n1"><div>
<p class="note__title" id="n1">T</p>
<ul>
<li>a</li>
</ul>
</div></aside>`},
		{"a box with an icon", "> [!activity] T <aside class=\"note\">", Options{Icon: func(box string) string { return "<svg>" + box + "</svg>" }},
			`<aside class="note note--act" aria-labelledby="n1"><svg>activity</svg><div>
<p class="note__title" id="n1">T &lt;aside class=&#34;note&#34;&gt;</p>
</div></aside>`},
		{"a quotation", "> [!shout] T", en, "<blockquote>\n<p>[!shout] T</p>\n</blockquote>"},
		{"a table", "| المستوى | المعنى |\n|---|:-:|\n| 1 | نخبر |", ar,
			`<div class="scroll" tabindex="0" role="region" aria-label="المستوى، المعنى">
<table>
<thead>
<tr>
<th scope="col">المستوى</th>
<th scope="col">المعنى</th>
</tr>
</thead>
<tbody>
<tr>
<td>1</td>
<td>نخبر</td>
</tr>
</tbody>
</table>
</div>`},
		{"a picture", `![ثلاث "درجات"](media/levels.ar.svg "الدرجات")`, ar,
			`<figure><img src="/media/levels.ar.svg" alt="ثلاث &#34;درجات&#34;" loading="lazy"><figcaption>الدرجات</figcaption></figure>`},
		{"a picture among words", "See ![x](media/x.png) here", en, `<p>See <img src="/media/x.png" alt="x" loading="lazy"> here</p>`},
		{"a picture from elsewhere", "![only words](https://evil.example/x.png)", en, `<p>only words</p>`},
		{"a picture that climbs", "![only words](media/../../x.png)", en, `<p>only words</p>`},
		{"a link out", "[g](https://a.example/?a=1&b=2)", en, `<p><a href="https://a.example/?a=1&amp;b=2" rel="noopener">g</a></p>`},
		{"a hand-out", "[pack](media/pack.csv)", en, `<p><a href="/media/pack.csv">pack</a></p>`},
		{"a link that acts", "[a *b*](javascript:alert(1)) [c](data:text/html,x) [d](/sign-out) [e](//evil.example)", en, `<p>a <em>b</em> c d e</p>`},
		{"bare addresses", "<https://a.example/> <a@b.example> <javascript:x> <http:>", en,
			`<p><a href="https://a.example/" rel="noopener">https://a.example/</a> <a href="mailto:a@b.example">a@b.example</a> javascript:x http:</p>`},
		{"raw HTML is text", "<script>alert(1)</script>\n\na <b onclick=x>b</b>", en,
			"<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>\n<p>a &lt;b onclick=x&gt;b&lt;/b&gt;</p>"},
		{"percent among Arabic", "بلغت 80% من 2.5 في `80%`", ar, "<p>بلغت \u206680%\u2069 من 2.5 في <code>80%</code></p>"},
		{"percent among Latin", "reached 80%", en, "<p>reached 80%</p>"},
		{"Arabic-Indic digits", "بلغت 80% في 2024-02 عند ISO-27001", Options{Lang: "ar", ArabicDigits: true}, "<p>بلغت \u2067٨٠٪\u2069 في \u2067٢٠٢٤-٠٢\u2069 عند ISO-27001</p>"},
		{"a term on first use", "## المشاركة الرقمية\n\nنبدأ بالمُشاركة الرقميّة، والمشاركة الرقمية والمشاركة.", Options{Lang: "ar", Lexicon: lexicon},
			`<h2 id="s1">المشاركة الرقمية</h2>
<p>نبدأ <a class="term" href="/glossary#digital-participation" title="أن &#34;يُسمَع&#34; بالتقنية">بالمُشاركة الرقميّة</a>، والمشاركة الرقمية <a class="term" href="/glossary#participation" title="أن يُسمَع">والمشاركة</a>.</p>`},
		{"a term with letters written on", "وللمشاركة، قال. مشاركة", Options{Lang: "ar", Lexicon: lexicon},
			`<p><a class="term" href="/glossary#participation" title="أن يُسمَع">وللمشاركة</a>، قال. مشاركة</p>`},
		{"a term without its articles", "في مشاركةٍ رقمية لا مشاركة", Options{Lang: "ar", Lexicon: lexicon},
			`<p>في <a class="term" href="/glossary#digital-participation" title="أن &#34;يُسمَع&#34; بالتقنية">مشاركةٍ رقمية</a> لا مشاركة</p>`},
		{"a term in English", "Non-participationist, Digital\nparticipation", Options{Lang: "en", Lexicon: lexicon},
			"<p>Non-participationist, <a class=\"term\" href=\"/glossary#digital-participation\" title=\"Being heard by technology\">Digital\nparticipation</a></p>"},
		{"a term with its dash", "You said. We did. \"You said – we did\"", Options{Lang: "en", Lexicon: lexicon},
			`<p>You said. We did. &#34;<a class="term" href="/glossary#said-done" title="A table">You said – we did</a>&#34;</p>`},
		{"a term without its dash", "قلتم فعلنا، وقلتم، فعلنا", Options{Lang: "ar", Lexicon: lexicon},
			`<p><a class="term" href="/glossary#said-done" title="جدول">قلتم فعلنا</a>، وقلتم، فعلنا</p>`},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := strings.TrimSpace(HTML(tt.md, tt.opt)); got != tt.want {
				t.Errorf("HTML(%q)\n got: %s\nwant: %s", tt.md, got, tt.want)
			}
		})
	}
}

func TestInline(t *testing.T) {
	for md, want := range map[string]string{
		"**Define** it":       "<strong>Define</strong> it",
		"one\n\ntwo":          "<p>one</p>\n<p>two</p>",
		"- one":               "<ul>\n<li>one</li>\n</ul>",
		"one\n\n- two\n\nend": "<p>one</p>\n<ul>\n<li>two</li>\n</ul>\n<p>end</p>",
		"":                    "",
	} {
		if got := Inline(md, Options{}); got != want {
			t.Errorf("Inline(%q) = %q, want %q", md, got, want)
		}
	}
}

// Markdown that nobody can parse in time is shown as it was typed.
func TestTangled(t *testing.T) {
	for name, md := range map[string]string{
		"links": strings.Repeat("[a](", 1<<17), "quotations": strings.Repeat("> ", 1<<17), "lists": strings.Repeat("- * 1. ", 1<<15),
	} {
		if got := HTML(md, Options{}); !strings.HasPrefix(got, "<pre>") || Words(md) != 0 {
			t.Errorf("%s: %.40s", name, got)
		}
	}
	if md := "- one\n  - two\n    - three\n\n> > [!note]\n\n---------- - - -\n"; tangled(md) {
		t.Errorf("%q is taken for tangled", md)
	}
}

// What slips through the parser must still not pass the sanitiser.
func TestPolicy(t *testing.T) {
	for _, in := range []string{
		`<p hx-get="/x" data-hx-post="/y" onclick="z" style="color:red" class="big">w</p>`,
		`<p>w<script>a()</script><style>p{}</style></p>`,
		`<p><a href="javascript:a()">w</a></p>`,
	} {
		if got := policy.Sanitize(in); got != "<p>w</p>" {
			t.Errorf("Sanitize(%s) = %s", in, got)
		}
	}
}

// Headings begin at h2 and have ids by which they can be pointed at; code and
// addresses are not words.
func TestHeadingsAndWords(t *testing.T) {
	got := HTML("## Who *listens* & why\n\ntext\n\n### Then", Options{})
	for _, want := range []string{`<h2 id="s1">`, `<h3 id="s2">`} {
		if !strings.Contains(got, want) {
			t.Errorf("%s is not in %s", want, got)
		}
	}
	md := "## عنوان الدرس\n\nكلمتان [رابط](https://x.example/a) <https://x.example/b> — `code`\n\n| أ | ب |\n|---|---|\n| ج | د |\n\n> [!case] حالة\n> نص"
	if n := Words(md); n != 11 {
		t.Errorf("Words = %d, want 11 in %q", n, PlainText(md))
	}
}
