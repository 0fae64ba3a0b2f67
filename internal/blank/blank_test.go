package blank_test

import (
	"net/url"
	"reflect"
	"strings"
	"testing"

	"masar/internal/blank"
)

const page = `<!doctype html><html><body><nav class="crumbs"><a href="/">Courses</a> <a href="/c">Basics</a></nav><h1>A <bdi>sheet</bdi></h1>
<form method="get" action="/p"><input name="q"></form>
<form method="post" action="/p"><input type="hidden" name="csrf" value="new"><input type="hidden" name="revision" value="3">
<label for="a">Your text <span class="hint">optional</span></label><textarea id="a" name="text">old</textarea>
<label for="b">Way</label><select id="b" name="way"><option value="">–</option><option value="r" selected>By road</option></select>
<fieldset><legend>Where</legend><label><input type="radio" name="to" value="n" checked><span>North</span></label><label><input type="radio" name="to" value="s"><span>South</span></label></fieldset>
<label class="check"><input type="checkbox" name="ok" value="1"><span>I agree<span class="hint">or not</span></span></label>
<input name="m" aria-label="Minutes of Salma" value="5"><input name="m" aria-label="Minutes of Badr"><input type="file" name="file" aria-label="File">
<button name="go" value="save"><svg><title>x</title></svg>Save</button><button name="go" value="hand-in">Hand in</button><button formaction="/p/preview" name="as" value="pdf">Preview</button></form></body></html>`

func TestLines(t *testing.T) {
	b, ok := blank.Read([]byte(page), "/p")
	if !ok || b.Title != "A sheet" || !reflect.DeepEqual(b.Trail, []string{"Courses", "Basics"}) {
		t.Fatalf("%t, %q under %q", ok, b.Title, b.Trail)
	}
	lines, pressed, rest := b.Lines(url.Values{"text": {"Two\nlines"}, "way": {"r"}, "to": {"s"}, "ok": {"1"}, "m": {"7", " "}, "go": {"hand-in"}, "revision": {"3"}, "gone": {"an old field"}})
	want := []blank.Line{{"Your text", "Two\nlines"}, {"Way", "By road"}, {"Where", "South"}, {"I agree", "I agree"}, {"Minutes of Salma", "7"}}
	if len(lines) != 6 || !reflect.DeepEqual(lines[:5], want) || lines[5].Text != "7" {
		t.Errorf("lines %q", lines)
	}
	if pressed != "Hand in" || !reflect.DeepEqual(rest, []string{"an old field"}) {
		t.Errorf("pressed %q, rest %q", pressed, rest)
	}
	if got := b.Nameless(); got != nil {
		t.Errorf("without words: %q", got)
	}
	if b, ok := blank.Read([]byte(page), "/p/preview"); !ok || b.Title != "A sheet" {
		t.Error("the path of a button is not found")
	}
	if _, ok := blank.Read([]byte(page), "/q"); ok {
		t.Error("a form to another path")
	}
}

// Whatever has no words is named.
func TestNameless(t *testing.T) {
	b, ok := blank.Read([]byte(`<form method="post" action="/p"><input name="a"><input type="hidden" name="h"><select name="s"></select><button name="go" value="1"></button><input type="radio" name="r" value="1"></form>`), "/p")
	if got := b.Nameless(); !ok || !reflect.DeepEqual(got, []string{"a", "s", "go", "r"}) {
		t.Errorf("%q", got)
	}
}

// A form that is filled is read as it was sent, and carries what the page does.
func TestFill(t *testing.T) {
	b, _ := blank.Read([]byte(page), "/p")
	sent := url.Values{"text": {"\n<b>mine</b>\n& more"}, "way": {""}, "to": {"s"}, "m": {"1", "2"}, "revision": {"2"}, "csrf": {"old"}}
	out, err := b.Fill(sent, url.Values{"kept-form": {"k1"}}, "csrf")
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{
		`name="text">` + "\n\n" + `&lt;b&gt;mine&lt;/b&gt;` + "\n" + `&amp; more</textarea>`, `<option value="" selected="">`, `value="s" checked=""`,
		`name="revision" value="2"`, `name="csrf" value="new"`, `name="kept-form" value="k1"`, `aria-label="Minutes of Badr" value="2"`,
	} {
		if !strings.Contains(string(out), want) {
			t.Errorf("%s is not in %s", want, out)
		}
	}
	for _, gone := range []string{`value="n" checked`, `value="r" selected`, "old</textarea>"} {
		if strings.Contains(string(out), gone) {
			t.Errorf("%s is still in the page", gone)
		}
	}
	again, _ := blank.Read(out, "/p")
	if lines, _, _ := again.Lines(sent); len(lines) == 0 || lines[0].Label != "Your text" {
		t.Errorf("read again: %q", lines)
	}
}

// What a form holds is what a browser would send of it.
func TestValues(t *testing.T) {
	b, _ := blank.Read([]byte(page), "/p")
	want := url.Values{"csrf": {"new"}, "revision": {"3"}, "text": {"old"}, "way": {"r"}, "to": {"n"}, "m": {"5", ""}}
	if got := b.Values(); !reflect.DeepEqual(got, want) {
		t.Errorf("%v, want %v", got, want)
	}
	for sent, want := range map[string]string{"hand-in": "go=hand-in", "pdf": "go=save", "": "go=save"} {
		if name, value := b.Pressed(url.Values{"go": {sent}}); name+"="+value != want {
			t.Errorf("%q: %s=%s, want %s", sent, name, value, want)
		}
	}
}

// A renewed form is what was typed, on top of what is saved now.
func TestRenew(t *testing.T) {
	typed, _ := blank.Read([]byte(page), "/p")
	fresh, _ := blank.Read([]byte(strings.NewReplacer(`value="3"`, `value="4"`, ">old<", ">newer<").Replace(page)), "/p")
	out, err := typed.Renew("stands", fresh, "revision", "seen")
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{`id="stands"`, `name="revision" value="4"`, ">old</textarea>"} {
		if !strings.Contains(string(out), want) {
			t.Errorf("%s is not in %s", want, out)
		}
	}
}
