package web

import (
	"slices"

	"hefa/lawtext"
	"hefa/lawtext/redline"
	"hefa/storage"
)

// sheetLine is one paragraph or item as it is shown.
type sheetLine struct {
	// Address is the unit whose own characters the line shows, "" where it
	// shows none of the newer text's; At is the code point it begins with.
	Address lawtext.Address
	At      int
	Runs    []sheetRun
	// ID is the anchor of the unit that begins here, where the block has others.
	ID string
	// Table is one that stands there; the line shows nothing else.
	Table []sheetRow
}

// sheetRun is a stretch of characters that are alike.
type sheetRun struct {
	Op    redline.Op
	Class redline.Class
	Text  string
	// Aside: the characters are no unit's own, such as the mark of an item.
	Aside bool
	// Number: they are the number of one of several units.
	Number bool
	// Comment is the comment that quotes the characters.
	Comment storage.ID
}

// column says which side of a change is laid out.
type column int

const (
	inOneColumn column = iota
	oldColumn
	newColumn
)

// counts reports whether a segment's characters stand in the text by which the
// column's places are told.
func (c column) counts(op redline.Op) bool {
	return op == redline.Equal || (op == redline.Delete) == (c == oldColumn)
}

// lineWriter lays the lines of a change out.
type lineWriter struct {
	column column
	said   remarks
	hide   []redline.Class
	line   sheetLine
	// unfinished says that the line has characters of the newer text, in which
	// it goes on behind an end that went.
	unfinished bool
	lines      []sheetLine
}

// layLines lays out one column of a change; changes of the classes in hide are
// shown as none.
func layLines(lines []redline.Line, col column, said remarks, hide []redline.Class) []sheetLine {
	w := lineWriter{column: col, said: said, hide: hide}
	for _, l := range lines {
		w.add(l)
	}
	w.end()
	return w.lines
}

// add lays out a line. Whole lines that went or came are lines here too; where
// only a line's end did, ¶ says so.
func (w *lineWriter) add(l redline.Line) {
	if l.Rows != nil {
		w.end()
		w.lines = append(w.lines, sheetLine{Table: w.rows(l.Rows)})
		return
	}
	own, text, whole := l.New, "", true
	if w.column == oldColumn {
		own = l.Old
	}
	for _, s := range l.Segments {
		if w.column.counts(s.Op) {
			text += s.Text
		}
	}
	r := runWriter{own: own, text: text, said: w.said, line: &w.line}
	r.cut()
	for _, s := range l.Segments {
		counts := w.column.counts(s.Op)
		if s.Op != redline.Equal && slices.Contains(w.hide, s.Class) {
			if !counts {
				continue
			}
			s.Op = redline.Equal
		}
		whole = whole && s.Op == l.Break
		w.unfinished = w.unfinished || s.Op != redline.Delete
		r.runs(s, counts)
	}
	runsOn := l.Break == redline.Delete && w.column == inOneColumn && w.unfinished
	if l.Break != redline.Equal && (runsOn || !whole) {
		w.line.Runs = append(w.line.Runs, sheetRun{Op: l.Break, Class: redline.ClassText, Text: "¶", Aside: true})
	}
	if !runsOn {
		w.end()
	}
}

// anchorOthers gives the first lines of the units behind the first their anchors.
func anchorOthers(lines []sheetLine, units []lawtext.Address) {
	for _, a := range units[min(1, len(units)):] {
		at := slices.IndexFunc(lines, func(l sheetLine) bool { return l.Address != "" && (l.Address == a || l.Address.Article() == a) })
		if at >= 0 {
			lines[at].ID = anchor(a)
		}
	}
}

// end closes the line, if there is anything in it.
func (w *lineWriter) end() {
	if len(w.line.Runs) > 0 {
		w.lines = append(w.lines, w.line)
	}
	w.line, w.unfinished = sheetLine{}, false
}
