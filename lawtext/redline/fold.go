package redline

import (
	"unicode"
	"unicode/utf8"
)

// foldWidth maps full-width forms onto the half-width character a reader
// takes for the same.
func foldWidth(r rune) rune {
	if r >= 0xFF01 && r <= 0xFF5E {
		return r - 0xFEE0
	}
	switch r {
	case '。', '｡':
		return '.'
	case '､':
		return '、'
	case '｢':
		return '「'
	case '｣':
		return '」'
	}
	return r
}

// glyphs maps variant characters onto one of their kind. The text itself
// stays as it is; only the kind of change depends on it.
var glyphs = map[rune]rune{
	'○': '〇', '◯': '〇', '零': '〇', '0': '〇', 'Ｏ': '〇', '０': '〇',
	'︰': '：', '∶': '：', '﹕': '：', '﹔': '；', '﹐': '，', '﹑': '、', '﹒': '．',
	'―': '—', '─': '—', '━': '—', '–': '—', '－': '—', '‐': '—', '‑': '—', '-': '—',
	'•': '·', '・': '·', '‧': '·', '∙': '·', '⋅': '·',
	'＜': '〈', '<': '〈', '‹': '〈', '＞': '〉', '>': '〉', '›': '〉',
	'﹙': '（', '﹚': '）', '［': '〔', '[': '〔', '﹝': '〔', '］': '〕', ']': '〕', '﹞': '〕',
	'”': '“', '〝': '“', '〞': '“', '＂': '“', '"': '“', '’': '‘', '\'': '‘',
	'臺': '台', '帐': '账', '帳': '账', '佔': '占', '啟': '启', '啓': '启', '強': '强',
	'產': '产', '説': '说', '說': '说', '為': '为', '爲': '为', '戶': '户', '戸': '户',
	'國': '国', '囯': '国', '號': '号', '條': '条', '於': '于', '與': '与', '並': '并', '裡': '里', '裏': '里',
	'⼀': '一', '⼆': '二', '⼗': '十', '⼈': '人', '⼯': '工', '⼤': '大', '⽇': '日', '⽉': '月',
}

// variants are the common Chinese characters among the glyphs.
var variants = func() (s hanSet) {
	for r := range glyphs {
		if s.ranges(r) {
			s.add(r)
		}
	}
	return s
}()

// foldGlyph is the character that stands for all variants of r.
func foldGlyph(r rune) rune {
	if variants.ranges(r) && !variants.has(r) {
		return r
	}
	if g, ok := glyphs[r]; ok {
		return g
	}
	return r
}

// isSpace reports white space and characters of no width.
func isSpace(r rune) bool {
	switch r {
	case ' ', '\t', '\n', '\r', 0x3000, 0xA0, 0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF:
		return true
	}
	return r > 0x7F && unicode.IsSpace(r)
}

// foldRune is what similarity sees of a character: width folded, white space
// gone (0).
func foldRune(r rune) rune {
	switch {
	case r >= 0x4E00 && r <= 0x9FFF:
		return r
	case r <= ' ':
		return 0
	case r < 0x80:
		return r
	case isSpace(r):
		return 0
	}
	return foldWidth(r)
}

// folded appends the characters of a text as similarity sees them.
func folded(dst []rune, text string) []rune {
	for i := 0; i < len(text); {
		if r, n := han(text, i); n > 0 {
			dst = append(dst, r)
			i += n
			continue
		}
		r, n := utf8.DecodeRuneInString(text[i:])
		i += n
		if r = foldRune(r); r != 0 {
			dst = append(dst, r)
		}
	}
	return dst
}

// han decodes the character at s[i] if it is one of the common Chinese ones,
// U+4000 to U+9FFF; else n is 0. Going through utf8 for each takes twice as long.
func han(s string, i int) (r rune, n int) {
	if i+2 < len(s) && s[i]-0xE4 < 6 && s[i+1]-0x80 < 0x40 && s[i+2]-0x80 < 0x40 {
		return rune(s[i])&15<<12 | rune(s[i+1])&63<<6 | rune(s[i+2])&63, 3
	}
	return 0, 0
}
