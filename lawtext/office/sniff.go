package office

import (
	"archive/zip"
	"bytes"
	"io"
	"strings"
	"unicode/utf16"
)

// magics are the first bytes of formats that are not read.
var magics = []struct{ bytes, format string }{
	{"%PDF-", "pdf"}, {"Rar!\x1a\x07", "rar"}, {"7z\xbc\xaf\x27\x1c", "7z"}, {"\x1f\x8b", "gz"}, {`{\rtf`, "rtf"},
	{"\x89PNG\r\n", "png"}, {"\xff\xd8\xff", "jpg"}, {"GIF8", "gif"}, {"MZ\x90", "exe"}, {"\x7fELF", "exe"},
	{"II*\x00", "tiff"}, {"MM\x00*", "tiff"}, {"SQLite format 3", "sqlite"},
}

const oleMagic = "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"

// sniff tells the format of a file from its content. It refuses what is
// encrypted or a damaged archive.
func sniff(data []byte) (string, error) {
	head := string(data[:min(len(data), 64)])
	for _, m := range magics {
		if strings.HasPrefix(head, m.bytes) {
			return m.format, nil
		}
	}
	switch {
	case strings.HasPrefix(head, oleMagic):
		return sniffOLE(data)
	case strings.HasPrefix(head, "PK\x03\x04"), strings.HasPrefix(head, "PK\x05\x06"):
		return sniffZip(data)
	case looksHTML(data):
		return formatHTML, nil
	}
	return formatText, nil
}

// sniffOLE looks for the names of streams, which stand as UTF-16 in the
// directory of an OLE2 file.
func sniffOLE(data []byte) (string, error) {
	has := func(name string) bool {
		var b []byte
		for _, u := range utf16.Encode([]rune(name)) {
			b = append(b, byte(u), byte(u>>8))
		}
		return bytes.Contains(data, b)
	}
	switch {
	case has("EncryptedPackage"):
		return "", refuse(ErrEncrypted, "")
	case has("WpsDocument"), has("WpsCustomData"):
		return "wps", nil
	case has("WordDocument"):
		return "doc", nil
	case has("Workbook"), has("Book"):
		return "xls", nil
	case has("PowerPoint Document"):
		return "ppt", nil
	}
	return "ole", nil
}

// sniffZip tells the formats that are zip archives apart by their parts.
func sniffZip(data []byte) (string, error) {
	archive, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		return "", refuse(ErrDamaged, err.Error())
	}
	format := "zip"
	for _, f := range archive.File {
		if f.Flags&1 != 0 {
			return "", refuse(ErrEncrypted, "")
		}
		switch {
		case f.Name == "mimetype":
			format = openDocument(f)
		case strings.HasPrefix(f.Name, "word/"):
			format = formatDOCX
		case strings.HasPrefix(f.Name, "xl/"):
			format = "xlsx"
		case strings.HasPrefix(f.Name, "ppt/"):
			format = "pptx"
		case strings.EqualFold(f.Name, "OFD.xml"):
			format = "ofd"
		case f.Name == "[Content_Types].xml" && format == "zip":
			format = formatDOCX // its main part may have any name
		}
	}
	return format, nil
}

func openDocument(f *zip.File) string {
	r, err := f.Open()
	if err != nil {
		return "zip"
	}
	defer func() { _ = r.Close() }() // reading: a failed close loses nothing
	b, err := io.ReadAll(io.LimitReader(r, 200))
	if err != nil {
		return "zip"
	}
	switch s := string(b); {
	case strings.HasPrefix(s, "application/vnd.oasis.opendocument.text"):
		return "odt"
	case strings.HasPrefix(s, "application/vnd.oasis.opendocument.spreadsheet"):
		return "ods"
	case strings.HasPrefix(s, "application/vnd.oasis.opendocument.presentation"):
		return "odp"
	}
	return "zip"
}

// looksHTML reports whether a file begins as HTML does, in any encoding that
// keeps ASCII or in UTF-16.
func looksHTML(data []byte) bool {
	head := data[:min(len(data), 4096)]
	if bytes.HasPrefix(head, []byte("\xff\xfe")) || bytes.HasPrefix(head, []byte("\xfe\xff")) {
		head = bytes.ReplaceAll(head[2:], []byte{0}, nil)
	}
	s := strings.TrimLeft(strings.TrimPrefix(string(head), "\xef\xbb\xbf"), " \t\r\n\f")
	if !strings.HasPrefix(s, "<") {
		return false
	}
	s = strings.ToLower(s)
	for strings.HasPrefix(s, "<!--") {
		end := strings.Index(s, "-->")
		if end < 0 {
			break
		}
		s = strings.TrimLeft(s[end+3:], " \t\r\n\f")
	}
	for _, tag := range []string{"<!doctype html", "<html", "<head", "<body", "<meta", "<title", "<p>", "<p ", "<div", "<h1", "<h2", "<table", "<article", "<main", "<section"} {
		if strings.HasPrefix(s, tag) {
			return true
		}
	}
	return strings.HasPrefix(s, "<?xml") && strings.Contains(s, "<html")
}
