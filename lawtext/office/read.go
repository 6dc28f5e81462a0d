package office

import (
	"fmt"
	"path"
	"strings"

	"hefa/lawtext"
)

// Read reads a file by its name and content, tracked changes accepted. A name
// without an extension, such as - for standard input, leaves the choice to
// the content. Its error is an [*Error].
func Read(name string, data []byte, limits Limits) (*Reading, error) {
	return read(name, data, limits, false)
}

// ReadOriginal reads a file with its tracked changes rejected: the text as it
// stood before them. Files without tracked changes read the same as by [Read].
func ReadOriginal(name string, data []byte, limits Limits) (*Reading, error) {
	return read(name, data, limits, true)
}

func read(name string, data []byte, limits Limits, original bool) (*Reading, error) {
	if len(data) == 0 {
		return nil, refuse(ErrEmpty, "")
	}
	if int64(len(data)) > limits.File {
		return nil, refuse(ErrTooLarge, fmt.Sprintf("%d > %d", len(data), limits.File))
	}
	found, err := sniff(data)
	if err != nil {
		return nil, err
	}
	format, err := choose(extension(name), found)
	if err != nil {
		return nil, err
	}
	switch format {
	case formatDOCX:
		return readDOCX(data, limits, original)
	case formatHTML:
		return readHTML(data, limits)
	}
	return readText(data, format, limits)
}

// readText reads plain text and Markdown, both as lines.
func readText(data []byte, format string, limits Limits) (*Reading, error) {
	s, encoding, err := decode(data)
	if err != nil {
		return nil, err
	}
	if strings.TrimFunc(s, func(r rune) bool { return r <= ' ' || r == 0x3000 || r == 0xFEFF || r == 0xA0 }) == "" {
		return nil, refuse(ErrEmpty, "")
	}
	src := lawtext.PlainSource(s)
	if err := bounded(src, limits.Lines); err != nil {
		return nil, err
	}
	reading := &Reading{Format: format, Encoding: encoding, MediaType: "text/plain", Text: lawtext.Parse(src)}
	if format == formatMarkdown {
		reading.MediaType = "text/markdown"
	}
	return reading, nil
}

func refuse(code error, detail string) *Error { return &Error{Code: code, Detail: detail} }

// extension is the file name's extension in lower case, without the dot; ""
// where it has none.
func extension(name string) string {
	name = path.Base(strings.ReplaceAll(name, `\`, "/"))
	return strings.ToLower(strings.TrimPrefix(path.Ext(name), "."))
}

// The formats that are read, and names for those that are not.
const (
	formatDOCX     = "docx"
	formatHTML     = "html"
	formatMarkdown = "markdown"
	formatText     = "text"
)

// readable are the extensions that are read, with their formats.
var readable = map[string]string{
	"docx": formatDOCX, "docm": formatDOCX, "dotx": formatDOCX, "dotm": formatDOCX,
	"html": formatHTML, "htm": formatHTML, "xhtml": formatHTML,
	"md": formatMarkdown, "markdown": formatMarkdown, "txt": formatText, "text": formatText,
}

// family are extensions whose files have one content format.
var family = map[string]string{
	"dot": "doc", "wpt": "wps", "et": "xls", "xlsm": "xlsx", "pptm": "pptx", "jpeg": "jpg", "htm": "html",
}

// choose is the format to read a file in, from what its name says and what
// its content is.
func choose(ext, found string) (string, error) {
	want, known := readable[ext]
	switch {
	case ext == "":
		if found == formatDOCX || found == formatHTML || found == formatText {
			return found, nil
		}
		return "", refuse(ErrUnsupported, found)
	case !known:
		kind := ext
		if f, ok := family[ext]; ok {
			kind = f
		}
		if told[kind] && found != kind && !sameContainer(kind, found) {
			return "", refuse(ErrMismatch, ext+" / "+found)
		}
		return "", refuse(ErrUnsupported, ext)
	case want == found:
		return want, nil
	case want == formatMarkdown && (found == formatText || found == formatHTML):
		return want, nil
	}
	return "", refuse(ErrMismatch, ext+" / "+found)
}

// told are the formats that sniff can tell and that are not read.
var told = map[string]bool{
	"pdf": true, "doc": true, "wps": true, "xls": true, "ppt": true, "xlsx": true, "pptx": true, "odt": true, "ods": true, "odp": true,
	"ofd": true, "zip": true, "rar": true, "7z": true, "gz": true, "rtf": true, "jpg": true, "png": true, "gif": true, "exe": true, "tiff": true, "bmp": true,
}

// sameContainer reports whether two formats share a container so that one may
// be named like the other: .wps and .doc are both OLE2.
func sameContainer(ext, found string) bool {
	ole := map[string]bool{"doc": true, "wps": true, "xls": true, "ppt": true, "ole": true}
	return ole[ext] && ole[found]
}
