package inword

import (
	"bytes"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"hefa/lawtext"
	"hefa/lawtext/office"
	"hefa/lawtext/office/docx"
	"hefa/lawtext/office/docx/docxtest"
	"hefa/lawtext/redline"
)

// read makes a text of lines; those that begin with | are rows of a table.
func read(s string) *lawtext.Text {
	var src lawtext.Source
	table := false
	for line := range strings.SplitSeq(s, "\n") {
		inner, row := strings.CutPrefix(line, "|")
		switch {
		case row:
			var cells []lawtext.Cell
			for cell := range strings.SplitSeq(strings.TrimSuffix(inner, "|"), "|") {
				cells = append(cells, lawtext.Cell{Text: cell})
			}
			if !table {
				src.Blocks = append(src.Blocks, lawtext.Block{})
			}
			last := &src.Blocks[len(src.Blocks)-1]
			last.Rows = append(last.Rows, cells)
		case line != "":
			src.Blocks = append(src.Blocks, lawtext.Block{Text: line})
		}
		table = row
	}
	return lawtext.Parse(src)
}

// aDay is the date of tracked changes in tests.
var aDay = time.Date(2026, 3, 1, 9, 0, 0, 0, time.UTC)

// file writes a document.
func file(t testing.TB, d *docx.Document) []byte {
	t.Helper()
	var b bytes.Buffer
	if _, err := d.WriteTo(&b); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// lines are the paragraphs of one side of the joint text, cells between bars.
func lines(r *redline.Result, without redline.Op) []string {
	var all []redline.Line
	for _, s := range r.Joint() {
		if s.Way == redline.Leaves && without == redline.Delete || s.Way == redline.Arrives && without == redline.Insert {
			continue
		}
		all = append(all, s.Lines...)
	}
	list := []string{}
	text := func(l redline.Line) (s string) {
		for _, seg := range l.Segments {
			s += seg.Text
		}
		return s
	}
	for _, l := range redline.OneSide(all, without) {
		if l.Rows == nil {
			list = append(list, text(l))
		}
		for _, r := range l.Rows {
			row := "|"
			for _, c := range r.Cells {
				for k, l := range c.Lines {
					if k > 0 {
						row += "\n"
					}
					row += text(l)
				}
				row += "|"
			}
			list = append(list, row)
		}
	}
	return list
}

// outline is what a text says, unit by unit.
func outline(t *lawtext.Text) []string {
	var list []string
	t.Walk(func(u *lawtext.Unit) bool {
		list = append(list, string(u.Kind)+" "+string(u.Address)+" "+u.Number+" "+u.Heading+" "+u.Text)
		return true
	})
	return list
}

// TestTrackedIsReadBack reads each file with our own reader: all changes
// accepted it is the new text, rejected the old one.
func TestTrackedIsReadBack(t *testing.T) {
	for _, p := range pairs {
		for _, plain := range []bool{false, true} {
			old, new := read(p.old), read(p.new)
			data := file(t, Tracked(redline.Compare(old, new), Options{Date: aDay, PlainMoves: plain}))
			readBack(t, p.name, data, old, new)
			for _, wrong := range docxtest.Check(data) {
				t.Errorf("%s, moves plain: %v: %s", p.name, plain, wrong)
			}
		}
	}
}

func readBack(t *testing.T, name string, data []byte, old, new *lawtext.Text) {
	t.Helper()
	accepted, err := office.Read("a.docx", data, office.DefaultLimits)
	if err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	if d := cmp.Diff(outline(new), outline(accepted.Text)); d != "" {
		t.Errorf("%s: all accepted (-want +got):\n%s", name, d)
	}
	rejected, err := office.ReadOriginal("a.docx", data, office.DefaultLimits)
	if err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	if d := cmp.Diff(outline(old), outline(rejected.Text)); d != "" {
		t.Errorf("%s: all rejected (-want +got):\n%s", name, d)
	}
}
