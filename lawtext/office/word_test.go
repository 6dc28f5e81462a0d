package office

import (
	"archive/zip"
	"bytes"
	"fmt"
	"strings"
	"testing"

	"hefa/lawtext"
)

const (
	nsWord   = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
	nsStrict = "http://purl.oclc.org/ooxml/wordprocessingml/main"
	xmlHead  = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>` + "\n"
)

// file is a Word document written by hand: the inside of each part.
type file struct {
	body, styles, numbering, footnotes, comments string
	namespace                                    string
	mediaType                                    string
	extra                                        map[string]string
}

// zip packs the document.
func (f file) zip(t testing.TB) []byte {
	t.Helper()
	ns := f.namespace
	if ns == "" {
		ns = nsWord
	}
	media := f.mediaType
	if media == "" {
		media = mediaDOCX
	}
	rel := "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
	open := ` xmlns:w="` + ns + `" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"` +
		` xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" xmlns:v="urn:schemas-microsoft-com:vml"` +
		` xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math">`
	parts := map[string]string{
		"_rels/.rels":                  `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="` + rel + `/officeDocument" Target="word/document.xml"/></Relationships>`,
		"word/document.xml":            `<w:document` + open + `<w:body>` + f.body + `<w:sectPr/></w:body></w:document>`,
		"word/_rels/document.xml.rels": `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="s" Type="` + rel + `/styles" Target="styles.xml"/><Relationship Id="n" Type="` + rel + `/numbering" Target="numbering.xml"/><Relationship Id="f" Type="` + rel + `/footnotes" Target="footnotes.xml"/><Relationship Id="c" Type="` + rel + `/comments" Target="comments.xml"/></Relationships>`,
		"word/styles.xml":              `<w:styles` + open + f.styles + `</w:styles>`,
		"word/numbering.xml":           `<w:numbering` + open + f.numbering + `</w:numbering>`,
		"word/footnotes.xml":           `<w:footnotes` + open + f.footnotes + `</w:footnotes>`,
		"word/comments.xml":            `<w:comments` + open + f.comments + `</w:comments>`,
	}
	types := ""
	for _, p := range []string{"styles", "numbering", "footnotes", "comments"} {
		types += fmt.Sprintf(`<Override PartName="/word/%s.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.%s+xml"/>`, p, p)
	}
	parts["[Content_Types].xml"] = `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="` + media + `.main+xml"/>` + types + `</Types>`
	for name, part := range f.extra {
		parts[name] = part
	}
	return pack(t, parts)
}

// pack makes a zip archive.
func pack(t testing.TB, parts map[string]string) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for name, part := range parts {
		w, err := z.Create(name)
		if err != nil {
			t.Fatal(err)
		}
		if strings.HasSuffix(name, ".xml") || strings.HasSuffix(name, ".rels") {
			part = xmlHead + part
		}
		if _, err := w.Write([]byte(part)); err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// p is a paragraph with properties.
func p(properties, text string) string {
	return `<w:p><w:pPr>` + properties + `</w:pPr>` + r(text) + `</w:p>`
}

// r is a run.
func r(text string) string { return `<w:r><w:t xml:space="preserve">` + text + `</w:t></w:r>` }

// num is the property of a paragraph in a list.
func num(id, level int) string {
	return fmt.Sprintf(`<w:numPr><w:ilvl w:val="%d"/><w:numId w:val="%d"/></w:numPr>`, level, id)
}

// lvl is one level of a list.
func lvl(i int, format, text, more string) string {
	return fmt.Sprintf(`<w:lvl w:ilvl="%d"><w:start w:val="1"/><w:numFmt w:val="%s"/>%s<w:lvlText w:val="%s"/></w:lvl>`, i, format, more, text)
}

// abstractNum and one num of the same id.
func listOf(id int, levels ...string) string {
	return fmt.Sprintf(`<w:abstractNum w:abstractNumId="%d">%s</w:abstractNum>`, id, strings.Join(levels, ""))
}

func use(id, abstract int, overrides string) string {
	return fmt.Sprintf(`<w:num w:numId="%d"><w:abstractNumId w:val="%d"/>%s</w:num>`, id, abstract, overrides)
}

// outline is what a text holds, a unit a line: address, number, heading and
// text.
func outline(text *lawtext.Text) string {
	var b strings.Builder
	text.Walk(func(u *lawtext.Unit) bool {
		line := strings.TrimSpace(u.Number + " " + strings.TrimSpace(u.Heading+" "+u.Text))
		if line != "" {
			fmt.Fprintf(&b, "%s %s\n", u.Address, strings.ReplaceAll(line, "\n", " / "))
		}
		return true
	})
	return strings.TrimSpace(b.String())
}
