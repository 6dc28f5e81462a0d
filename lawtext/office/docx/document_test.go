package docx_test

import (
	"bytes"
	"slices"
	"strings"
	"testing"
	"time"

	"hefa/lawtext/office"
	"hefa/lawtext/office/docx"
	"hefa/lawtext/office/docx/docxtest"
)

// sample writes all there is to write.
func sample() *docx.Document {
	d := docx.New(docx.Options{Title: "云州市<办法>", Author: `"甲" & 乙`, Date: time.Date(2026, 3, 1, 9, 0, 0, 0, time.UTC), Paper: docx.Lying})
	for s := docx.Body; s <= docx.CellSmall; s++ {
		d.Paragraph(docx.Line(s, "各种样式"))
	}
	d.Paragraph(docx.Paragraph{Align: docx.Right, NoIndent: true, Mark: docx.Inserted, Runs: []docx.Run{
		{Text: "甲\t乙\n丙", Revision: docx.Inserted},
		{Text: "删", Revision: docx.Deleted, Look: docx.Look{Bold: true, Strike: true, DoubleStrike: true, Underline: "double", Color: "FF0000", Shade: "EEEEEE", Size: 30, Font: docx.Kai}},
	}})
	d.BeginMove(docx.MovedFrom, "m")
	d.Paragraph(docx.Paragraph{Mark: docx.MovedFrom, Runs: []docx.Run{{Text: "移", Revision: docx.MovedFrom}}})
	d.EndMove()
	d.BeginMove(docx.MovedTo, "m")
	d.Paragraph(docx.Paragraph{Mark: docx.MovedTo, Runs: []docx.Run{{Text: "移", Revision: docx.MovedTo}}})
	d.EndMove()
	d.Section(docx.Upright)
	d.Table(docx.Table{Widths: []int{1, 2, 1}, Header: 1, Rows: []docx.Row{
		{Cells: []docx.Cell{{Shade: "DDDDDD"}, {}, {}}},
		{Revision: docx.Deleted, Whole: true, Cells: []docx.Cell{{Columns: 2, Merge: docx.Starts}}},
		{Revision: docx.Inserted, Cells: []docx.Cell{{Columns: 2, Merge: docx.GoesOn}, {Blocks: []docx.Block{docx.Line(docx.CellText, "末")}}}},
	}})
	d.Table(docx.Table{Rows: []docx.Row{{Cells: []docx.Cell{{}, {}}}}})
	inner := docx.Table{Widths: []int{1, 3}, Tight: true, KeepShort: true, Rows: []docx.Row{{Cells: []docx.Cell{{}, {Blocks: []docx.Block{docx.Line(docx.CellSmall, "内")}}}}}}
	d.Table(docx.Table{KeepShort: true, Rows: []docx.Row{{Cells: []docx.Cell{
		{Blocks: []docx.Block{inner, inner, docx.Paragraph{KeepNext: true}, inner}}, {Blocks: []docx.Block{docx.Table{Rows: []docx.Row{{Cells: []docx.Cell{{Blocks: []docx.Block{inner}}}}}}}}}}}})
	return d
}

func written(t testing.TB, d *docx.Document) []byte {
	t.Helper()
	var b bytes.Buffer
	n, err := d.WriteTo(&b)
	if err != nil || n != int64(b.Len()) {
		t.Fatal(n, err)
	}
	return b.Bytes()
}

func TestEverything(t *testing.T) {
	data := written(t, sample())
	for _, wrong := range docxtest.Check(data) {
		t.Error(wrong)
	}
	if !bytes.Equal(data, written(t, sample())) {
		t.Error("the same calls give other bytes")
	}
	if len(docxtest.Check(written(t, docx.New(docx.Options{})))) > 0 {
		t.Error("an empty file is none Word takes")
	}
}

// A file tells of nobody but whom it was told to.
func TestNothingElseLeaves(t *testing.T) {
	parts, err := docxtest.Parts(written(t, docx.New(docx.Options{Title: "办法"})))
	if err != nil {
		t.Fatal(err)
	}
	for name, content := range parts {
		for _, word := range []string{"creator", "lastModifiedBy", "Application", "Company", "author", "rsid", "vanish", "created"} {
			if strings.Contains(content, word) {
				t.Errorf("%s says %s", name, word)
			}
		}
	}
	if core := parts["docProps/core.xml"]; !strings.Contains(core, "<dc:title>办法</dc:title></cp:coreProperties>") {
		t.Errorf("the properties are %s", core)
	}
}

// What XML cannot hold is left out, what it must not misread is escaped.
func TestHostileCharacters(t *testing.T) {
	text := "甲\x00\x01\x08乙\x0b\x0c\x1f丙\x7f\xff\xed\xa0\x80丁\ufffe\uffff𠮷<w:t>&amp;]]>\"'\u2028\ufeff"
	d := docx.New(docx.Options{Title: text, Author: text})
	d.Paragraph(docx.Paragraph{Runs: []docx.Run{{Text: text, Revision: docx.Inserted}}})
	d.BeginMove(docx.MovedTo, text)
	d.EndMove()
	d.BeginMove(docx.MovedFrom, text)
	d.EndMove()
	d.Paragraph(docx.Line(docx.Body, text))
	data := written(t, d)
	for _, wrong := range docxtest.Check(data) {
		t.Error(wrong)
	}
	r, err := office.Read("a.docx", data, office.DefaultLimits)
	if err != nil {
		t.Fatal(err)
	}
	if got := r.Text.Units[0].Text; !strings.Contains(got, "甲乙丙\x7f丁𠮷<w:t>&amp;]]>\"'") {
		t.Errorf("read back %q", got)
	}
}

// A row is kept on one page where it takes less than half of one, tables in it
// counted; a longer one may go on on the next.
func TestShortRowsAreKept(t *testing.T) {
	words := func(n int) docx.Paragraph { return docx.Line(docx.CellText, strings.Repeat("甲", n)) }
	rows := func(n int) docx.Table {
		return docx.Table{Rows: slices.Repeat([]docx.Row{{Cells: []docx.Cell{{Blocks: []docx.Block{words(1)}}}}}, n)}
	}
	// Upright, a cell is as wide as 36 characters, and 15 lines are half a page;
	// lying, 52 characters and 11 lines.
	for _, c := range []struct {
		name  string
		paper docx.Paper
		block docx.Block
		kept  bool
	}{
		{"15 lines", docx.Upright, words(15 * 36), true},
		{"16 lines", docx.Upright, words(16 * 36), false},
		{"Latin letters", docx.Upright, docx.Line(docx.CellText, strings.Repeat("a", 15*72)), true},
		{"11 lines, lying", docx.Lying, words(11 * 52), true},
		{"12 lines, lying", docx.Lying, words(12 * 52), false},
		{"lines broken", docx.Lying, docx.Line(docx.CellText, strings.Repeat("甲\n", 11)), false},
		{"rows inside", docx.Lying, rows(11), true},
		{"more rows inside", docx.Lying, rows(12), false},
	} {
		d := docx.New(docx.Options{Paper: c.paper})
		d.Table(docx.Table{KeepShort: true, Rows: []docx.Row{{Cells: []docx.Cell{{Blocks: []docx.Block{c.block}}}}}})
		parts, err := docxtest.Parts(written(t, d))
		if err != nil {
			t.Fatal(err)
		}
		if strings.Contains(parts["word/document.xml"], "<w:cantSplit/>") != c.kept {
			t.Errorf("%s: kept should be %v", c.name, c.kept)
		}
	}
}

// The check itself finds what it is there for.
func TestCheckFinds(t *testing.T) {
	for name, write := range map[string]func(d *docx.Document){
		"an end at the end": func(d *docx.Document) { d.Paragraph(docx.Paragraph{Mark: docx.Deleted}) },
		"a move without its other end": func(d *docx.Document) {
			d.BeginMove(docx.MovedFrom, "m")
			d.Paragraph(docx.Paragraph{})
			d.EndMove()
		},
		"a move without a range": func(d *docx.Document) {
			d.Paragraph(docx.Paragraph{Runs: []docx.Run{{Text: "移", Revision: docx.MovedTo}}})
		},
	} {
		d := docx.New(docx.Options{Author: "甲"})
		write(d)
		if len(docxtest.Check(written(t, d))) == 0 {
			t.Errorf("%s: nothing found", name)
		}
	}
}
