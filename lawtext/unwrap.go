package lawtext

import (
	"strings"
	"unicode/utf8"
)

// unwrap joins lines that were cut at a fixed width, as texts taken from
// pages or mails are. It does so only where a good part of a text's lines
// stop at its width in the middle of a sentence.
func unwrap(lines []line) []line {
	width, cut := 0, 0
	for i := range lines {
		if l := &lines[i]; l.rows == nil && l.hint == HintNone {
			width = max(width, min(int(l.end-l.start), 120))
		}
	}
	if width < 20 || width >= 120 {
		return lines
	}
	for i := 0; i+1 < len(lines); i++ {
		if cutShort(&lines[i], &lines[i+1], width) {
			cut++
		}
	}
	if cut < 5 || cut*4 < len(lines) {
		return lines
	}
	out := lines[:0]
	for i := 0; i < len(lines); {
		joined, n := lines[i], 1
		for i+n < len(lines) && cutShort(&lines[i+n-1], &lines[i+n], width) {
			n++
		}
		if n > 1 {
			joined = joinAll(lines[i : i+n])
		}
		out = append(out, joined)
		i += n
	}
	return out
}

// joinAll is one line of several.
func joinAll(lines []line) line {
	var b strings.Builder
	all := lines[0]
	joints := make([]joint, 0, len(lines)-1)
	for i, l := range lines {
		if i > 0 {
			joints = append(joints, joint{int32(b.Len()), l.start})
		}
		b.WriteString(l.text)
	}
	all.text, all.end, all.joints = b.String(), lines[len(lines)-1].end, &joints
	return all
}

// cutShort reports whether l stops near the width without ending a sentence
// and next goes on with it.
func cutShort(l, next *line, width int) bool {
	if l.rows != nil || next.rows != nil || l.hint != HintNone || next.hint != HintNone || int(l.end-l.start)*5 < width*4 {
		return false
	}
	r, _ := utf8.DecodeLastRuneInString(l.text)
	if strings.ContainsRune("。；：！？;:!?”」）)》", r) {
		return false
	}
	m := scanMark(next.text)
	return m.kind == markNone || m.refers(next.text[m.size:])
}
