package office

import (
	"bytes"
	"compress/flate"
	"encoding/binary"
	"errors"
	"hash/crc32"
	"strings"
	"testing"
	"time"
	"unicode/utf16"

	"golang.org/x/text/encoding/simplifiedchinese"

	"hefa/lawtext"
)

const sample = "示例市停车办法\n第一条　为了规范停车，制定本办法。\n第二条　镕堃㐂先生负责。\n"

func gb(t testing.TB, s string) []byte {
	t.Helper()
	b, err := simplifiedchinese.GB18030.NewEncoder().Bytes([]byte(s))
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func wide(s, mark string, order binary.AppendByteOrder) []byte {
	b := []byte(mark)
	for _, u := range utf16.Encode([]rune(s)) {
		b = order.AppendUint16(b, u)
	}
	return b
}

func TestEncodings(t *testing.T) {
	for _, c := range []struct {
		name, file, encoding string
		data                 []byte
	}{
		{"UTF-8", "a.txt", "utf-8", []byte(sample)},
		{"UTF-8 with a mark", "a.txt", "utf-8", []byte("\xef\xbb\xbf" + sample)},
		{"GB 18030", "a.txt", "gb18030", gb(t, sample)},
		{"GB 18030 Markdown", "a.md", "gb18030", gb(t, "# "+sample)},
		{"UTF-16 little-endian with a mark", "a.txt", "utf-16le", wide(sample, "\xff\xfe", binary.LittleEndian)},
		{"UTF-16 big-endian with a mark", "a.txt", "utf-16be", wide(sample, "\xfe\xff", binary.BigEndian)},
		{"UTF-16 little-endian", "a.txt", "utf-16le", wide(sample, "", binary.LittleEndian)},
		{"UTF-16 big-endian", "a.txt", "utf-16be", wide(sample, "", binary.BigEndian)},
		{"HTML declared GBK", "a.html", "gb18030", gb(t, `<html><head><meta charset="gbk"></head><body>`+strings.ReplaceAll(sample, "\n", "<br>"))},
		{"HTML declared GBK that is UTF-8", "a.html", "utf-8", []byte(`<html><meta http-equiv="Content-Type" content="text/html; charset=gb2312"><p>` + strings.ReplaceAll(sample, "\n", "<p>"))},
		{"HTML that declares nothing", "a.htm", "gb18030", gb(t, "<p>"+strings.ReplaceAll(sample, "\n", "<p>"))},
		{"standard input", "-", "utf-8", []byte(sample)},
	} {
		reading, err := Read(c.file, c.data, DefaultLimits)
		if err != nil {
			t.Errorf("%s: %v", c.name, err)
			continue
		}
		if reading.Encoding != c.encoding {
			t.Errorf("%s: encoding %s, want %s", c.name, reading.Encoding, c.encoding)
		}
		if u := reading.Text.Find("2.1"); u == nil || u.Text != "镕堃㐂先生负责。" || reading.Text.Title != "示例市停车办法" {
			t.Errorf("%s: %s", c.name, outline(reading.Text))
		}
	}
}

func TestHTML(t *testing.T) {
	page := `<!DOCTYPE html><html><head><title>网页</title><script>var x = "第九条";</script><style>p{}</style></head><body>
<h1>示例市
停车办法</h1><p>第一条　为了规范
停车，&nbsp;制定本办法。<!-- 第八条 --></p><p hidden></p>
<ol><li>甲；<li>乙。</ol><div>第二条　见下表：<table><tr><th colspan="2">项目<tr><td>丙<td>1<br>2</table></div><script>alert(1)</script>
<div><div>第三条　<b>丁</b>。</div></div><pre>第四条　戊。
第五条　己。</pre><form><select><option>第七条</select></form>`
	reading, err := Read("a.html", []byte(page), DefaultLimits)
	if err != nil {
		t.Fatal(err)
	}
	want := "title 示例市停车办法\n1 第一条\n1.1 为了规范停车，\u00a0制定本办法。\n1.1(1) 1. 甲；\n1.1(2) 2. 乙。\n2 第二条\n2.1 见下表：\nt1r1k1 项目\nt1r2k1 丙\nt1r2k2 1 / 2\n3 第三条\n3.1 丁。\n4 第四条\n4.1 戊。\n5 第五条\n5.1 己。"
	if got := outline(reading.Text); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
	if got := strings.Join(reading.Omitted, ", "); got != "form controls, scripts" {
		t.Errorf("omitted %s", got)
	}
}

// ole is a compound file that names a stream.
func ole(stream string) []byte {
	b := append([]byte(oleMagic), make([]byte, 504)...)
	return append(append(b, wide(stream, "", binary.LittleEndian)...), make([]byte, 512)...)
}

// liar is a zip archive whose one part says it is small and is not.
func liar(t testing.TB, name string, size int) []byte {
	t.Helper()
	var packed bytes.Buffer
	w, err := flate.NewWriter(&packed, flate.BestCompression)
	if err != nil {
		t.Fatal(err)
	}
	content := bytes.Repeat([]byte(" "), size)
	if _, err := w.Write(content); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	le := binary.LittleEndian
	header := func(signature string, more int) []byte {
		b := []byte(signature)
		if more > 0 {
			b = le.AppendUint16(b, 20)
		}
		for _, v := range []uint16{20, 0, 8, 0, 0} {
			b = le.AppendUint16(b, v)
		}
		b = le.AppendUint32(b, crc32.ChecksumIEEE(content))
		b = le.AppendUint32(b, uint32(packed.Len()))
		b = le.AppendUint32(b, 1000)
		b = le.AppendUint16(b, uint16(len(name)))
		b = le.AppendUint16(b, 0)
		return append(b, make([]byte, more)...)
	}
	local := append(append(header("PK\x03\x04", 0), name...), packed.Bytes()...)
	central := append(header("PK\x01\x02", 14), name...)
	end := []byte("PK\x05\x06\x00\x00\x00\x00\x01\x00\x01\x00")
	end = le.AppendUint32(end, uint32(len(central)))
	end = le.AppendUint32(end, uint32(len(local)))
	end = append(end, 0, 0)
	return append(append(local, central...), end...)
}

func TestRefusals(t *testing.T) {
	small := DefaultLimits
	small.File = 100
	whole := file{body: p("", "第一条　甲。")}.zip(t)
	deep := strings.Repeat("<w:sdt><w:sdtContent>", 5000)
	encrypted := bytes.Replace(whole, []byte("PK\x03\x04\x14\x00\x08"), []byte("PK\x03\x04\x14\x00\x09"), 1)
	encrypted = bytes.Replace(encrypted, []byte("PK\x01\x02\x14\x00\x14\x00\x08"), []byte("PK\x01\x02\x14\x00\x14\x00\x09"), 1)
	for _, c := range []struct {
		name, file string
		data       []byte
		limits     Limits
		want       error
	}{
		{"empty", "a.docx", nil, DefaultLimits, ErrEmpty},
		{"only blanks", "a.txt", []byte(" \n　\r\n"), DefaultLimits, ErrEmpty},
		{"no text in a document", "a.docx", file{body: p("", "")}.zip(t), DefaultLimits, ErrEmpty},
		{"no text on a page", "a.html", []byte("<html><body><script>x</script>"), DefaultLimits, ErrEmpty},
		{"too large", "a.txt", bytes.Repeat([]byte("a"), 101), small, ErrTooLarge},
		{"a PDF named docx", "a.docx", []byte("%PDF-1.7\n"), DefaultLimits, ErrMismatch},
		{"a text named docx", "a.docx", []byte(sample), DefaultLimits, ErrMismatch},
		{"an old Word file named docx", "a.docx", ole("WordDocument"), DefaultLimits, ErrMismatch},
		{"a document named txt", "a.txt", whole, DefaultLimits, ErrMismatch},
		{"a document named pdf", "a.pdf", whole, DefaultLimits, ErrMismatch},
		{"a page named txt", "a.txt", []byte("<!DOCTYPE html><p>甲"), DefaultLimits, ErrMismatch},
		{"a text named html", "a.html", []byte(sample), DefaultLimits, ErrMismatch},
		{"a workbook named docx", "a.docx", pack(t, map[string]string{"xl/workbook.xml": "<a/>"}), DefaultLimits, ErrMismatch},
		{"a picture named md", "a.md", []byte("\x89PNG\r\n\x1a\n"), DefaultLimits, ErrMismatch},
		{"PDF", "a.pdf", []byte("%PDF-1.7\n"), DefaultLimits, ErrUnsupported},
		{"old Word", "a.doc", ole("WordDocument"), DefaultLimits, ErrUnsupported},
		{"WPS", "a.wps", ole("WordDocument"), DefaultLimits, ErrUnsupported},
		{"OFD", "a.ofd", pack(t, map[string]string{"OFD.xml": "<a/>"}), DefaultLimits, ErrUnsupported},
		{"workbook", "a.xlsx", pack(t, map[string]string{"xl/workbook.xml": "<a/>"}), DefaultLimits, ErrUnsupported},
		{"unknown", "a.xyz", []byte("甲"), DefaultLimits, ErrUnsupported},
		{"a hostile name", "../../etc/passwd\x00.xyz", []byte("甲"), DefaultLimits, ErrUnsupported},
		{"encrypted Office file", "a.docx", ole("EncryptedPackage"), DefaultLimits, ErrEncrypted},
		{"encrypted archive", "a.docx", encrypted, DefaultLimits, ErrEncrypted},
		{"cut off", "a.docx", whole[:len(whole)/2], DefaultLimits, ErrDamaged},
		{"broken XML", "a.docx", file{body: "<w:p>"}.zip(t), DefaultLimits, ErrDamaged},
		{"not a document", "a.docx", pack(t, map[string]string{"[Content_Types].xml": "<Types/>", "word/document.xml": "<a/>"}), DefaultLimits, ErrDamaged},
		{"no document", "a.docx", pack(t, map[string]string{"[Content_Types].xml": "<Types/>", "word/x.xml": "<a/>"}), DefaultLimits, ErrDamaged},
		{"bomb by ratio", "a.docx", file{body: p("", strings.Repeat("a", 30<<20))}.zip(t), DefaultLimits, ErrBomb},
		{"bomb that lies about its size", "a.docx", liar(t, "word/document.xml", 30<<20), DefaultLimits, ErrDamaged},
		{"bomb of small parts", "a.docx", file{body: p("", strings.Repeat("甲乙丙", 1<<16))}.zip(t), Limits{File: 1 << 30, Unpacked: 1 << 16, Part: 1 << 16, Ratio: 200}, ErrBomb},
		{"bomb of paragraphs", "a.docx", file{body: strings.Repeat(p("", "甲"), DefaultLimits.Paragraphs+1)}.zip(t), DefaultLimits, ErrTooLarge},
		{"plain text of too many lines", "a.txt", []byte(strings.Repeat("甲\n", DefaultLimits.Paragraphs+1)), DefaultLimits, ErrTooLarge},
		{"table of too many cells", "a.html", []byte("<html><table><tr>" + strings.Repeat("<td>甲", DefaultLimits.Paragraphs+1) + "</table>"), DefaultLimits, ErrTooLarge},
		{"bomb of nesting", "a.docx", file{body: deep + p("", "甲") + strings.ReplaceAll(strings.Repeat("</w:sdtContent></w:sdt>", 5000), "", "")}.zip(t), DefaultLimits, ErrBomb},
		{"entities", "a.docx", pack(t, map[string]string{"[Content_Types].xml": "<Types/>", "word/document.xml": `<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>`}), DefaultLimits, ErrEntities},
		{"entities in styles", "a.docx", file{body: p("", "甲"), extra: map[string]string{"word/styles.xml": `<!DOCTYPE a><a/>`}}.zip(t), DefaultLimits, ErrEntities},
		{"broken UTF-8 behind its mark", "a.txt", []byte("\xef\xbb\xbf甲\xff"), DefaultLimits, ErrEncoding},
		{"half a surrogate", "a.txt", []byte("\xff\xfe\x00\xd8a\x00"), DefaultLimits, ErrEncoding},
		{"bytes of no encoding", "a.txt", []byte("\x80\x81\xff\xfe\xff\x80\x00\x01"), DefaultLimits, ErrEncoding},
		{"binary", "a.txt", append([]byte("text\x00\x01\x02"), make([]byte, 100)...), DefaultLimits, ErrEncoding},
	} {
		t.Run(c.name, func(t *testing.T) {
			start := time.Now()
			reading, err := Read(c.file, c.data, c.limits)
			var e *Error
			if !errors.Is(err, c.want) || !errors.As(err, &e) || e.Error() == "" {
				t.Errorf("got %v, %v; want %v", reading, err, c.want)
			}
			if d := time.Since(start); d > 5*time.Second {
				t.Errorf("took %v", d)
			}
		})
	}
}

func TestMarkdownIsLines(t *testing.T) {
	reading, err := Read("a.md", []byte("# 示例市办法\n\n<!-- INFO END -->\n\n## 第一章 总则\n\n3. 甲\n\n第一条 *乙*。\n"), DefaultLimits)
	if err != nil {
		t.Fatal(err)
	}
	want := "title 示例市办法\nc1 第一章 总则\nc1.1(3) 3. 甲\n1 第一条\n1.1 *乙*。"
	if got := outline(reading.Text); got != want || reading.Format != "markdown" {
		t.Errorf("%s: got\n%s\nwant\n%s", reading.Format, got, want)
	}
}

func TestNumberFormats(t *testing.T) {
	for _, c := range []struct {
		n            int
		format, want string
	}{
		{7, "decimal", "7"}, {7, "decimalZero", "07"}, {14, "upperRoman", "XIV"}, {4, "lowerRoman", "iv"}, {27, "upperLetter", "AA"}, {2, "lowerLetter", "b"},
		{21, "chineseCounting", "二十一"}, {120, "chineseCounting", "一二○"}, {120, "chineseCountingThousand", "一百二十"}, {105, "chineseCountingThousand", "一百零五"},
		{20, "ideographDigital", "二〇"}, {15, "chineseLegalSimplified", "壹拾伍"}, {11, "ideographTraditional", "甲"}, {13, "ideographZodiac", "子"},
		{3, "decimalEnclosedCircle", "③"}, {21, "decimalEnclosedCircle", "21"}, {3, "decimalEnclosedParen", "⑶"}, {3, "decimalEnclosedFullstop", "⒊"},
		{12, "decimalFullWidth", "１２"}, {110, "japaneseCounting", "百十"}, {5, "none", ""}, {5, "unknown", "5"}, {-3, "upperRoman", "-3"}, {0, "chineseCounting", "○"},
	} {
		if got := formatNumber(c.n, c.format, ""); got != c.want {
			t.Errorf("%d as %s: %q, want %q", c.n, c.format, got, c.want)
		}
	}
	if got := formatNumber(7, "custom", "001, 002, 003, ..."); got != "007" {
		t.Errorf("custom: %q", got)
	}
}

func FuzzRead(f *testing.F) {
	f.Add("a.docx", file{body: p("", "第一条　甲。"), numbering: articles}.zip(f))
	f.Add("a.html", []byte("<p>第一条　甲。<table><tr><td>乙"))
	f.Add("a.txt", gb(f, sample))
	f.Add("a.md", []byte("# 甲\n## 乙"))
	f.Add("-", wide(sample, "", binary.LittleEndian))
	limits := Limits{File: 1 << 20, Unpacked: 1 << 22, Part: 1 << 22, Ratio: 50, Paragraphs: 10_000, Lines: 10_000}
	f.Fuzz(func(t *testing.T, name string, data []byte) {
		reading, err := Read(name, data, limits)
		var e *Error
		if err != nil && !errors.As(err, &e) {
			t.Errorf("error of type %T: %v", err, err)
		}
		if err == nil {
			reading.Text.Walk(func(u *lawtext.Unit) bool {
				if _, err := lawtext.ParseAddress(u.Address.String()); err != nil {
					t.Error(err)
				}
				return true
			})
		}
	})
}

// FuzzDocument puts hostile bodies into a sound package.
func FuzzDocument(f *testing.F) {
	for _, c := range wordCases {
		f.Add(c.file.body, c.file.numbering, c.file.styles)
	}
	f.Fuzz(func(t *testing.T, body, numbering, styles string) {
		reading, err := Read("a.docx", file{body: body, numbering: numbering, styles: styles}.zip(t), DefaultLimits)
		var e *Error
		if err != nil && !errors.As(err, &e) {
			t.Errorf("error of type %T: %v", err, err)
		}
		if err == nil {
			_ = outline(reading.Text)
		}
	})
}
