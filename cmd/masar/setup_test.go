package main

import (
	"bytes"
	"context"
	"errors"
	"io"
	"path/filepath"
	"strings"
	"testing"

	"masar/internal/app/personnel"
	"masar/internal/fault"
	"masar/internal/people"
)

// interviewed asks somebody at a terminal, who types the lines, for the founders
// of a house.
func interviewed(t *testing.T, typed string) (asked string, top people.Agency, p people.Person, err error) {
	t.Helper()
	var b bytes.Buffer
	top, p, err = newInterview(t.Context(), strings.NewReader(typed), &b, true).founders()
	return b.String(), top, p, err
}

// At a terminal each answer is judged as it is given, and that one is asked for
// again, until it will do.
func TestSetupAsksAgain(t *testing.T) {
	for name, c := range map[string]struct {
		typed, asked, says string
		times              int
	}{
		"all well":                 {answers, "بالعربية · Top agency, in Arabic", "", 1},
		"no agency":                {"\n" + answers, "بالعربية · Top agency, in Arabic", "اكتب اسم الجهة", 2},
		"an agency too long":       {strings.Repeat("و", 201) + "\n" + answers, "بالعربية · Top agency, in Arabic", "200", 2},
		"digits for a name":        {"وزارة المثال\nMinistry of Example\n12\nمها\nMaha\nmaha\nmaha@example.om\n", "Administrator, in Arabic", "letter", 2},
		"no name at all":           {"وزارة المثال\nMinistry of Example\n\n\nمها\nMaha\nmaha\nmaha@example.om\n", "Administrator, in Arabic", "in Arabic", 3},
		"a bad sign-in name":       {"وزارة المثال\nMinistry of Example\nمها\n\nها\nmaha\nmaha@example.om\n", "اسم الدخول · Sign-in name", "Latin letters", 2},
		"neither name nor address": {"وزارة المثال\nMinistry of Example\nمها\n\n\n\nmaha@example.om\n", "البريد · E-mail", "Give an e-mail address", 2},
		"a bad address":            {"وزارة المثال\nMinistry of Example\nمها\n\nmaha\nmaha@\nmaha@@example.om\nmaha@example.om\n", "البريد · E-mail", "mail", 3},
	} {
		out, top, p, err := interviewed(t, c.typed)
		if err != nil || strings.Count(out, c.asked+": ") != c.times || !strings.Contains(out, c.says) {
			t.Errorf("%s: %v, asked %d times, want %d:\n%s", name, err, strings.Count(out, c.asked+": "), c.times, out)
		}
		if top.NameAr != "وزارة المثال" || top.NameEn != "Ministry of Example" || p.Email != "maha@example.om" || p.Name("ar") == "" {
			t.Errorf("%s: %+v, %+v", name, top, p)
		}
	}
	if _, _, _, err := interviewed(t, "وزارة\n"); !errors.Is(err, errEnded) {
		t.Errorf("gone in the middle: %v", err)
	}
}

// An answer that makes an earlier one wrong has that one asked for again.
func TestAskedAgainLater(t *testing.T) {
	var first, second string
	same := func() (fs []*fault.Fault) {
		if second != "" && first == second {
			fs = append(fs, personnel.ErrSetUp)
		}
		return fs
	}
	none := func() []*fault.Fault { return nil }
	var b bytes.Buffer
	err := newInterview(t.Context(), strings.NewReader("a\na\nb\n"), &b, true).ask([]question{{"one", &first, same}, {"two", &second, none}})
	if err != nil || first != "b" || second != "a" || strings.Count(b.String(), "one: ") != 2 {
		t.Errorf("%v: %q, %q\n%s", err, first, second, b.String())
	}
}

// What comes through a pipe is judged at its end: every question whose answer will
// not do is named, with what is wrong with it.
func TestSetupThroughAPipe(t *testing.T) {
	for in, want := range map[string][]string{
		"":                              {"Top agency", "Administrator, in Arabic", "E-mail"},
		"\n\n\n\n\n\n":                  {"Top agency", "Administrator, in Arabic", "E-mail"},
		"\n\n12\n\nها\nmaha@@x\n":       {"Top agency", "Administrator, in Arabic: \"12\"", "Sign-in name: \"ها\"", "E-mail: \"maha@@x\""},
		"وزارة\r\n\r\nمها\r\n\r\n!\r\n": {"Sign-in name: \"!\""},
	} {
		var b bytes.Buffer
		said := ""
		if _, _, err := newInterview(t.Context(), strings.NewReader(in), &b, false).founders(); err != nil {
			said = explain(err)
		}
		for _, w := range want {
			if !strings.Contains(said, w) {
				t.Errorf("%q: %q is not said of:\n%s", in, w, said)
			}
		}
		if strings.Contains(said, "map[") || strings.Count(b.String(), ": ") != 6 {
			t.Errorf("%q: %s\n%s", in, b.String(), said)
		}
	}
	env := []string{"MASAR_DATA=" + t.TempDir()}
	if out, said := try(t, env, "\n", "setup"); !strings.Contains(said, "Top agency") || strings.Contains(out, "password") {
		t.Errorf("set up with nothing: %s\n%s", out, said)
	}
	if _, said := try(t, env, answers, "setup"); said != "" {
		t.Errorf("all well: %s", said)
	}
}

// A second setup is refused before anything is asked.
func TestSetupTwice(t *testing.T) {
	dir := t.TempDir()
	if _, said := try(t, []string{"MASAR_DATA=" + dir}, answers, "setup"); said != "" {
		t.Fatal(said)
	}
	for range 2 {
		if asked, said := try(t, []string{"MASAR_DATA=" + dir}, answers, "setup"); asked != "" || !strings.Contains(said, "set up already") || !strings.Contains(said, "أُعدّت المنصة") {
			t.Errorf("asked %q; said %q", asked, said)
		}
	}
}

// Who is asked and presses Ctrl-C gets away, although nothing is typed.
func TestSetupInterrupted(t *testing.T) {
	r, w := io.Pipe() // on which nothing comes
	defer w.Close()
	ctx, cancel := context.WithCancel(t.Context())
	cfg, _, err := configFrom([]string{"MASAR_DATA=" + filepath.Join(t.TempDir(), "new")})
	if err != nil {
		t.Fatal(err)
	}
	asked := asking{make(chan struct{}, 1)}
	ended := make(chan error, 1)
	go func() { ended <- setupWith(ctx, cfg, newInterview(ctx, r, asked, true)) }()
	<-asked.c
	cancel()
	if err := <-ended; !errors.Is(err, context.Canceled) {
		t.Errorf("ended with %v", err)
	}
}

// asking receives a value for each text that is printed.
type asking struct{ c chan struct{} }

func (a asking) Write(p []byte) (int, error) {
	select {
	case a.c <- struct{}{}:
	default:
	}
	return len(p), nil
}
