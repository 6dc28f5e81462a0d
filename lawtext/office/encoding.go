package office

import (
	"bytes"
	"strings"
	"unicode/utf16"
	"unicode/utf8"

	"golang.org/x/text/encoding/simplifiedchinese"
)

// decode finds the encoding of a plain text and answers its characters: by
// its mark, as UTF-8, as UTF-16 where that is clear, or as GB 18030. What
// fits none is refused, never replaced.
func decode(data []byte) (text, encoding string, err error) {
	switch {
	case bytes.HasPrefix(data, []byte("\xef\xbb\xbf")):
		if !utf8.Valid(data) {
			return "", "", refuse(ErrEncoding, "utf-8")
		}
		text, encoding = string(data[3:]), "utf-8"
	case bytes.HasPrefix(data, []byte("\xff\xfe")):
		text, encoding = decode16(data[2:], false), "utf-16le"
	case bytes.HasPrefix(data, []byte("\xfe\xff")):
		text, encoding = decode16(data[2:], true), "utf-16be"
	case utf8.Valid(data) && bytes.IndexByte(data, 0) < 0:
		text, encoding = string(data), "utf-8"
	default:
		if text, encoding = guess16(data); encoding == "" {
			if text, encoding = decodeGB(data), "gb18030"; text == "" {
				return "", "", refuse(ErrEncoding, "")
			}
		}
	}
	if text == "" && len(data) > 3 {
		return "", "", refuse(ErrEncoding, encoding)
	}
	if binaryText(text) {
		return "", "", refuse(ErrEncoding, "binary")
	}
	return text, encoding, nil
}

// binaryText reports whether a text holds characters that no text has.
func binaryText(s string) bool {
	if strings.IndexByte(s, 0) >= 0 {
		return true
	}
	controls := 0
	for i := range len(s) {
		if c := s[i]; c < 0x20 && c != '\t' && c != '\n' && c != '\r' && c != '\f' && c != '\v' && c != 0x1A && c != 0x07 {
			controls++
		}
	}
	return controls > len(s)/100
}

// decodeGB decodes GB 18030, of which GBK and GB 2312 are parts; "" where a
// byte does not fit or falls outside what texts use.
func decodeGB(data []byte) string {
	out, err := simplifiedchinese.GB18030.NewDecoder().Bytes(data)
	if err != nil || bytes.Contains(out, []byte("\uFFFD")) {
		return ""
	}
	s := string(out)
	private, wide := 0, 0
	for _, r := range s {
		if r >= 0x80 {
			wide++
			if r >= 0xE000 && r <= 0xF8FF {
				private++
			}
		}
	}
	if private*10 > wide {
		return ""
	}
	return s
}

// decode16 decodes UTF-16; "" where a surrogate stands alone or a byte is
// left over.
func decode16(data []byte, big bool) string {
	if len(data)%2 != 0 {
		return ""
	}
	var b strings.Builder
	b.Grow(len(data) * 3 / 2)
	for i := 0; i < len(data); i += 2 {
		r := rune(unit16(data[i:], big))
		if utf16.IsSurrogate(r) {
			if i+3 >= len(data) {
				return ""
			}
			i += 2
			if r = utf16.DecodeRune(r, rune(unit16(data[i:], big))); r == utf8.RuneError {
				return ""
			}
		}
		b.WriteRune(r)
	}
	return b.String()
}

func unit16(b []byte, big bool) uint16 {
	if big {
		return uint16(b[0])<<8 | uint16(b[1])
	}
	return uint16(b[1])<<8 | uint16(b[0])
}

// guess16 decodes UTF-16 without a mark where one byte order gives Chinese or
// ASCII text almost everywhere and the other does not.
func guess16(data []byte) (text, encoding string) {
	if len(data)%2 != 0 {
		return "", ""
	}
	little, big := plausible16(data, false), plausible16(data, true)
	switch {
	case little > 0.95 && big < 0.5:
		return decode16(data, false), "utf-16le"
	case big > 0.95 && little < 0.5:
		return decode16(data, true), "utf-16be"
	}
	return "", ""
}

// plausible16 is the share of the first units that are usual in Chinese
// texts, with a line end or a space among them; 0 where there is none.
func plausible16(data []byte, big bool) float64 {
	good, n, ascii := 0, 0, 0
	for i := 0; i+1 < len(data) && n < 1<<16; i += 2 {
		u := unit16(data[i:], big)
		n++
		switch {
		case u == '\n' || u == '\r' || u == '\t' || u >= ' ' && u < 0x7F:
			ascii++
			good++
		case u >= 0x4E00 && u <= 0x9FA5, u >= 0x3000 && u <= 0x3020, u >= 0xFF01 && u <= 0xFF5E, u >= 0x2010 && u <= 0x2026:
			good++
		}
	}
	if n == 0 || ascii == 0 {
		return 0
	}
	return float64(good) / float64(n)
}
