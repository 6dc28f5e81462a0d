package inword

import (
	"slices"

	"hefa/lawtext/office/docx"
)

// The end of the last paragraph, of a file or before a table, can be neither
// inserted nor deleted: there is nothing it could run into. Where the last
// paragraphs came or went, their ends are therefore shifted by one: not "A¶ B¶"
// with B and the end behind it gone, but B and the end before it. The text with
// all accepted or rejected is the same.

func went(e entry) bool {
	return e.table == nil && (e.paragraph.Mark == docx.Deleted || e.paragraph.Mark == docx.MovedFrom)
}

func came(e entry) bool {
	return e.table == nil && (e.paragraph.Mark == docx.Inserted || e.paragraph.Mark == docx.MovedTo)
}

// beforeTables puts paragraphs of one text before tables of the other that they
// follow: their order is free, and a paragraph between two tables that come and
// go would leave its end behind.
func beforeTables(entries []entry) []entry {
	for k := range entries {
		for at := k; at > 0 && apart(entries[at-1], entries[at]); at-- {
			entries[at-1], entries[at] = entries[at], entries[at-1]
		}
	}
	return entries
}

// apart reports whether a whole table of one text is followed by a paragraph
// of the other.
func apart(table, p entry) bool {
	if !table.whole || !went(p) && !came(p) {
		return false
	}
	side := plain(p.paragraph.Mark)
	other := slices.ContainsFunc(p.paragraph.Runs, func(r docx.Run) bool { return plain(r.Revision) != side })
	return !other && table.table.Rows[0].Revision != side
}

// tails lists the paragraphs, from the last with a kept end on, before each
// table and at the file's end: half-open ranges of entries.
func tails(entries []entry) [][2]int {
	var list [][2]int
	from := 0
	for k := range entries {
		switch e := entries[k]; {
		case e.table != nil:
			list = append(list, [2]int{from, k})
			from = k + 1
		case !went(e) && !came(e):
			from = k + 1
		}
	}
	return append(list, [2]int{from, len(entries)})
}

// mixedAtEnds names the changes in tails where something went and something
// else came. Their paragraphs are run together, which ends of moves are not.
func mixedAtEnds(entries []entry) map[int]bool {
	mixed := map[int]bool{}
	for _, t := range tails(entries) {
		tail := entries[t[0]:t[1]]
		if !slices.ContainsFunc(tail, went) || !slices.ContainsFunc(tail, came) {
			continue
		}
		for _, e := range tail {
			if e.name != "" {
				mixed[e.change] = true
			}
		}
	}
	return mixed
}

// settleEnds keeps the end before each table and at the file's end.
func settleEnds(entries []entry) []entry {
	var list []entry
	done := 0
	for _, t := range tails(entries) {
		list = append(list, entries[done:t[0]]...)
		tail := slices.Clone(entries[t[0]:t[1]])
		done = t[1]
		last := t[1] == len(entries)
		if len(tail) == 0 {
			continue
		}
		var gone, come []entry
		for _, e := range tail {
			if went(e) {
				gone = append(gone, e)
			} else {
				come = append(come, e)
			}
		}
		n := len(list) - 1
		after := n >= 0 && list[n].table == nil // a paragraph whose end is kept
		switch {
		case len(gone) > 0 && len(come) > 0:
			list = append(append(list, gone[:len(gone)-1]...), run(gone[len(gone)-1], come)...)
		case after:
			list[n].paragraph.Mark = plain(tail[0].paragraph.Mark)
			tail[len(tail)-1].paragraph.Mark = docx.Kept
			list = append(list, tail...)
		case last && n < 0:
			tail[len(tail)-1].paragraph.Mark = docx.Kept
			list = append(list, tail...)
		case last:
			list = append(append(list, tail...), entry{change: -1, paragraph: docx.Paragraph{Style: docx.Tiny}})
		default:
			list = append(list, tail...) // between two tables, or before the first
		}
	}
	return append(list, entries[done:]...)
}

// plain is the revision of an end that is not part of a move.
func plain(r docx.Revision) docx.Revision {
	switch r {
	case docx.MovedFrom:
		return docx.Deleted
	case docx.MovedTo:
		return docx.Inserted
	}
	return r
}

// run puts what went last before what came last, in one paragraph whose end is
// kept.
func run(gone entry, come []entry) []entry {
	last := &come[len(come)-1].paragraph
	last.Runs = append(slices.Clone(gone.paragraph.Runs), last.Runs...)
	last.Mark = docx.Kept
	return come
}

// parted keeps apart what LibreOffice takes for one insertion: where a
// paragraph ends in inserted words and the next begins with some, it rejects
// the end between them with both. Where whole paragraphs came, the kept end is
// put behind the last of them; where still words would follow, the end is
// inserted with them, and the old one goes behind them: x¶y is [+x¶y+][-¶-].
func parted(entries []entry) []entry {
	list := make([]entry, 0, len(entries))
	for k := 0; k < len(entries); k++ {
		list = append(list, entries[k])
		if !endsInserted(entries[k]) {
			continue
		}
		for from := len(list) - 1; k+1 < len(entries) && whollyInserted(entries[k+1]); k++ {
			list = append(list, entries[k+1])
			list[from].paragraph.Mark, list[len(list)-1].paragraph.Mark = docx.Inserted, docx.Kept
			from = len(list) - 1
		}
		if k+1 == len(entries) || entries[k+1].table != nil {
			continue
		}
		next := &entries[k+1].paragraph
		n := 0
		for n < len(next.Runs) && next.Runs[n].Revision == docx.Inserted {
			n++
		}
		if n > 0 {
			first := entry{change: -1, paragraph: docx.Paragraph{Style: next.Style, Align: next.Align, NoIndent: next.NoIndent, Runs: next.Runs[:n], Mark: docx.Deleted}}
			next.Runs = next.Runs[n:]
			list[len(list)-1].paragraph.Mark = docx.Inserted
			list = append(list, first)
		}
	}
	return list
}

// endsInserted reports whether an entry's end is kept behind inserted words.
func endsInserted(e entry) bool {
	return e.table == nil && e.paragraph.Mark == docx.Kept && lastKind(e.paragraph, docx.Kept) == docx.Inserted
}

func whollyInserted(e entry) bool {
	return e.table == nil && e.name == "" && e.paragraph.Mark == docx.Inserted &&
		!slices.ContainsFunc(e.paragraph.Runs, func(r docx.Run) bool { return r.Revision != docx.Inserted })
}
