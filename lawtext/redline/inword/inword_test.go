package inword

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"hefa/lawtext"
	"hefa/lawtext/office"
	"hefa/lawtext/office/docx"
	"hefa/lawtext/office/docx/docxtest"
	"hefa/lawtext/redline"
	"hefa/lawtext/redline/redlinetest"
)

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

// lines are the paragraphs of one side of the joint text, cells between bars;
// one that goes on from above is not told.
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
				if c.GoesOn {
					continue
				}
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
		unit := string(u.Kind) + " " + string(u.Address) + " " + u.Number + " " + u.Heading + " " + u.Text
		if u.Kind == lawtext.KindCell {
			unit += fmt.Sprintf(" over %d rows", max(1, u.Rows))
		}
		list = append(list, unit)
		return true
	})
	return list
}

// TestTrackedIsReadBack reads each file with our own reader: all changes
// accepted it is the new text, rejected the old one.
func TestTrackedIsReadBack(t *testing.T) {
	for _, p := range pairs {
		for _, plain := range []bool{false, true} {
			old, new := redlinetest.Read(p.old), redlinetest.Read(p.new)
			data := file(t, Tracked(redline.Compare(old, new), Options{Date: aDay, PlainMoves: plain}))
			readBack(t, p.name, data, old, new)
			for _, wrong := range docxtest.Check(data) {
				t.Errorf("%s, moves plain: %v: %s", p.name, plain, wrong)
			}
		}
	}
}

// TestAnyTablesAreReadBack does so with whatever tables of spanning and empty
// cells become of each other.
func TestAnyTablesAreReadBack(t *testing.T) {
	random := rand.New(rand.NewPCG(7, 7))
	for k := range 500 {
		a, b := redlinetest.AnyTables(random), redlinetest.AnyTables(random)
		old, new := redlinetest.Read(a), redlinetest.Read(b)
		data := file(t, Tracked(redline.Compare(old, new), Options{Date: aDay}))
		readBack(t, a+"\n——\n"+b, data, old, new)
		for _, wrong := range docxtest.Check(data) {
			t.Errorf("the %dth: %s", k, wrong)
		}
		if t.Failed() {
			return
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

// A column that came is told cell by cell on paper that is only read: what
// stayed beside it is not marked.
func TestColumnsByCells(t *testing.T) {
	old := redlinetest.Read("云州市夜间集市办法\n第一条　标准如下：\n|区域|时段|\n|临江片区|十八时|")
	now := redlinetest.Read("云州市夜间集市办法\n第一条　标准如下：\n|区域|时段|责任单位|\n|临江片区|十九时|临江街道|")
	r := redline.Compare(old, now)
	_, o := pair(t, "tables")
	for name, write := range map[string]func(*redline.Result, Options) *docx.Document{"fixed": Fixed, "comparison": Comparison} {
		gone := 0
		body := document(t, write(r, o))
		for _, run := range strings.Split(body, "<w:r>")[1:] {
			if run, _, _ = strings.Cut(run, "</w:r>"); strings.Contains(run, "<w:strike") {
				gone++
				if strings.Contains(run, "区域") || strings.Contains(run, "临江片区") {
					t.Errorf("%s strikes what stayed: %s", name, run)
				}
			}
		}
		if gone == 0 {
			t.Errorf("%s strikes nothing", name)
		}
	}
}
