package people

import (
	"strings"
	"testing"
)

// An address is right or wrong by what mail can be sent to, and written in one
// way however it was typed.
func TestParseEmail(t *testing.T) {
	for _, c := range []struct {
		in, want string
		ok       bool
	}{
		{"Salma@North.Example", "salma@north.example", true},
		{"n.o'hara@example.om", "n.o'hara@example.om", true},
		{"n.o’hara@example.om", "n.o'hara@example.om", true}, // as a word processor writes it
		{"said@مثال.عمان", "said@مثال.عمان", true},
		{"said@xn--mgbh0fb.xn--mgb9awbf", "said@مثال.عمان", true}, // as a browser sends it
		{"said@EXAMPLE。om", "said@example.om", true},              // the full stop of another keyboard
		{"\u202Ak505@example.om\u202C", "k505@example.om", true},
		{" \u200Fk505\u200B@example.om\uFEFF", "k505@example.om", true},
		{"said١٢@example.om", "said12@example.om", true},
		{"ｓａｉｄ@example.om", "said@example.om", true},
		{"a+b@example.om", "a+b@example.om", true},
		{"a!#$%&*/=?^_`{|}~-b@example.om", "a!#$%&*/=?^_`{|}~-b@example.om", true},
		{strings.Repeat("a", 64) + "@example.om", strings.Repeat("a", 64) + "@example.om", true},
		{strings.Repeat("a", 65) + "@example.om", strings.Repeat("a", 65) + "@example.om", false},
		{"سعيد@example.om", "سعيد@example.om", false}, // needs SMTPUTF8 all the way
		{".a@example.om", ".a@example.om", false},
		{"a..b@example.om", "a..b@example.om", false},
		{"a.@example.om", "a.@example.om", false},
		{`"a b"@example.om`, `"a b"@example.om`, false},
		{"a b@example.om", "a b@example.om", false},
		{"a@b@example.om", "a@b@example.om", false},
		{"a@[127.0.0.1]", "a@[127.0.0.1]", false},
		{"a@exa_mple.om", "a@exa_mple.om", false},
		{"a@-example.om", "a@-example.om", false},
		{"a@example..om", "a@example..om", false},
		{"a@example.om.", "a@example.om.", false},
		{"a@", "a@", false},
		{"@example.om", "@example.om", false},
		{"salma", "salma", false},
		{"", "", false},
		{"a@example.om\r\nbcc: b@example.om", "a@example.om\r\nbcc: b@example.om", false},
		{"a@example.om,b@example.om", "a@example.om,b@example.om", false},
		{"Salma <s@north.example>", "salma <s@north.example>", false},
	} {
		got, ok := ParseEmail(c.in)
		if got != c.want || ok != c.ok {
			t.Errorf("ParseEmail(%q) = %q, %v; want %q, %v", c.in, got, ok, c.want, c.ok)
		}
		if again, still := ParseEmail(got); again != got || still != ok {
			t.Errorf("ParseEmail(%q) = %q; read again %q, %v", c.in, got, again, still)
		}
	}
}

func TestDeliverTo(t *testing.T) {
	for in, want := range map[string]string{
		"said@مثال.عمان": "said@xn--mgbh0fb.xn--mgb9awbf", "salma@north.example": "salma@north.example", "n.o'hara@example.om": "n.o'hara@example.om",
		"no address": "no address", "": "",
	} {
		if got := DeliverTo(in); got != want {
			t.Errorf("mail to %q goes to %q, want %q", in, got, want)
		}
	}
}

// A sign-in name is one name in any case, any digits and whatever stands
// unseen in it.
func TestFoldSignIn(t *testing.T) {
	for in, want := range map[string]string{
		" Salma ": "salma", "١١٠٠": "1100", "۱۱۰۰": "1100", "T١١٠٩": "t1109", "\u200ET1109\u200F": "t1109", "salma‑h": "salma-h",
		"Said@مثال.عمان": "said@مثال.عمان", "said@xn--mgbh0fb.xn--mgb9awbf": "said@مثال.عمان", "": "",
	} {
		if got := FoldSignIn(in); got != want {
			t.Errorf("%q signs in as %q, want %q", in, got, want)
		}
	}
}

// Two lines of a list are one person if their numbers differ in case, in the
// script of their digits or in what cannot be seen; addresses likewise. What was
// typed is kept in one form.
func TestReadListFolds(t *testing.T) {
	header := []string{"staff_no", "name_ar", "email"}
	for _, c := range []struct{ first, second [2]string }{
		{[2]string{"5061", "a@example.om"}, [2]string{"٥٠٦١", "b@example.om"}},
		{[2]string{"k507", "a@example.om"}, [2]string{"K507", "b@example.om"}},
		{[2]string{"۵۰۶۱", "a@example.om"}, [2]string{"٥٠٦١", "b@example.om"}},
		{[2]string{"K505", "a@example.om"}, [2]string{"\u200EK505\u200F", "b@example.om"}},
		{[2]string{"K‑505", "a@example.om"}, [2]string{"k-505", "b@example.om"}},
		{[2]string{"1", "said@مثال.عمان"}, [2]string{"2", "SAID@xn--mgbh0fb.xn--mgb9awbf"}},
		{[2]string{"1", "o'hara@example.om"}, [2]string{"2", "O’Hara@example.om"}},
	} {
		ps, _, problems, _ := ReadList(list(header, []string{c.first[0], "سعيد", c.first[1]}, []string{c.second[0], "سالم", c.second[1]}))
		if len(ps) != 1 || len(problems) != 1 || !problems[0].Fault.Is(ErrStaffNoTwice) && !problems[0].Fault.Is(ErrEmailTwice) {
			t.Errorf("%q and %q: %d people, problems %v; want one of each", c.first, c.second, len(ps), problems)
		}
	}
	ps, _, problems, _ := ReadList(list(header, []string{"\u200EK٥٠٥", "ﺳﻌﻴﺪ", "\u202Ak505@example.om\u202C"}, []string{"K509", "نورة", "n.o'hara@example.om"}, []string{"K510", "سعيد", "said@مثال.عمان"}))
	if len(ps) != 3 || len(problems) != 0 {
		t.Fatalf("%d people, problems %v", len(ps), problems)
	}
	if p := ps[0]; p.StaffNo != "K505" || p.StaffKey != "k505" || p.NameAr != "سعيد" || p.Email != "k505@example.om" {
		t.Errorf("read as %+v", p)
	}
	if ps[1].SignIn != "n.o'hara@example.om" || ps[2].SignIn != "said@مثال.عمان" {
		t.Errorf("they sign in as %q and %q", ps[1].SignIn, ps[2].SignIn)
	}
	// What the list lets in, the form takes.
	for _, p := range ps {
		if faults := p.Tidy().Check(); len(faults) > 0 || p.Tidy() != p {
			t.Errorf("%+v: tidied again %+v, with the faults %v", p, p.Tidy(), faults)
		}
	}
}

func TestIsCalled(t *testing.T) {
	p := Person{StaffNo: "K-٥", Email: "said@مثال.عمان", SignIn: "said"}.Tidy()
	for word, want := range map[string]bool{
		"k-5": true, "K-۵": true, "K-5\u200F": true, "SAID": true, "said@xn--mgbh0fb.xn--mgb9awbf": true, "Said@مثال.عمان": true,
		"k-55": false, "": false, "\u200F": false, "said@": false,
	} {
		if got := p.IsCalled(word); got != want {
			t.Errorf("%q means them: %v, want %v", word, got, want)
		}
	}
	if (Person{SignIn: "x12"}).Tidy().IsCalled("") {
		t.Error("nothing means somebody without a number")
	}
}
