package redline

import (
	"cmp"
	"slices"
	"strings"

	"hefa/lawtext"
)

// layout is where what the joint text needs to know of one side stands in the
// joined text of a change: offsets are bytes.
type layout struct {
	from, to int            // the part that belongs to the cluster
	numbers  map[int]*block // blocks begin, with a number of their own
	begins   []beginning    // lines begin, in order
	tables   []*tablePlace  // in order
	next     int            // the first table that has not been written
	after    map[int]bool   // line breaks that end a table, not a paragraph
	soft     map[int]bool   // line breaks that are none on paper
	stops    []int          // all of the above, in order
}

// beginning is where a line of a unit begins.
type beginning struct {
	at   int
	unit *lawtext.Unit
	kind lawtext.Kind
}

// tablePlace is a table and where it stands; one without a word stands between
// two characters.
type tablePlace struct {
	unit     *lawtext.Unit
	from, to int
	// partner is the other text's table that this one is; nil for none.
	partner *tablePlace
}

// layoutOf lays out the blocks of a cluster, which stand among all blocks of
// the group's side.
func layoutOf(all, part []*block) *layout {
	l := &layout{numbers: map[int]*block{}, after: map[int]bool{}, soft: map[int]bool{}}
	if len(part) == 0 {
		return l
	}
	at := 0
	for _, b := range all {
		if b == part[0] {
			l.from = at
		}
		l.block(b, at)
		at += len(b.text)
		if b == part[len(part)-1] {
			l.to = at
		}
		at++
	}
	l.stop(l.from, l.to)
	slices.Sort(l.stops)
	l.tables = slices.DeleteFunc(l.tables, func(t *tablePlace) bool { return t.from < l.from || t.to > l.to })
	return l
}

func (l *layout) stop(at ...int) { l.stops = append(l.stops, at...) }

func (l *layout) begin(at int, u *lawtext.Unit) {
	l.begins = append(l.begins, beginning{at, u, u.Kind})
}

// block notes what stands in a block that begins at an offset.
func (l *layout) block(b *block, at int) {
	l.numbers[at] = b
	l.stop(at)
	switch {
	case len(b.roots) == 0:
		l.begins = append(l.begins, beginning{at: at, kind: b.kind})
	case b.form == formBare:
		l.begin(at, b.roots[0])
	case b.form == formLoose:
		for _, u := range b.roots {
			at = l.unit(u, at, at > 0) + 1
		}
	case b.roots[0].Kind == lawtext.KindTable:
		l.table(b.roots[0], at, false)
	default:
		l.begin(at, b.roots[0])
		l.plain(b.roots[0], at)
	}
}

// unit notes a unit with its number, as [lawtext.Unit.Plain] writes it inside
// another, and answers where it ends.
// parted says that a line break stands right before it.
func (l *layout) unit(u *lawtext.Unit, at int, parted bool) int {
	if u.Kind == lawtext.KindTable {
		return l.table(u, at, parted)
	}
	l.begin(at, u)
	return l.plain(u, at+len(u.Number))
}

func (l *layout) plain(u *lawtext.Unit, at int) int {
	start := at
	at += len(u.Heading)
	if u.Heading != "" && u.Text != "" {
		l.softBreak(u, at)
		at++
	}
	at += len(u.Text)
	for k, c := range u.Children {
		parted := at > start
		if parted {
			if k == 0 && u.Text == "" && u.Heading != "" {
				l.softBreak(u, at)
			}
			at++
		}
		start = at
		at = l.unit(c, at, parted)
	}
	return at
}

// softBreak notes the break after an article's heading in 【】, which stands
// on the line of its first words.
func (l *layout) softBreak(u *lawtext.Unit, at int) {
	if u.Kind == lawtext.KindArticle && strings.HasSuffix(u.Heading, "】") {
		l.soft[at] = true
		l.stop(at)
	}
}

// table notes a table. The break behind it is its own, and so it is behind one
// without a word that stands on a line by itself.
func (l *layout) table(u *lawtext.Unit, at int, parted bool) int {
	end := at + len(u.Plain())
	l.tables = append(l.tables, &tablePlace{unit: u, from: at, to: end})
	l.stop(at, end)
	if end > at || parted {
		l.after[end] = true
	}
	return end
}

// due is the next table to be written, where the finger has come to it.
func (l *layout) due(at int) *tablePlace {
	if l.next < len(l.tables) && l.tables[l.next].from <= at {
		return l.tables[l.next]
	}
	return nil
}

// tableTo is the first table that ends at an offset or behind it.
func (l *layout) tableTo(at int) int {
	k, _ := slices.BinarySearchFunc(l.tables, at, func(t *tablePlace, at int) int { return cmp.Compare(t.to, at) })
	return k
}

// tabled reports whether the character at an offset is one of a table's.
func (l *layout) tabled(at int) bool {
	k := l.tableTo(at + 1)
	return k < len(l.tables) && l.tables[k].from <= at
}

// endsInTable reports whether the last thing of the part is a table.
func (l *layout) endsInTable() bool {
	n := len(l.tables)
	return n > 0 && l.tables[n-1].to == l.to
}

// unitAt is the unit whose line an offset is on.
func (l *layout) unitAt(at int) (u *lawtext.Unit, kind lawtext.Kind) {
	low, high := 0, len(l.begins)
	for low < high {
		if mid := (low + high) / 2; l.begins[mid].at <= at {
			low = mid + 1
		} else {
			high = mid
		}
	}
	if low == 0 {
		return nil, lawtext.KindOther
	}
	return l.begins[low-1].unit, l.begins[low-1].kind
}
