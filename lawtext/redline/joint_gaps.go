package redline

// stroke is what a liner came past: characters, a line break or a table.
type stroke struct {
	op    Op
	class Class
	text  string // "\n" for a break
	o, n  int    // where it begins in either text
	mark  bool   // the number of a block, which its text does not have
	rows  []Row  // of a table
	table *tablePlace
}

// closes reports whether the line ends with a stroke.
func (p *stroke) closes() bool { return p.text == "\n" || p.table != nil }

// settled puts what went and came between strokes of both texts in order, so
// that lines that went or came whole stand by themselves. In A[-¶B-]¶C the
// break before B and the one after it are the same character, and a reader sees
// the line B go with its own end.
func settled(strokes []stroke) []stroke {
	out := make([]stroke, 0, len(strokes))
	for i := 0; i < len(strokes); {
		if strokes[i].op == Equal {
			out = append(out, strokes[i])
			i++
			continue
		}
		var went, came []stroke
		for ; i < len(strokes) && strokes[i].op != Equal; i++ {
			if strokes[i].op == Delete {
				went = append(went, strokes[i])
			} else {
				came = append(came, strokes[i])
			}
		}
		if i < len(strokes) && strokes[i].text == "\n" && (anyCloses(went) || anyCloses(came)) {
			end := strokes[i]
			end.op = Delete
			went = append(went, end)
			end.op = Insert
			came = append(came, end)
			i++
		}
		fresh := len(out) > 0 && out[len(out)-1].closes()
		out = gap(out, went, came, fresh)
	}
	return out
}

func anyCloses(strokes []stroke) bool {
	_, rest := wholeLines(strokes)
	return len(rest) < len(strokes)
}

// gap appends what went and came at one place. Where a line of both texts is
// open, it ends in both with the first break of each.
func gap(out, went, came []stroke, fresh bool) []stroke {
	wentWhole, wentRest := wholeLines(went)
	cameWhole, cameRest := wholeLines(came)
	o, n := firstBreak(went), firstBreak(came)
	switch {
	case fresh || o < 0 && len(wentWhole) > 0 || n < 0 && len(cameWhole) > 0:
		out = append(append(out, wentWhole...), cameWhole...)
		return append(append(out, wentRest...), cameRest...)
	case o < 0 || n < 0:
		return append(append(out, went...), came...)
	}
	end := went[o]
	end.op, end.n = Equal, came[n].n
	out = append(append(append(out, went[:o]...), came[:n]...), end)
	return gap(out, went[o+1:], came[n+1:], true)
}

// firstBreak is where the line ends that is open before strokes; -1 where it
// does not, or a table comes first.
func firstBreak(strokes []stroke) int {
	for k := range strokes {
		if strokes[k].closes() {
			if strokes[k].table != nil {
				return -1
			}
			return k
		}
	}
	return -1
}

// wholeLines cuts strokes behind the last that closes a line.
func wholeLines(strokes []stroke) (whole, rest []stroke) {
	for k := len(strokes) - 1; k >= 0; k-- {
		if strokes[k].closes() {
			return strokes[:k+1], strokes[k+1:]
		}
	}
	return nil, strokes
}
