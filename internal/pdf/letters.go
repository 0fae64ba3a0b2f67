package pdf

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// alike lists letters that typefaces may lack, each row behind the letter that is printed in
// their place where they have no decomposition: the nearest in shape or sound.
var alike = []string{
	"AȺ", "aɐɑɒ", "BƁƂɃʙ", "bƀƃɓƄƅ", "CƇȻʗ", "cƈȼɕ", "DƉƊƋ", "dƌȡɖɗẟƍ", "EƎƏƐɆ", "eǝɇɘəɚɛɜɝɞʚɤ", "FƑ", "fƒɸ", "GƓǤɢʛƔȜ", "gǥɠɡɣȝ",
	"Hʜ", "hɥɦɧʮʯ", "IƗɪƖ", "iɨɩ", "JɈ", "jȷɉɟʄʝ", "KƘ", "kƙʞ", "LȽʟ", "lƚȴɫɬɭɮƛ", "MƜ", "mɯɰɱ", "NƝȠɴ", "nƞȵɲɳ",
	"OƆƟ", "oɔɵɷ", "PƤ", "pƥ", "QɊ", "qɋʠ", "RɌʀʁƦ", "rɍɹɺɻɼɽɾɿ", "SƧƩ", "sƨȿʂʃʅʆƪẜẝ", "TƬƮȾ", "tƫƭȶʇʈ", "UɄƱ", "uʉʊ",
	"VƲɅỼ", "vʋʌỽ", "WǷ", "wʍƿ", "YƳɎʏỾ", "yƴɏʎỿ", "ZƵȤƷƸ", "zƶȥɀʐʑʒʓƹƺ", "2ƻ", "5Ƽƽ", "!ǃ", "|ǀ", "'Ɂɂʔʕʖƾʡʢʘʬʭ",
	"اࡰࡱࡲࡳࡴࡵࡶࡷࡸࡹࡺࡻࡼࡽࡾࡿࢀࢭ", "أࢁࢂ", "ـࢃࢄࢅﹳ", "يࢆࢨࢩࢬࢺࣉ", ".ࢇ", "نࢉࢽ", "حࢊ", "طࢋࢌࢣ", "ك࢈ࢍࢴࣂ", "اࢎ",
	"بࢠࢡࢶ", "جࢢࣅࣆ", "فࢤࢻ", "قࢥࢵࢼࣄ", "لࢦࣇ", "مࢧ", "رࢪࢹ", "وࢫࢱ", "دࢮ", "صࢯ", "گࢰࣈ", "زࢲ", "عࢳ", "پࢷࢾ", "تࢸࢿ", "ٹࣀ", "چࣁ", "غࣃ",
}

// twins are letters that two or three others stand for.
var twins = map[rune]string{
	'ƕ': "hv", 'Ƕ': "Hv", 'Ƣ': "Oi", 'ƣ': "oi", 'Ȣ': "Ou", 'ȣ': "ou", 'ȸ': "db", 'ȹ': "qp", 'ɶ': "OE", 'ǁ': "||", 'ǂ': "|", 'ẞ': "SS", 'Ỻ': "LL", 'ỻ': "ll",
	'ʣ': "dz", 'ʤ': "dz", 'ʥ': "dz", 'ʦ': "ts", 'ʧ': "ts", 'ʨ': "tc", 'ʩ': "fn", 'ʪ': "ls", 'ʫ': "lz",
}

// nearest is alike and twins by letter.
var nearest = func() map[rune]string {
	m := map[rune]string{}
	for _, row := range alike {
		letters := []rune(row)
		for _, r := range letters[1:] {
			m[r] = string(letters[0])
		}
	}
	for r, s := range twins {
		m[r] = s
	}
	return m
}()

// unknown stands for letters that nothing of ours resembles, of which people must see that
// something is missing.
const unknown = "?"

// instead is what is printed for a character that the typeface lacks: the letter with such
// of its marks as there are, the nearest letter, or the same digit. What has no reading, such
// as emoji and lone marks, gives nothing.
func instead(r rune, has func(rune) bool) string {
	if near, ok := nearest[r]; ok {
		return shown(near, has)
	}
	if apart := norm.NFD.String(string(r)); apart != string(r) {
		return withMarks([]rune(apart), has)
	}
	if plain := norm.NFKD.String(string(r)); plain != string(r) {
		return shown(plain, has)
	}
	switch {
	case unicode.Is(unicode.Nd, r):
		return string('0' + digitOf(r))
	case unicode.IsLetter(r):
		return unknown
	}
	return ""
}

func shown(text string, has func(rune) bool) string {
	var b strings.Builder
	for _, r := range text {
		if has(r) {
			b.WriteRune(r)
		} else {
			b.WriteString(instead(r, has))
		}
	}
	return b.String()
}

// withMarks is a letter with those of its marks with which it is in the typeface.
func withMarks(apart []rune, has func(rune) bool) string {
	letter := shown(string(apart[:1]), has)
	for _, mark := range apart[1:] {
		one := []rune(norm.NFC.String(letter + string(mark)))
		if len(one) == 1 && has(one[0]) {
			letter = string(one)
		}
	}
	return letter
}

// digitOf is the value of a digit of any script: Unicode lists each script's ten in a row.
func digitOf(r rune) rune {
	for _, of := range unicode.Nd.R16 {
		if r >= rune(of.Lo) && r <= rune(of.Hi) {
			return (r - rune(of.Lo)) % 10
		}
	}
	for _, of := range unicode.Nd.R32 {
		if r >= rune(of.Lo) && r <= rune(of.Hi) {
			return (r - rune(of.Lo)) % 10
		}
	}
	return 0
}
