package web

import (
	"fmt"
	"io"
	"strings"

	"github.com/xuri/excelize/v2"

	"hefa/search"
	"hefa/web/lang"
)

// said is what a paper says of a text beside its title.
func (t paperText) said(l lang.Lang) string {
	var parts []string
	bodies := make([]string, len(t.Issuing))
	for i, b := range t.Issuing {
		bodies[i] = b.Name
	}
	parts = append(parts, strings.Join(bodies, "、"), t.IssuingNumber)
	if t.Published != "" {
		parts = append(parts, l.Say("search.published", l.Day(string(t.Published))))
	}
	if t.Status != "" {
		parts = append(parts, l.Say("status."+string(t.Status)))
	}
	var said []string
	for _, part := range parts {
		if part != "" {
			said = append(said, part)
		}
	}
	return strings.Join(said, " · ")
}

// paperSheet writes a paper as a workbook: a sheet with what it says of itself
// and the counts of each literal, and one with every place. Every cell is a
// string or a number, so that nothing is taken for a formula.
func (s *server) paperSheet(p *searchPaper, l lang.Lang, w io.Writer) error {
	f := excelize.NewFile()
	defer func() { _ = f.Close() }() // nothing but temporary files
	if err := s.writePaper(f, p, l); err != nil {
		return fmt.Errorf("writing a work paper: %w", err)
	}
	if err := f.Write(w); err != nil {
		return fmt.Errorf("writing a work paper: %w", err)
	}
	return nil
}

func (s *server) writePaper(f *excelize.File, p *searchPaper, l lang.Lang) error {
	facts, list := l.Say("paper.sheet"), l.Say("paper.list")
	if err := f.SetSheetName("Sheet1", facts); err != nil {
		return err
	}
	if _, err := f.NewSheet(list); err != nil {
		return err
	}
	wrap, err := f.NewStyle(&excelize.Style{Alignment: &excelize.Alignment{WrapText: true, Vertical: "top"}})
	if err != nil {
		return err
	}
	bold, err := f.NewStyle(&excelize.Style{Font: &excelize.Font{Bold: true}, Alignment: &excelize.Alignment{Vertical: "top"}})
	if err != nil {
		return err
	}
	first := lines{style: wrap, widths: []float64{18, 60, 12, 12}}
	for _, fact := range s.facts(p, l) {
		first.add(excelize.Cell{StyleID: bold, Value: fact.Name}, fact.Said)
	}
	if len(p.Literals) > 0 {
		first.add()
		first.head(bold, l, "paper.number", "paper.literal", "paper.documents", "paper.articles", "paper.occurrences")
		for i, c := range p.Literals {
			first.add(i+1, c.Literal, c.Documents, c.Articles, c.Occurrences)
		}
	}
	if err := first.write(f, facts, false); err != nil {
		return err
	}
	second := lines{style: wrap, widths: []float64{7, 36, 22, 18, 12, 10, 20, 70, 20, 46}}
	second.head(bold, l, "paper.number", "paper.document", "search.body", "paper.issuing-number", "paper.published", "search.status",
		"paper.place", "paper.context", "paper.literal", "paper.address")
	for _, t := range p.Found {
		bodies := make([]string, len(t.Issuing))
		for i, b := range t.Issuing {
			bodies[i] = b.Name
		}
		status := ""
		if t.Status != "" {
			status = l.Say("status." + string(t.Status))
		}
		for _, r := range t.Rows {
			second.add(r.Number, t.Hit.Title, strings.Join(bodies, "、"), t.IssuingNumber, string(t.Published), status,
				r.Address.Chinese(), richText(r.Segments), r.Literal, fmt.Sprintf("%s@%s#%s", t.Document, t.Text, r.Address))
		}
	}
	return second.write(f, list, true)
}

// richText is a place with the words found in bold.
func richText(segments []search.Segment) []excelize.RichTextRun {
	runs := make([]excelize.RichTextRun, len(segments))
	for i, s := range segments {
		runs[i] = excelize.RichTextRun{Text: s.Text}
		if s.Marked {
			runs[i].Font = &excelize.Font{Bold: true, Color: "8C1D18"}
		}
	}
	return runs
}

// lines are the rows of a sheet to be written.
type lines struct {
	style  int
	widths []float64
	rows   [][]any
}

func (s *lines) add(cells ...any) {
	for i, c := range cells {
		if _, styled := c.(excelize.Cell); !styled {
			cells[i] = excelize.Cell{StyleID: s.style, Value: c}
		}
	}
	s.rows = append(s.rows, cells)
}

func (s *lines) head(style int, l lang.Lang, keys ...string) {
	cells := make([]any, len(keys))
	for i, key := range keys {
		cells[i] = excelize.Cell{StyleID: style, Value: l.Say(key)}
	}
	s.add(cells...)
}

// write puts the rows on a sheet; the first stays in sight where head is set.
func (s *lines) write(f *excelize.File, sheet string, head bool) error {
	out, err := f.NewStreamWriter(sheet)
	if err != nil {
		return err
	}
	for i, width := range s.widths {
		if err := out.SetColWidth(i+1, i+1, width); err != nil {
			return err
		}
	}
	if head {
		if err := out.SetPanes(&excelize.Panes{Freeze: true, YSplit: 1, TopLeftCell: "A2", ActivePane: "bottomLeft"}); err != nil {
			return err
		}
	}
	for i, row := range s.rows {
		if len(row) == 0 {
			continue
		}
		if err := out.SetRow(fmt.Sprintf("A%d", i+1), row); err != nil {
			return err
		}
	}
	return out.Flush()
}
