package password

import (
	_ "embed"
	"slices"
	"strings"
)

// wordsText are words that passwords are made of, a line each: of English and
// names, and of Arabic.
//
//go:embed words.txt
var wordsText string

// listedText are common passwords of twelve characters or more that no word or
// pattern gives away, a line each, folded.
//
//go:embed listed.txt
var listedText string

var (
	words  = set(wordsText + "\n" + arabicText)
	listed = set(listedText)
)

func set(text string) map[string]bool {
	m := map[string]bool{}
	for line := range strings.SplitSeq(text, "\n") {
		if line = fold(line); line != "" {
			m[line] = true
		}
	}
	return m
}

// arabicText are words and phrases of which Arabic passwords are made.
const arabicText = `كلمة المرور
كلمة السر
كلمة مرور
كلمة سر
الرقم السري
باسورد
باسوورد
سري
مرور
كلمة
السلام عليكم
وعليكم السلام
السلام
بسم الله
بسم الله الرحمن الرحيم
الحمد لله
سبحان الله
الله أكبر
لا إله إلا الله
محمد رسول الله
ما شاء الله
إن شاء الله
أستغفر الله
يا رب
الله
الرحمن
الرحيم
محمد
أحمد
محمود
علي
عمر
عثمان
فاطمة
عائشة
خديجة
مريم
عبدالله
عبدالرحمن
عبدالعزيز
خالد
سالم
سعيد
سعود
سلطان
سيف
ناصر
يوسف
إبراهيم
إسماعيل
حسن
حسين
هلال
قابوس
هيثم
مرحبا
أهلا وسهلا
أهلا
صباح الخير
مساء الخير
صباح
مساء
الخير
حبيبي
حبيبتي
حبيب
أحبك
بحبك
قلبي
حياتي
روحي
عمري
أمي
أبي
بابا
ماما
اختي
اخوي
وطني
بلادي
عمان
سلطنة عمان
سلطنة
مسقط
صلالة
نزوى
صحار
صور
عبري
البريمي
ظفار
الباطنة
الداخلية
الشرقية
السعودية
الإمارات
الكويت
قطر
البحرين
اليمن
مصر
الأردن
فلسطين
القدس
سوريا
لبنان
العراق
المغرب
تونس
الجزائر
وزارة
الوزارة
هيئة
الهيئة
مدير
موظف
موظفة
مدرب
متدرب
تدريب
دورة
شهادة
منصة
حساب
حسابي
دخول
جديد
جديدة
تجربة
اختبار
القمر
الشمس
البحر
الورد
وردة
زهرة
نجمة
أمل
نور
سلام
رمضان كريم
رمضان
عيد مبارك
الجمعة
الأحد
الهلال
النصر
الأهلي
الاتحاد
ريال مدريد
برشلونة`

// rows are the keys of keyboards side by side, and alphabets, forwards and
// backwards. On an Arabic keyboard the rows have the letters as fold leaves them.
var rows = func() (both []string) {
	for _, row := range []string{
		"abcdefghijklmnopqrstuvwxyz", "01234567890123456789",
		"qwertyuiop[]", "asdfghjkl;'", "zxcvbnm,./", "azertyuiop", "qsdfghjklm", "wxcvbn", "qwertzuiop",
		"1qaz2wsx3edc4rfv5tgb6yhn7ujm8ik,9ol.0p;/", "qazwsxedcrfvtgbyhnujmikolp", "1q2w3e4r5t6y7u8i9o0p", "147258369", "159357", "!@#$%^&*()_+",
		"ضصثقفغعهخحجد", "شسيبلاتنمكط", "ئءؤرلاىةوزظ", "ءؤرلىةوزظ",
		"ابتثجحخدذرزسشصضطظعغفقكلمنهوي", "ابجدهوزحطيكلمنسعفصقرشتثخذضظغ",
	} {
		row = fold(row)
		back := []rune(row)
		slices.Reverse(back)
		both = append(both, row, string(back))
	}
	return both
}()
