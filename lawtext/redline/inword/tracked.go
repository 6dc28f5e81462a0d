package inword

import (
	"fmt"
	"slices"

	"hefa/lawtext/office/docx"
	"hefa/lawtext/redline"
)

// Tracked writes a redline with tracked changes: accepting all of them gives
// the new text, rejecting all the old one, paragraph for paragraph. What moved
// stands twice, as moved from and moved to; words that changed on the way are
// deleted there and inserted here. The only paragraphs of neither text are the
// small ones that Word demands after a table at the end, and between two tables
// if they are not to be one, also where one of them goes: LibreOffice leaves such
// a paragraph there whether its end is tracked or that of the one before.
//
// Marks of writing direction stand as they are, though they turn words around:
// LibreOffice heeds them in hidden runs too, and makes characters of w:bdo.
func Tracked(r *redline.Result, o Options) *docx.Document {
	if o.Author == "" {
		o.Author = DefaultAuthor
	}
	strips := r.Joint()
	moved := map[int]string{}
	if !o.PlainMoves {
		moved = moves(strips)
	}
	entries := beforeTables(entriesOf(strips, moved))
	if mixed := mixedAtEnds(entries); len(mixed) > 0 {
		for change := range mixed {
			delete(moved, change)
		}
		entries = beforeTables(entriesOf(strips, moved))
	}
	entries = parted(settleEnds(entries))
	d := docx.New(docx.Options{Title: o.title(), Author: o.Author, Date: o.Date})
	for _, e := range entries {
		if e.opens {
			d.BeginMove(e.move, e.name)
		}
		if e.table != nil {
			d.Table(*e.table)
		} else {
			d.Paragraph(e.paragraph)
		}
		if e.closes {
			d.EndMove()
		}
	}
	return d
}

// entry is one paragraph or table of the file to be.
type entry struct {
	paragraph docx.Paragraph
	table     *docx.Table
	whole     bool // the table came or went as one
	change    int
	// opens and closes begin and end a move of that kind and name.
	opens, closes bool
	move          docx.Revision
	name          string
}

// moves names the changes that are written as moves: those with both ends and
// no table, whose rows can only come and go.
func moves(strips []redline.Strip) map[int]string {
	ends := map[int]int{}
	for _, s := range strips {
		if s.Way != redline.Leaves && s.Way != redline.Arrives {
			continue
		}
		ends[s.Change]++
		if len(s.Lines) == 0 {
			ends[s.Change] = -2
		}
		for _, l := range s.Lines {
			if l.Rows != nil {
				ends[s.Change] = -2
			}
		}
	}
	named := map[int]string{}
	for _, s := range strips {
		if s.Way == redline.Arrives && ends[s.Change] == 2 {
			named[s.Change] = fmt.Sprintf("move%d", len(named)+1)
		}
	}
	return named
}

func entriesOf(strips []redline.Strip, moved map[int]string) []entry {
	var list []entry
	for _, s := range strips {
		name, isMove := moved[s.Change]
		isMove = isMove && (s.Way == redline.Leaves || s.Way == redline.Arrives)
		stays := docx.Kept
		switch {
		case s.Way == redline.Leaves && isMove:
			stays = docx.MovedFrom
		case s.Way == redline.Arrives && isMove:
			stays = docx.MovedTo
		case s.Way == redline.Leaves:
			stays = docx.Deleted
		case s.Way == redline.Arrives:
			stays = docx.Inserted
		}
		for k, l := range s.Lines {
			e := entry{change: s.Change, move: stays, name: name}
			if l.Rows != nil {
				e.table = trackedTable(l.Rows, stays)
				e.whole = revision(l.Break, stays) != docx.Kept
			} else {
				e.paragraph = trackedLine(l, styled(l), stays)
				if isMove {
					e.paragraph.Mark = lastKind(e.paragraph, stays)
				}
			}
			e.opens, e.closes = isMove && k == 0, isMove && k == len(s.Lines)-1
			list = append(list, e)
		}
	}
	return list
}

// revision is what tracked changes call an operation, where what stayed counts
// as given.
func revision(op redline.Op, stays docx.Revision) docx.Revision {
	switch op {
	case redline.Delete:
		return docx.Deleted
	case redline.Insert:
		return docx.Inserted
	}
	return stays
}

// lastKind is the revision of a paragraph's last run. In a move each end is of
// that kind: LibreOffice leaves an empty paragraph where they differ.
func lastKind(p docx.Paragraph, without docx.Revision) docx.Revision {
	if n := len(p.Runs); n > 0 {
		return p.Runs[n-1].Revision
	}
	return without
}

func trackedLine(l redline.Line, p docx.Paragraph, stays docx.Revision) docx.Paragraph {
	for _, s := range l.Segments {
		run := docx.Run{Text: s.Text, Revision: revision(s.Op, stays)}
		if n := len(p.Runs); n > 0 && s.Op == redline.Delete && l.Segments[n-1].Op == redline.Insert {
			p.Runs = slices.Insert(p.Runs, n-1, run) // what went comes first
			continue
		}
		p.Runs = append(p.Runs, run)
	}
	p.Mark = revision(l.Break, stays)
	return p
}

// trackedTable marks rows that came or went as such; the last paragraph of a
// cell goes with its row.
func trackedTable(rows []redline.Row, stays docx.Revision) *docx.Table {
	rows = spansWhole(rows)
	room := docx.Upright.Width()
	s, _ := settingFor(len(columnsOf(rows)), room)
	t := cells(rows, room, s, func(r redline.Row, lines []redline.Line) []docx.Block {
		paragraphs := make([]entry, len(lines))
		for k, l := range lines {
			paragraphs[k] = entry{paragraph: trackedLine(l, docx.Paragraph{Style: s.style}, revision(r.Op, stays))}
		}
		if n := len(paragraphs); revision(r.Op, stays) != docx.Kept {
			paragraphs[n-1].paragraph.Mark = docx.Kept
		} else {
			paragraphs = parted(settleCell(paragraphs))
		}
		list := make([]docx.Block, len(paragraphs))
		for k, p := range paragraphs {
			list[k] = p.paragraph
		}
		return list
	})
	for k, r := range rows {
		t.Rows[k].Revision = revision(r.Op, stays)
	}
	return &t
}

// settleCell keeps the last end of a cell.
func settleCell(list []entry) []entry {
	if n := len(list); n == 0 || !went(list[n-1]) && !came(list[n-1]) {
		return list
	}
	settled := settleEnds(list)
	if n := len(settled); n > 1 && settled[n-1].paragraph.Style == docx.Tiny {
		settled = settled[:n-1]
	}
	settled[len(settled)-1].paragraph.Mark = docx.Kept
	return settled
}
