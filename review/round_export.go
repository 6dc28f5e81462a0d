package review

import (
	"context"
	"fmt"
	"io"
	"math"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/xuri/excelize/v2"

	"hefa/lawtext"
	"hefa/storage"
)

// RoundWords are the words of an exported round, in the reader's language.
type RoundWords struct {
	// Matrix, List and Talks name the sheets.
	Matrix, List, Talks string
	// Article heads the column of articles, Whole is the whole text.
	Article, Whole string
	// ListHeads: article, body, opinion, proposed wording, what became of it,
	// why. TalksHeads: about, day, participants, agreed, result, who remains of
	// another opinion.
	ListHeads, TalksHeads [6]string
	// Proposed comes before proposed wording in the matrix.
	Proposed string
	Verdict  func(Verdict) string
	Result   func(CoordinationResult) string
	// Stand says where a body stands: signed and when, nothing to say, silent.
	Stand func(ConsultedBody) string
}

// ExportRound writes a round as XLSX: the matrix, the replies one by one, the
// coordinations. Every cell is a string, so that nothing is taken for a
// formula.
func (r *Review) ExportRound(ctx context.Context, v storage.Viewer, id storage.ID, words RoundWords, w io.Writer) error {
	m, err := r.Matrix(ctx, v, id)
	if err != nil {
		return err
	}
	f := excelize.NewFile()
	defer func() { _ = f.Close() }() // nothing but temporary files
	err = f.SetSheetName("Sheet1", words.Matrix)
	for _, sheet := range []struct {
		name   string
		widths []float64
		rows   [][]string
	}{
		{words.Matrix, append([]float64{16}, repeat(34, len(m.Round.Bodies))...), m.sheet(words)},
		{words.List, []float64{16, 20, 44, 44, 12, 40}, m.list(words)},
		{words.Talks, []float64{20, 12, 30, 50, 12, 30}, m.talks(words)},
	} {
		if err == nil {
			err = writeSheet(f, sheet.name, sheet.widths, sheet.rows)
		}
	}
	if err == nil {
		err = f.Write(w)
	}
	if err != nil {
		return fmt.Errorf("exporting round %s: %w", id, err)
	}
	return nil
}

func repeat(width float64, n int) []float64 {
	list := make([]float64, n)
	for i := range list {
		list[i] = width
	}
	return list
}

func (w RoundWords) place(a lawtext.Address) string {
	if a == "" {
		return w.Whole
	}
	return a.Chinese()
}

func (m *Matrix) sheet(w RoundWords) [][]string {
	head, stand := []string{w.Article}, []string{""}
	for _, b := range m.Round.Bodies {
		head, stand = append(head, b.Body.Name), append(stand, w.Stand(b))
	}
	rows := [][]string{head, stand}
	for _, row := range m.Rows {
		line := []string{w.place(row.Address)}
		for _, cell := range row.Cells {
			var said []string
			for _, p := range cell {
				words := p.Words
				if p.Proposed != "" {
					words += "\n" + w.Proposed + p.Proposed
				}
				if p.Verdict != "" {
					words += "\n〔" + w.Verdict(p.Verdict) + "〕"
				}
				said = append(said, words)
			}
			line = append(line, strings.Join(said, "\n"))
		}
		rows = append(rows, line)
	}
	return rows
}

func (m *Matrix) list(w RoundWords) [][]string {
	rows := [][]string{w.ListHeads[:]}
	for _, row := range m.Rows {
		for i, cell := range row.Cells {
			for _, p := range cell {
				verdict := ""
				if p.Verdict != "" {
					verdict = w.Verdict(p.Verdict)
				}
				rows = append(rows, []string{w.place(row.Address), m.Round.Bodies[i].Body.Name, p.Words, p.Proposed, verdict, p.Reason})
			}
		}
	}
	return rows
}

func (m *Matrix) talks(w RoundWords) [][]string {
	rows := [][]string{w.TalksHeads[:]}
	for _, c := range m.Round.Coordinations {
		var names []string
		for _, b := range c.Dissenting {
			names = append(names, b.Name)
		}
		rows = append(rows, []string{c.About, string(c.HeldOn), c.Participants, c.Agreed, w.Result(c.Result), strings.Join(names, "、")})
	}
	return rows
}

// writeSheet writes rows under a heading that stays in sight; printed, the
// sheet lies across the page and is one page wide.
func writeSheet(f *excelize.File, name string, widths []float64, rows [][]string) error {
	if _, err := f.NewSheet(name); err != nil {
		return err
	}
	landscape, fit, whole := "landscape", 1, true
	if err := f.SetPageLayout(name, &excelize.PageLayoutOptions{Orientation: &landscape, FitToWidth: &fit, FitToHeight: new(int)}); err != nil {
		return err
	}
	if err := f.SetSheetProps(name, &excelize.SheetPropsOptions{FitToPage: &whole}); err != nil {
		return err
	}
	bold, err := f.NewStyle(&excelize.Style{Font: &excelize.Font{Bold: true}, Alignment: &excelize.Alignment{WrapText: true}})
	if err != nil {
		return err
	}
	wrap, err := f.NewStyle(&excelize.Style{Alignment: &excelize.Alignment{WrapText: true, Vertical: "top"}})
	if err != nil {
		return err
	}
	out, err := f.NewStreamWriter(name)
	if err != nil {
		return err
	}
	for i, width := range widths {
		if err := out.SetColWidth(i+1, i+1, width); err != nil {
			return err
		}
	}
	if err := out.SetPanes(&excelize.Panes{Freeze: true, YSplit: 1, TopLeftCell: "A2", ActivePane: "bottomLeft"}); err != nil {
		return err
	}
	for n, row := range rows {
		style := wrap
		if n == 0 {
			style = bold
		}
		cells := make([]any, len(row))
		for i, s := range row {
			cells[i] = excelize.Cell{StyleID: style, Value: s}
		}
		if err := out.SetRow("A"+strconv.Itoa(n+1), cells, excelize.RowOpts{Height: rowHeight(row, widths)}); err != nil {
			return err
		}
	}
	return out.Flush()
}

// rowHeight is what a row needs, in points, for its cells to be read whole. A
// Chinese character takes two digits of a column's width.
func rowHeight(row []string, widths []float64) float64 {
	most := 1.0
	for i, cell := range row {
		lines := 0.0
		for line := range strings.Lines(cell + "\n") {
			lines += max(1, math.Ceil(2*float64(utf8.RuneCountInString(line))/(widths[i]-1)))
		}
		most = max(most, lines)
	}
	return min(most*15+1, 409) // as high as a row may be
}
