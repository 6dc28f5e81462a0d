package redline

import "strings"

// kinship is how many bytes of two tables stayed.
type kinship struct{ old, new, bytes int }

// pairTables finds which table of one text is which of the other, by what
// stayed of it: of two tables in a row the first may have gone, and the second
// then stands in its place.
func pairTables(old, new []tablePos, segments []Segment) {
	if len(old) < 2 && len(new) < 2 {
		return // what stands at one place is one table
	}
	kin := kinOf(old, new, segments)
	ofOld, ofNew := map[int]kinship{}, map[int]kinship{}
	for _, k := range kin {
		if k.bytes > ofOld[k.old].bytes {
			ofOld[k.old] = k
		}
		if k.bytes > ofNew[k.new].bytes {
			ofNew[k.new] = k
		}
	}
	for _, k := range kin {
		if k.bytes > 0 && ofOld[k.old] == k && ofNew[k.new] == k {
			old[k.old].partner, new[k.new].partner = new[k.new].unit, old[k.old].unit
		}
	}
}

// kinOf counts what stayed from each table to each, in order, line breaks left
// out: all tables have those.
func kinOf(old, new []tablePos, segments []Segment) []kinship {
	var kin []kinship
	o, n, i, k := 0, 0, 0, 0
	for _, s := range segments {
		was, is := holds(s.Op)
		for was && is && i < len(old) && k < len(new) {
			from := max(0, old[i].at-o, new[k].at-n)
			to := min(len(s.Text), old[i].end-o, new[k].end-n)
			if from < to {
				if last := len(kin) - 1; last < 0 || kin[last].old != i || kin[last].new != k {
					kin = append(kin, kinship{old: i, new: k})
				}
				kin[len(kin)-1].bytes += to - from - strings.Count(s.Text[from:to], "\n")
			}
			if min(old[i].end-o, new[k].end-n) > len(s.Text) {
				break // both go on behind this segment
			}
			if old[i].end-o <= new[k].end-n {
				i++
			} else {
				k++
			}
		}
		if was {
			o += len(s.Text)
		}
		if is {
			n += len(s.Text)
		}
	}
	return kin
}
