package password

import (
	"slices"
	"strings"

	"github.com/ccojocar/zxcvbn-go/frequency"
)

// english is how many of the most frequent words of English are words that
// passwords are made of; the rarer ones are as good as chance.
const english = 12_000

// words are what passwords are made of, folded: the common passwords, names
// and English words of zxcvbn, the estimator of the strength of passwords, in
// its Go edition, and words of Arabic, which it has none of.
var words = func() map[string]bool {
	m := map[string]bool{}
	add := func(list []string) {
		for _, w := range list {
			if w = fold(w); w != "" {
				m[w] = true
			}
		}
	}
	for _, name := range []string{"Passwords", "MaleNames", "FemaleNames"} {
		add(frequency.Lists[name].List)
	}
	common := frequency.Lists["English"].List
	add(common[:min(english, len(common))])
	add(strings.Split(arabicText, "\n"))
	return m
}()

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
