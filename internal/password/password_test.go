package password

import (
	"math/rand/v2"
	"strings"
	"testing"

	"masar/internal/fault"
	"masar/internal/people"
)

var (
	salma = people.Person{
		NameAr: "سلمى بنت خلفان الهنائية", NameEn: "Salma bint Khalfan Al Hinai", SignIn: "salma.hinai", Email: "s.hinai2@north.example", StaffNo: "T-110045",
	}
	north = people.Agency{NameAr: "هيئة الشمال للمشاركة", NameEn: "Northern Authority"}
)

// What guessing programs try first is refused, and says why; what is long and
// no such thing is not.
func TestCheck(t *testing.T) {
	for _, c := range []struct {
		password string
		want     *fault.Fault
	}{
		{strings.Repeat("x9 ش", 2) + "abc", ErrLength}, // eleven
		{strings.Repeat("ق8", 101), ErrLength},
		{"", ErrLength},
		{"\xff\xfe long enough", ErrLength},

		{strings.Repeat(" ", 12), ErrBlank},
		{strings.Repeat("\u00A0\u2003\t", 5), ErrBlank},
		{"- - - - - - -", ErrBlank},
		{strings.Repeat("\u200F", 12), ErrBlank},

		{"123456789012", ErrPattern},
		{"١٢٣٤٥٦٧٨٩٠١٢", ErrPattern},
		{"۱۲۳۴۵۶۷۸۹۰۱۲", ErrPattern},
		{"210987654321", ErrPattern},
		{"1234-5678-9012", ErrPattern},
		{"aaaaaaaaaaaa", ErrPattern},
		{"شششششششششششش", ErrPattern},
		{"AbAbAbAbAbAb", ErrPattern},
		{"abcdefghijkl", ErrPattern},
		{"zyxwvutsrqponm", ErrPattern},
		{"qwertyuiop123", ErrPattern},
		{"1qaz2wsx3edc", ErrPattern},
		{"poiuytrewq12", ErrPattern},
		{"ضصثقفغعهخحج1", ErrPattern},
		{"شسيبلاتنمكط١", ErrPattern},
		{"ابتثجحخدذرزس", ErrPattern},
		{"أبجد هوز حطي كلمن", ErrPattern},
		{"199019911992", ErrPattern},
		{"871263549012", ErrPattern}, // twelve digits, whatever they are
		{"!@#$%^&*()_+", ErrPattern},

		{"password1234", ErrCommon},
		{"PassWord1234", ErrCommon},
		{"P@ssw0rd1234", ErrCommon},
		{"passwordpassword", ErrCommon},
		{"Password-2026!", ErrCommon},
		{"letmeinfootball", ErrCommon},
		{"sunshine2024!", ErrCommon},
		{"football 1234", ErrCommon},
		{"trustno1dragon", ErrCommon},
		{"كلمة المرور 123", ErrCommon},
		{"كَلِمَةُ المُرورِ ١٢٣", ErrCommon},
		{"السلام عليكم 1", ErrCommon},
		{"بسم الله الرحمن الرحيم", ErrCommon},
		{"الحمدلله2026", ErrCommon},
		{"محمد محمد محمد", ErrCommon},

		{"salma.hinai12", ErrOwn},
		{"SALMA-HINAI-1", ErrOwn},
		{"Salma Khalfan", ErrOwn},
		{"سلمى الهنائية", ErrOwn},
		{"سلمي الهناييه ١٢", ErrOwn},
		{"s.hinai2@north.example", ErrOwn},
		{"T-110045-T-110045", ErrOwn},
		{"ت١١٠٠٤٥١١٠٠٤٥", ErrOwn},
		{"5alma.Hina1!!!", ErrOwn},

		{"masarmasar12", ErrSite},
		{"مسار مسار مسار", ErrSite},
		{"منصة مسار 2026", ErrSite},
		{"هيئة الشمال ٢٠٢٦", ErrSite},
		{"NorthernAuthority", ErrSite},

		{"correct horse battery", nil},
		{"قهوة الصباح قبل الطريق إلى نزوى", nil},
		{"my friend salma drinks cold tea", nil}, // her name in it is not all of it
		{"x9#kL!2@qZ$w", nil},
		{"8712635490128734650427", nil}, // twenty-two digits without a pattern
		{strings.Repeat("قلم", 1) + " برتقالي فوق سطح الجيران", nil},
	} {
		if got := Check(c.password, ContextOf(salma, north)); got != c.want {
			t.Errorf("%q: %v, want %v", c.password, got, c.want)
		}
	}
}

// One's own names are one's own: to others they are words like any other.
func TestCheckContext(t *testing.T) {
	const hers = "salma.hinai.khalfan"
	if got := Check(hers, ContextOf(salma)); got != ErrOwn {
		t.Errorf("to her: %v", got)
	}
	if got := Check(hers, ContextOf(people.Person{SignIn: "badr"})); got != nil {
		t.Errorf("to another: %v", got)
	}
}

// Twenty characters by chance, as passwords that are handed out, are never
// refused.
func TestHandedOut(t *testing.T) {
	const letters = "abcdefghjkmnpqrstuvwxyz23456789"
	chance := rand.New(rand.NewPCG(1, 2))
	for range 2000 {
		var b strings.Builder
		for i := range 20 {
			if i%5 == 0 && i > 0 {
				b.WriteByte('-')
			}
			b.WriteByte(letters[chance.IntN(len(letters))])
		}
		if got := Check(b.String(), ContextOf(salma, north)); got != nil {
			t.Fatalf("%q: %v", b.String(), got)
		}
	}
}

// The longest there is takes no longer than an eye blinks, however it repeats.
func BenchmarkCheck(b *testing.B) {
	long := strings.Repeat("ab12", Max/4)
	for b.Loop() {
		Check(long, ContextOf(salma, north))
	}
}
