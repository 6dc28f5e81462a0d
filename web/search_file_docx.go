package web

import (
	"strings"

	"hefa/lawtext/office/docx"
	"hefa/web/lang"
)

// markColor stands behind words found, in files as on pages.
const markColor = "FFE7A0"

// paperDocument is a paper as a Word file: what it says of itself, the counts of
// each literal, and each text with a table of its places.
func (s *server) paperDocument(p *searchPaper, l lang.Lang) *docx.Document {
	d := docx.New(docx.Options{Title: p.Title(l)})
	d.Paragraph(docx.Line(docx.Title, l.Say("paper.title")))
	var rows []docx.Row
	for _, f := range s.facts(p, l) {
		rows = append(rows, docxRow(docxCell(docx.CellHead, f.Name), docxCell(docx.CellText, f.Said)))
	}
	d.Table(docx.Table{Widths: []int{18, 82}, Rows: rows})
	if len(p.Literals) > 1 {
		d.Paragraph(docx.Line(docx.Flush, l.Say("paper.literals")))
		rows := []docx.Row{docxRow(docxCell(docx.CellHead, l.Say("paper.literal")), docxCell(docx.CellHead, l.Say("paper.documents")),
			docxCell(docx.CellHead, l.Say("paper.articles")), docxCell(docx.CellHead, l.Say("paper.occurrences")))}
		for _, c := range p.Literals {
			rows = append(rows, docxRow(docxCell(docx.CellText, c.Literal), docxCell(docx.CellText, l.Number(c.Documents)),
				docxCell(docx.CellText, l.Number(c.Articles)), docxCell(docx.CellText, l.Number(c.Occurrences))))
		}
		d.Table(docx.Table{Widths: []int{55, 15, 15, 15}, Header: 1, Rows: rows})
	}
	d.Paragraph(docx.Line(docx.Flush, l.Say("paper.list")))
	if len(p.Found) == 0 {
		d.Paragraph(docx.Line(docx.Body, l.Say("search.none")))
	}
	for _, t := range p.Found {
		d.Paragraph(docx.Paragraph{Style: docx.Small, NoIndent: true, Runs: []docx.Run{{Text: t.Hit.Title, Look: docx.Look{Bold: true}}, docx.Text("　" + t.said(l))}})
		d.Table(docx.Table{Widths: []int{8, 24, 68}, Rows: t.docxRows()})
	}
	return d
}

func (t paperText) docxRows() []docx.Row {
	rows := make([]docx.Row, len(t.Rows))
	for i, r := range t.Rows {
		runs := make([]docx.Run, len(r.Segments))
		for k, s := range r.Segments {
			runs[k] = docx.Text(s.Text)
			if s.Marked {
				runs[k].Look = docx.Look{Bold: true, Shade: markColor}
			}
		}
		rows[i] = docxRow(docxCell(docx.CellText, lang.Zh.Number(r.Number)), docxCell(docx.CellText, r.Address.Chinese()),
			docx.Cell{Blocks: []docx.Block{docx.Paragraph{Style: docx.CellText, Runs: runs}}})
		rows[i].Whole = true
	}
	return rows
}

func docxRow(cells ...docx.Cell) docx.Row { return docx.Row{Cells: cells} }

// docxCell has each line of a text in a paragraph of its own: a broken line
// would be stretched over the width.
func docxCell(style docx.Style, text string) docx.Cell {
	var c docx.Cell
	for _, line := range strings.Split(text, "\n") {
		p := docx.Line(style, line)
		if style == docx.CellText {
			p.Align = docx.Left
		}
		c.Blocks = append(c.Blocks, p)
	}
	return c
}
