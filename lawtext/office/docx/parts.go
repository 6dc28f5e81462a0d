package docx

import (
	"archive/zip"
	"fmt"
	"io"
)

const (
	xmlHead    = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>` + "\n"
	wordSchema = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
	relSchema  = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
	namespaces = ` xmlns:w="` + wordSchema + `" xmlns:r="` + relSchema + `"`
	packageRel = "http://schemas.openxmlformats.org/package/2006/"
	wordType   = "application/vnd.openxmlformats-officedocument.wordprocessingml."
)

// part is one file of the package.
type part struct {
	name, contentType string
	content           []string
}

// parts are the files of the package, in their order.
func (d *Document) parts() []part {
	var section Document
	d.options.Paper.write(&section.body)
	list := []part{
		{"word/document.xml", MediaType + ".main+xml",
			[]string{xmlHead, "<w:document", namespaces, "><w:body>", d.body.String(), section.body.String(), "</w:body></w:document>"}},
		{"word/styles.xml", wordType + "styles+xml", []string{stylesPart()}},
		{"word/settings.xml", wordType + "settings+xml", []string{settingsPart}},
		{"word/fontTable.xml", wordType + "fontTable+xml", []string{fontsPart()}},
		{"word/footer1.xml", wordType + "footer+xml", []string{footerPart(Left)}},
		{"word/footer2.xml", wordType + "footer+xml", []string{footerPart(Right)}},
	}
	if d.options.Title != "" {
		list = append(list, part{"docProps/core.xml", "application/vnd.openxmlformats-package.core-properties+xml", []string{
			xmlHead, `<cp:coreProperties xmlns:cp="`, packageRel, `metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>`,
			escaped(d.options.Title), `</dc:title></cp:coreProperties>`}})
	}
	return list
}

// settingsPart says that odd and even pages differ and that the file is none
// of an old Word, whose layout would otherwise be imitated.
const settingsPart = xmlHead + `<w:settings` + namespaces + `><w:zoom w:percent="100"/><w:defaultTabStop w:val="640"/><w:evenAndOddHeaders/>` +
	`<w:characterSpacingControl w:val="compressPunctuation"/><w:compat><w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat></w:settings>`

// relationships from the package and from the main part.
func relationships(targets ...[2]string) string {
	s := xmlHead + `<Relationships xmlns="` + packageRel + `relationships">`
	for k, t := range targets {
		s += fmt.Sprintf(`<Relationship Id="rId%d" Type="%s" Target="%s"/>`, k+1, t[0], t[1])
	}
	return s + `</Relationships>`
}

// write writes the package.
func (d *Document) write(w io.Writer) error {
	if d.table || d.empty {
		d.Spacer() // Word wants a paragraph last
	}
	parts := d.parts()
	types := xmlHead + `<Types xmlns="` + packageRel + `content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>`
	for _, p := range parts {
		types += `<Override PartName="/` + p.name + `" ContentType="` + p.contentType + `"/>`
	}
	top := [][2]string{{relSchema + "/officeDocument", "word/document.xml"}}
	if d.options.Title != "" {
		top = append(top, [2]string{packageRel + "relationships/metadata/core-properties", "docProps/core.xml"})
	}
	all := append([]part{
		{name: "[Content_Types].xml", content: []string{types, "</Types>"}},
		{name: "_rels/.rels", content: []string{relationships(top...)}},
	}, parts...)
	all = append(all, part{name: "word/_rels/document.xml.rels", content: []string{relationships(
		[2]string{relSchema + "/styles", "styles.xml"}, [2]string{relSchema + "/settings", "settings.xml"},
		[2]string{relSchema + "/fontTable", "fontTable.xml"},
		[2]string{relSchema + "/footer", "footer1.xml"}, [2]string{relSchema + "/footer", "footer2.xml"})}})
	z := zip.NewWriter(w)
	for _, p := range all {
		// Without a time: the same text gives the same file.
		f, err := z.CreateHeader(&zip.FileHeader{Name: p.name, Method: zip.Deflate})
		for k := 0; err == nil && k < len(p.content); k++ {
			_, err = io.WriteString(f, p.content[k])
		}
		if err != nil {
			return fmt.Errorf("%s: %w", p.name, err)
		}
	}
	return z.Close()
}
