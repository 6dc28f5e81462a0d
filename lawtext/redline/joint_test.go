package redline

import (
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"hefa/lawtext"
)

// written is a text as the joint text writes it: one line a paragraph, cells
// between bars. It is found without the joint text.
func written(t *lawtext.Text) string {
	var b strings.Builder
	titled := false
	articles := map[lawtext.Address]bool{}
	for _, a := range t.Articles() {
		articles[a.Address] = true
	}
	var each func(u *lawtext.Unit, article bool)
	each = func(u *lawtext.Unit, inArticle bool) {
		if u.Kind == lawtext.KindTable {
			for _, row := range u.Children {
				for _, c := range row.Children {
					b.WriteString("|" + c.Text)
				}
				b.WriteString("|\n")
			}
			return
		}
		head, rest := u.Heading, u.Text
		join := "\n"
		if u.Kind == lawtext.KindArticle && strings.HasSuffix(head, "】") {
			join = ""
		}
		children := u.Children
		if rest == "" && len(children) > 0 && children[0].Kind != lawtext.KindTable && (u.Kind == lawtext.KindArticle || join == "" || head == "") && children[0].Number == "" && !isHeading(u.Kind) && u.Kind != lawtext.KindAnnex {
			rest, children = children[0].Text, append(append([]*lawtext.Unit{}, children[0].Children...), children[1:]...)
		}
		if head != "" && rest != "" {
			head += join
		}
		text := head + rest
		sep := ""
		if u.Number != "" && text != "" {
			switch {
			case u.Kind == lawtext.KindArticle, u.Kind == lawtext.KindAnnex, isHeading(u.Kind):
				sep = "\u3000"
			}
		}
		if u.Number+text != "" {
			b.WriteString(u.Number + sep + text + "\n")
		}
		for _, c := range children {
			each(c, true)
		}
	}
	t.Walk(func(u *lawtext.Unit) bool { titled = titled || u.Kind == lawtext.KindTitle; return true })
	if !titled && t.Title != "" {
		b.WriteString(t.Title + "\n")
	}
	for _, u := range t.Units {
		each(u, false)
	}
	return b.String()
}

// cellText is what stands in a cell.
func cellText(c Cell) string {
	lines := make([]string, len(c.Lines))
	for i, l := range c.Lines {
		for _, s := range l.Segments {
			lines[i] += s.Text
		}
	}
	return strings.Join(lines, "\n")
}

// projected is one side of the joint text.
func projected(strips []Strip, without Op) string {
	var all []Line
	for _, p := range strips {
		if p.Way == Leaves && without == Delete || p.Way == Arrives && without == Insert {
			continue
		}
		all = append(all, p.Lines...)
	}
	var b strings.Builder
	for _, l := range OneSide(all, without) {
		for _, s := range l.Segments {
			b.WriteString(s.Text)
		}
		for _, r := range l.Rows {
			for _, c := range r.Cells {
				if !c.GoesOn {
					b.WriteString("|" + cellText(c))
				}
			}
			b.WriteString("|\n")
		}
		if l.Rows == nil {
			b.WriteByte('\n')
		}
	}
	return b.String()
}

func checkJoint(t *testing.T, name string, old, new *lawtext.Text) {
	t.Helper()
	strips := Compare(old, new).Joint()
	if d := cmp.Diff(written(old), projected(strips, Insert)); d != "" {
		t.Errorf("%s: the old text is not there (-want +got):\n%s", name, d)
	}
	if d := cmp.Diff(written(new), projected(strips, Delete)); d != "" {
		t.Errorf("%s: the new text is not there (-want +got):\n%s", name, d)
	}
}

func TestJointGold(t *testing.T) {
	files, err := filepath.Glob("testdata/gold/*.txt")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range files {
		parts := goldParts(t, name)
		checkJoint(t, filepath.Base(name), text(parts["old"]), text(parts["new"]))
		checkJoint(t, filepath.Base(name)+" read", parse(parts["old"]), parse(parts["new"]))
		checkJoint(t, filepath.Base(name)+" back", text(parts["new"]), text(parts["old"]))
		checkColumns(t, filepath.Base(name), parse(parts["old"]), parse(parts["new"]))
	}
}

func TestJointCorpus(t *testing.T) {
	for _, p := range corpusPairs(t) {
		checkJoint(t, filepath.Base(p[1]), parse(readAll(t, p[0])), parse(readAll(t, p[1])))
	}
}
