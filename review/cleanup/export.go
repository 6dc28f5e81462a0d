package cleanup

import (
	"context"
	"fmt"
	"io"
	"math"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/xuri/excelize/v2"

	"hefa/storage"
)

// Words are the words of an exported list, in the reader's language.
type Words struct {
	// Sheet names the sheet; at most 31 characters.
	Sheet string
	// Columns head the columns: number, title, issuing bodies, issuing number,
	// published, effective, evidence, conclusion, grounds, end, status.
	Columns [11]string
	// Conclusion and Status turn codes into words; an open item's conclusion
	// is "".
	Conclusion func(Conclusion) string
	Status     func(storage.Status) string
}

// Export writes a campaign's list as XLSX. Every cell is a string, so that
// nothing a title begins with is taken for a formula.
func (c *Cleanup) Export(ctx context.Context, v storage.Viewer, campaign storage.ID, words Words, w io.Writer) error {
	items, err := c.Items(ctx, v, campaign, false)
	if err != nil {
		return err
	}
	found, err := evidence(ctx, c.Store.DB, campaign, nil)
	if err != nil {
		return fmt.Errorf("exporting campaign %s: %w", campaign, err)
	}
	f := excelize.NewFile()
	defer func() { _ = f.Close() }() // nothing but temporary files
	if err := write(f, words, items, found); err != nil {
		return fmt.Errorf("exporting campaign %s: %w", campaign, err)
	}
	if err := f.Write(w); err != nil {
		return fmt.Errorf("exporting campaign %s: %w", campaign, err)
	}
	return nil
}

func write(f *excelize.File, words Words, items []Item, found map[storage.ID][]Evidence) error {
	if err := f.SetSheetName("Sheet1", words.Sheet); err != nil {
		return err
	}
	// Printed, the list lies across the page and is one page wide.
	landscape, fit := "landscape", 1
	if err := f.SetPageLayout(words.Sheet, &excelize.PageLayoutOptions{Orientation: &landscape, FitToWidth: &fit, FitToHeight: new(int)}); err != nil {
		return err
	}
	whole := true
	if err := f.SetSheetProps(words.Sheet, &excelize.SheetPropsOptions{FitToPage: &whole}); err != nil {
		return err
	}
	out, err := f.NewStreamWriter(words.Sheet)
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
	bold, err := f.NewStyle(&excelize.Style{Font: &excelize.Font{Bold: true}})
	if err != nil {
		return err
	}
	wrap, err := f.NewStyle(&excelize.Style{Alignment: &excelize.Alignment{WrapText: true, Vertical: "top"}})
	if err != nil {
		return err
	}
	if err := out.SetRow("A1", cells(bold, words.Columns[:])); err != nil {
		return err
	}
	for n, item := range items {
		line := row(n+1, item, found[item.Document], words)
		if err := out.SetRow("A"+strconv.Itoa(n+2), cells(wrap, line), excelize.RowOpts{Height: height(line)}); err != nil {
			return err
		}
	}
	return out.Flush()
}

// widths are the columns' widths in digits; a Chinese character takes two.
var widths = [11]float64{6, 36, 20, 20, 11, 11, 22, 10, 36, 12, 10}

// height is what a row needs, in points, for its cells to be read whole:
// not every program finds that out by itself.
func height(row []string) float64 {
	lines := 1.0
	for i, cell := range row {
		lines = max(lines, math.Ceil(2*float64(utf8.RuneCountInString(cell))/(widths[i]-1)))
	}
	return min(lines*15+1, 409) // as high as a row may be
}

func row(n int, i Item, found []Evidence, words Words) []string {
	bodies := make([]string, len(i.Issuing))
	for k, b := range i.Issuing {
		bodies[k] = b.Name
	}
	var places []string
	for _, e := range found {
		if place := strings.TrimSuffix(e.Address.Chinese(), "、"); !slices.Contains(places, place) {
			places = append(places, place)
		}
	}
	return []string{strconv.Itoa(n), i.Title, strings.Join(bodies, "、"), i.IssuingNumber, string(i.Published),
		string(i.Effective), strings.Join(places, "、"), words.Conclusion(i.Conclusion), i.Grounds, string(i.Ends), words.Status(i.Status)}
}

func cells(style int, row []string) []any {
	list := make([]any, len(row))
	for i, s := range row {
		list[i] = excelize.Cell{StyleID: style, Value: s}
	}
	return list
}
