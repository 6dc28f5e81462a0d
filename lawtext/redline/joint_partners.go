package redline

import "strings"

// kinship is how many bytes of two tables stayed.
type kinship struct{ old, new, bytes int }

// pairTables finds which table of one text is which of the other, by what
// stayed of it: of two tables in a row the first may have gone, and the second
// then stands in its place.
func pairTables(old, new []*tablePlace, segments []Segment) {
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
			old[k.old].partner, new[k.new].partner = new[k.new], old[k.old]
		}
	}
}

// kinOf counts what stayed from each table to each, in order, line breaks left
// out: all tables have those.
func kinOf(old, new []*tablePlace, segments []Segment) []kinship {
	var kin []kinship
	o, n, i, k := 0, 0, 0, 0
	for _, s := range segments {
		was, is := holds(s.Op)
		for was && is && i < len(old) && k < len(new) {
			from := max(0, old[i].from-o, new[k].from-n)
			to := min(len(s.Text), old[i].to-o, new[k].to-n)
			if from < to {
				if last := len(kin) - 1; last < 0 || kin[last].old != i || kin[last].new != k {
					kin = append(kin, kinship{old: i, new: k})
				}
				kin[len(kin)-1].bytes += to - from - strings.Count(s.Text[from:to], "\n")
			}
			if min(old[i].to-o, new[k].to-n) > len(s.Text) {
				break // both go on behind this segment
			}
			if old[i].to-o <= new[k].to-n {
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
