package numeral

import "testing"

func TestProse(t *testing.T) {
	tests := []struct{ name, in, latin, eastern string }{
		{"no number", "لا رقم هنا", "لا رقم هنا", "لا رقم هنا"},
		{"a count", "في 7 أيام", "في 7 أيام", "في ٧ أيام"},
		{"at the beginning and the end", "3 من 8", "3 من 8", "٣ من ٨"},
		{"a title", "الركيزة 3: فرق المشاركة", "الركيزة 3: فرق المشاركة", "الركيزة ٣: فرق المشاركة"},
		{"per cent", "بلغت 80% منهم", "بلغت \u206680%\u2069 منهم", "بلغت \u2067٨٠٪\u2069 منهم"},
		{"a fraction", "قدره 2.5 ريال", "قدره 2.5 ريال", "قدره ٢٫٥ ريال"},
		{"thousands", "أكثر من 7,500 شخص", "أكثر من 7,500 شخص", "أكثر من ٧٬٥٠٠ شخص"},
		{"a list without spaces", "1,2,3", "1,2,3", "١,٢,٣"},
		{"a decree", "القرار 108/2025", "القرار \u2066108/2025\u2069", "القرار \u2067١٠٨/٢٠٢٥\u2069"},
		{"a time", "الساعة 10:30", "الساعة \u206610:30\u2069", "الساعة \u2067١٠:٣٠\u2069"},
		{"in brackets", "سُجّل (2024) فيها", "سُجّل (2024) فيها", "سُجّل (٢٠٢٤) فيها"},
		{"after an Arabic letter", "بـ5 نقاط", "بـ5 نقاط", "بـ٥ نقاط"},
		{"before an Arabic letter", "5د", "5د", "٥د"},
		{"in Arabic quotes", "«3»", "«3»", "«٣»"},

		{"a version", "صفحة HTML5 جديدة", "صفحة HTML5 جديدة", "صفحة HTML5 جديدة"},
		{"a standard", "معيار WCAG 2.0 للنفاذ", "معيار WCAG 2.0 للنفاذ", "معيار WCAG 2.0 للنفاذ"},
		{"a standard, kept together", "ISO\u00a027001", "ISO\u00a027001", "ISO\u00a027001"},
		{"a standard with its year", "(OSMACC-1:2021)", "(OSMACC-1:2021)", "(OSMACC-1:2021)"},
		{"a number before its letter", "شبكة 5G", "شبكة 5G", "شبكة 5G"},
		{"a step with two factors", "رمز 2FA", "رمز 2FA", "رمز 2FA"},
		{"an address", "https://a.example/p/2024/7?page=15 هنا", "https://a.example/p/2024/7?page=15 هنا", "https://a.example/p/2024/7?page=15 هنا"},
		{"an address without its scheme", "a.example:8080", "a.example:8080", "a.example:8080"},
		{"mail", "اكتب إلى 12ahmed99@x.example الآن", "اكتب إلى 12ahmed99@x.example الآن", "اكتب إلى 12ahmed99@x.example الآن"},
		{"a serial number", "الشهادة MSR-2026-00042", "الشهادة MSR-2026-00042", "الشهادة MSR-2026-00042"},
		{"an edition of three parts", "الإصدار 2.5.2", "الإصدار 2.5.2", "الإصدار 2.5.2"},
		{"a long run of digits", "الرقم 20240006", "الرقم 20240006", "الرقم 20240006"},
		{"a code that begins with nought", "الرمز 0042", "الرمز 0042", "الرمز 0042"},
		{"the last year before a comma", "WCAG، 2024", "WCAG، 2024", "WCAG، ٢٠٢٤"},
	}
	for _, tt := range tests {
		for eastern, want := range map[bool]string{false: tt.latin, true: tt.eastern} {
			if got := Prose(tt.in, eastern); got != want {
				t.Errorf("%s, eastern %v: %q, want %q", tt.name, eastern, got, want)
			}
		}
	}
}

// What has been written once is not written otherwise the second time.
func TestProseTwice(t *testing.T) {
	for _, s := range []string{"بلغت 80% في 108/2025", "7,500 و2.5"} {
		for _, eastern := range []bool{false, true} {
			once := Prose(s, eastern)
			if twice := Prose(once, eastern); twice != once {
				t.Errorf("%q becomes %q and then %q", s, once, twice)
			}
		}
	}
}
