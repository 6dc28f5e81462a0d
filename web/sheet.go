package web

import (
	"slices"

	"hefa/lawtext"
	"hefa/lawtext/redline"
	"hefa/review"
	"hefa/storage"
)

// sheet is a text laid out for review: clean, or with what changed in it, each
// character leading to its unit and each quoted word to its comment.
type sheet struct {
	Blocks []sheetBlock
	// Left are the units that stood after all blocks and moved elsewhere.
	Left []sheetMove
	// Stats are the figures of what is not hidden, nil for a clean text.
	Stats *redline.Stats
	// Articles counts the text's articles, Changed the units that differ.
	Articles, Changed int
}

// sheetBlock is one compared unit: a heading, an article with all that is in
// it, a table.
type sheetBlock struct {
	Kind lawtext.Kind
	// Address is the unit's in the newer text, or in the older one where it
	// was deleted; ID is its anchor on the page.
	Address lawtext.Address
	ID      string
	// Change is "" in a clean text.
	Change redline.Kind
	Badges []redline.Kind
	// Number is as written, OldNumber differs where the number changed;
	// Quiet says that such a change is hidden.
	OldNumber, Number string
	Quiet             bool
	// Several: the lines have their units' numbers themselves.
	Several bool
	// Heading is a clean unit's heading; in a redline it is the first line.
	Heading string
	// Lines are the redline in one column, Old and New the two of it.
	Lines, Old, New []sheetLine
	// Was is the move of a moved unit, nil for others; Away are the units that
	// stood before this one and moved elsewhere.
	Was  *sheetMove
	Away []sheetMove
	// Comments counts open comments, Selected marks the unit asked for.
	Comments int
	Selected bool
	// Read says who has read the article; nil where that is not shown.
	Read *review.ArticleRead
}

// Changed reports whether there is anything to see.
func (b sheetBlock) Changed() bool { return b.Change != "" && b.Change != redline.Unchanged }

// Gone reports whether only the older text has the unit.
func (b sheetBlock) Gone() bool { return b.Change == redline.Deleted }

// Titled reports whether the block is a heading of part, chapter or section.
func (b sheetBlock) Titled() bool {
	switch b.Kind {
	case lawtext.KindPart, lawtext.KindSubpart, lawtext.KindChapter, lawtext.KindSection, lawtext.KindAnnex:
		return true
	}
	return false
}

// remarkAt is where a comment's words stand in the shown text.
type remarkAt struct {
	comment storage.ID
	where   lawtext.Range
}

// remarks are the places of comments, by unit.
type remarks map[lawtext.Address][]remarkAt

// redlineSheet lays out what changed between two texts. With only, units that
// are the same are left out, except the headings above others; changes of the
// classes in hide are shown as none.
func redlineSheet(old, changed *lawtext.Text, said remarks, only bool, hide []redline.Class) sheet {
	result := redline.Compare(old, changed)
	away := result.Departures()
	before, after := old.Index(), changed.Index()
	seen := make([]*redline.Change, len(result.Changes))
	for k := range seen {
		seen[k] = without(result, k, hide)
	}
	shown := result.WithHeadings(func(k int) bool { return !only || seen[k].Kind != redline.Unchanged })
	s := sheet{Stats: seenFigures(result, hide), Articles: len(changed.Articles())}
	var moves []sheetMove
	for k, c := range seen {
		if c.Kind != redline.Unchanged {
			s.Changed++
		}
		moves = append(moves, leavers(result, away[k])...)
		if !shown[k] {
			continue
		}
		b := sheetBlock{Change: c.Kind, OldNumber: joinNumbers(c.Old), Number: joinNumbers(c.New), Quiet: quietNumber(c, hide), Several: c.Several()}
		index := after
		if len(c.NewAddresses) > 0 {
			b.Address = c.NewAddresses[0]
			b.ID = anchor(b.Address)
		} else {
			index, b.Address = before, c.OldAddresses[0]
			b.ID = "old-" + string(b.Address)
		}
		for _, m := range c.Marks {
			if kind := redline.Kind(m); kind.Badge() != "" {
				b.Badges = append(b.Badges, kind)
			}
		}
		b.Kind = lawtext.KindTitle
		if u := index[b.Address]; u != nil {
			b.Kind = u.Kind
		}
		if slices.Contains(c.Marks, redline.Mark(redline.Moved)) {
			move := moveOf(c)
			b.Was = &move
		}
		b.Away, moves = moves, nil
		columns := result.Columns(k)
		b.Lines = layLines(columns.Both, inOneColumn, said, hide)
		b.Old = layLines(columns.Old, oldColumn, nil, hide)
		b.New = layLines(columns.New, newColumn, said, hide)
		if b.Several {
			anchorOthers(b.Lines, c.NewAddresses)
			anchorOthers(b.New, c.NewAddresses)
			for _, lines := range [][]sheetLine{b.Lines, b.Old, b.New} {
				markNumbers(lines, c)
			}
		}
		s.Blocks = append(s.Blocks, b)
	}
	s.Left = append(moves, leavers(result, away[len(result.Changes)])...)
	return s
}

// cleanSheet lays out one text as it is.
func cleanSheet(t *lawtext.Text, said remarks) sheet {
	s := sheet{Articles: len(t.Articles())}
	for _, law := range lawBlocks(t) {
		b := sheetBlock{Kind: law.Kind, Address: law.Address, ID: anchor(law.Address), Number: law.Number, Heading: law.Heading}
		if len(law.Rows) > 0 {
			b.Lines = append(b.Lines, sheetLine{Table: cleanRows(law.Rows, said)})
		}
		for _, l := range law.Lines {
			if len(l.Rows) > 0 {
				b.Lines = append(b.Lines, sheetLine{Table: cleanRows(l.Rows, said)})
			} else {
				b.Lines = append(b.Lines, cleanLine(l.Address, l.Number+l.Heading, l.Text, said))
			}
		}
		s.Blocks = append(s.Blocks, b)
	}
	return s
}

// cleanLine lays out a unit's own text, what stands before it aside.
func cleanLine(a lawtext.Address, aside, text string, said remarks) sheetLine {
	line := sheetLine{Address: a}
	if aside != "" {
		line.Runs = append(line.Runs, sheetRun{Text: aside, Aside: true})
	}
	if text != "" {
		w := runWriter{text: text, own: []redline.Stretch{{Address: a, End: len(text)}}, said: said, line: &line}
		w.cut()
		w.runs(redline.Segment{Op: redline.Equal, Text: text}, true)
	}
	return line
}
