package web

import (
	"slices"

	"hefa/lawtext"
)

// holder is the block in which a unit stands: the one that shows it, or the
// nearest unit around it; -1 where none does.
func (s sheet) holder(a lawtext.Address) int {
	at := s.places()
	for ; a != ""; a = a.Parent() {
		if i, ok := at[a]; ok {
			return i
		}
		if i, ok := at[a.Article()]; ok && a.Article() != "" {
			return i
		}
	}
	return -1
}

// places say in which block each unit of the text is shown. Not every address
// tells: a table is numbered through the text and not within its article, what
// an article was split into stands in one block, and so do the units of an
// annex.
func (s sheet) places() map[lawtext.Address]int {
	at := map[lawtext.Address]int{}
	for i, b := range s.Blocks {
		if !b.Gone() {
			eachAddress(b.Lines, func(a lawtext.Address) { at[a] = i })
		}
	}
	for i, b := range s.Blocks {
		if !b.Gone() {
			at[b.Address] = i
		}
	}
	return at
}

// struck is the block of a unit of the older text that went, with all that it
// stood in; -1 where none did.
func (s sheet) struck(a lawtext.Address) int {
	for i, b := range s.Blocks {
		if !b.Gone() {
			continue
		}
		has := b.Address == a || b.Address == a.Article()
		eachAddress(b.Old, func(own lawtext.Address) { has = has || own == a })
		if has {
			return i
		}
	}
	return -1
}

// eachAddress tells of each unit whose characters lines show, in cells too.
func eachAddress(lines []sheetLine, tell func(lawtext.Address)) {
	for _, l := range lines {
		if l.Address != "" {
			tell(l.Address)
		}
		for _, row := range l.Table {
			for _, c := range row.Cells {
				eachAddress(c.Lines, tell)
			}
		}
	}
}

// only is the block with the lines of one unit alone, where it is one of
// several units that are compared together: an annex's may be many. An article
// and a table are shown whole. The lines are no anchors: several comments may
// show the same ones.
func (b sheetBlock) only(a lawtext.Address) sheetBlock {
	b.Lines = slices.Clone(b.Lines)
	for i := range b.Lines {
		b.Lines[i].ID = ""
	}
	if b.Kind == lawtext.KindArticle || b.Kind == lawtext.KindTable || b.Number != "" {
		return b
	}
	own := slices.DeleteFunc(slices.Clone(b.Lines), func(l sheetLine) bool { return !within(l.Address, a) })
	if len(own) > 0 {
		b.Lines = own
	}
	return b
}

// within reports whether a unit is another one or stands in it.
func within(a, unit lawtext.Address) bool {
	for ; a != ""; a = a.Parent() {
		if a == unit {
			return true
		}
	}
	return false
}
