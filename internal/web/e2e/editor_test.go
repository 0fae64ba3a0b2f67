package e2e

import (
	"encoding/json"
	"maps"
	"slices"
	"testing"
)

// written has the first editor of the page read each text and write it back, and
// returns what became of those that are not as they were.
func (tb *tab) written(texts []string) (changed []string) {
	tb.Helper()
	list, err := json.Marshal(texts)
	if err != nil {
		tb.Fatal(err)
	}
	return read[[]string](tb, `(() => {
		const editor = document.querySelector('.ProseMirror').editor, changed = [];
		for (const text of `+string(list)+`) {
			editor.commands.setContent(text, { contentType: 'markdown', emitUpdate: false });
			const now = editor.getMarkdown().trim().replace(/\n{3,}/g, '\n\n');
			if (now !== text.trim()) changed.push(now);
		}
		return changed;
	})()`)
}

// TestEditorWritesWhatItReads opens every lesson of every shipped course in the
// visual editor, in both languages: what is written back is what was read, to the
// byte, boxes and tables as well. So does what a trainer may write otherwise.
func TestEditorWritesWhatItReads(t *testing.T) {
	once(t)
	s := newSite(t)
	ship, err := load()
	if err != nil {
		t.Fatal(err)
	}
	var lessons []string
	for _, c := range ship.courses {
		for _, id := range slices.Sorted(maps.Keys(c.Lessons)) {
			lessons = append(lessons, c.Lessons[id].Body.Ar, c.Lessons[id].Body.En)
		}
	}
	if len(lessons) < 60 {
		t.Fatalf("%d texts, which are not all", len(lessons))
	}
	tb := s.newTab(t, "ar")
	tb.signIn("trainer.municipal")
	first := ship.courses[0]
	tb.open("/teaching/courses/" + first.ID + "/lessons/" + slices.Sorted(maps.Keys(first.Lessons))[0])
	tb.wait(`document.querySelectorAll('.ProseMirror').length === 2`)
	for _, now := range tb.written(lessons) {
		t.Errorf("a lesson is another: %.400s", now)
	}
	for _, now := range tb.written([]string{
		"> [!case] عنوان\n> نصّها", "> [!note]\n> text", "> [!activity] **Bold** and *slanted*\n> text\n>\n> - one\n> - two", "> a quotation\n> of two lines",
		"1. one\n2. two\n\nNo. It is not a list.", "I. is no number\n\nv. neither", "3. from three\n4. four", "1. one\n   - within\n   - it\n2. two",
		`\# no heading`, `1\. no item`, `\- no item`, "| a | b |\n|---|---|\n| 1 \\| 2 | **x** |", "![وصف](media/p.png)", "[رابط](https://a.example/?a=1&b=2)",
		"أقل من &lt;خمسة&gt; &amp; أكثر", "- [ ] to do\n- [x] done", "```\ncode <x>\n```", "---",
	}) {
		t.Errorf("a text is another: %q", now)
	}
	if changed := tb.written([]string{"* one\n* two"}); len(changed) != 1 {
		t.Errorf("another spelling of a list is written back as it came: %q: this test sees no difference", changed)
	}
	tb.written([]string{"> [!case] عنوان\n> نصّها"})
	if !read[bool](tb, `document.querySelector('.ProseMirror blockquote[data-box=case]') !== null && !document.querySelector('.ProseMirror').textContent.includes('[!case]')`) {
		t.Error("a box is shown by its mark")
	}
	if read[bool](tb, `document.querySelector('.ProseMirror blockquote p').clientWidth < document.querySelector('.ProseMirror').clientWidth / 2`) {
		t.Error("the words of a box stand in a narrow column")
	}
}
