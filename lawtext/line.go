package lawtext

import (
	"sort"
	"strings"
	"unicode/utf8"
)

// line is one paragraph of the source on its way into the tree.
type line struct {
	text       string // without white space around it
	start, end int32  // code points in the source
	mark       mark   // of text; none when quoted or spoken of
	hint       Hint
	level      int8
	quoted     bool // inside a quotation that may run over several lines
	rows       *[][]Cell
	joints     *[]joint // where text was joined from several lines
}

// joint is a place in a line's text where white space of the source was
// dropped.
type joint struct {
	byte, code int32 // offset in the text; code point of the source there
}

// join appends the next line's text.
func (l *line) join(next line) {
	joints := []joint{{int32(len(l.text)), next.start}}
	if l.joints != nil {
		joints = append(*l.joints, joints...)
	}
	l.joints = &joints
	l.text += next.text
	l.end = next.end
}

// jointsTo is how many joints stand at or before a byte offset.
func (l *line) jointsTo(at int) int {
	if l.joints == nil {
		return 0
	}
	return sort.Search(len(*l.joints), func(i int) bool { return int((*l.joints)[i].byte) > at })
}

// code is the code point of the source at a byte offset of the text.
func (l *line) code(at int) int32 {
	from, code := 0, l.start
	if n := l.jointsTo(at); n > 0 {
		j := (*l.joints)[n-1]
		from, code = int(j.byte), j.code
	}
	return code + runes(l.text[from:at])
}

// cut is the part of the line from one byte offset to another, without white
// space at its end; it keeps the line's mark.
func (l *line) cut(from, to int) line { return l.cutFrom(from, to, l.code(from)) }

// cutFrom is cut where the code point of from is known.
func (l *line) cutFrom(from, to int, start int32) line {
	part := *l
	part.text = strings.TrimRightFunc(l.text[from:to], blank)
	part.start, part.joints = start, nil
	if l.joints != nil {
		inside := (*l.joints)[l.jointsTo(from):l.jointsTo(from+len(part.text))]
		joints := make([]joint, len(inside))
		for i, j := range inside {
			joints[i] = joint{j.byte - int32(from), j.code}
		}
		part.joints = &joints
	}
	part.end = part.code(len(part.text))
	return part
}

// rest is the line behind its mark.
func (l *line) rest() string { return strings.TrimLeftFunc(l.text[l.mark.size:], blank) }

// number is the mark as written.
func (l *line) number() string { return l.text[:l.mark.size] }

// plain reports whether the line is a paragraph without a mark.
func (l *line) plain() bool { return l.mark.kind == markNone && l.rows == nil }

// span is the range of the line.
func (l *line) span() Range { return Range{int(l.start), int(l.end)} }

// span is the range of a run of lines.
func span(lines []line) Range {
	if len(lines) == 0 {
		return Range{}
	}
	return Range{int(lines[0].start), int(lines[len(lines)-1].end)}
}

// flatten makes the lines of a source and counts their offsets.
func flatten(src Source) []line {
	lines := make([]line, 0, len(src.Blocks))
	at := 0
	for i, b := range src.Blocks {
		if i > 0 {
			at++ // the \n between blocks
		}
		if b.Rows != nil {
			size := tableSize(b.Rows)
			lines = append(lines, line{rows: &b.Rows, start: int32(at), end: int32(at + size)})
			at += size
			continue
		}
		lines, at = appendLines(lines, b, b.line(), at)
	}
	return lines
}

func tableSize(rows [][]Cell) int {
	size := -1
	for _, row := range rows {
		for _, c := range row {
			size += 1 + CodePoints(c.Text)
		}
	}
	return max(size, 0)
}

// appendLines cuts a block, which begins at a place, at its hard line breaks,
// and says where it ends. A piece that does not end a sentence and is followed
// by one without a mark was only wrapped.
func appendLines(lines []line, b Block, text string, at int) ([]line, int) {
	first := len(lines)
	for more := text != ""; more; {
		var piece string
		piece, text, more = strings.Cut(text, "\n")
		l, size := newLine(piece, at, b)
		at += size
		if more {
			at++
		}
		if l.text == "" {
			continue
		}
		if n := len(lines); n > first && wrapped(&lines[n-1], &l) {
			lines[n-1].join(l)
			continue
		}
		lines = appendCut(lines, l)
	}
	return lines, at
}

func wrapped(before, after *line) bool {
	if scanMark(after.text).kind != markNone || len(before.text)+len(after.text) > 1<<16 {
		return false
	}
	r, _ := utf8.DecodeLastRuneInString(before.text)
	return !strings.ContainsRune("。；：;:！？!?”」）)", r) && scanMark(before.text).kind == markNone
}

// newLine is a piece without the blanks around it, and how many characters the
// piece has.
func newLine(piece string, at int, b Block) (l line, size int) {
	left := strings.TrimLeftFunc(piece, blank)
	text := strings.TrimRightFunc(left, blank)
	before, behind := runes(piece[:len(piece)-len(left)]), runes(left[len(text):])
	l = line{text: text, start: int32(at) + before, hint: b.Hint, level: int8(b.Level)}
	l.end = l.start + runes(text)
	return l, int(l.end+behind) - at
}

// appendCut appends the line, cut where a heading and its first article
// share it (第一章 总则 第一条 …).
func appendCut(lines []line, l line) []line {
	if m := scanMark(l.text); m.heading() && l.hint == HintNone {
		if i := articleBehindHeading(l.text[m.size:]); i > 0 {
			head, tail := cutAt(l, int(m.size)+i)
			return append(lines, head, tail)
		}
	}
	return append(lines, l)
}

// articleBehindHeading finds the blank-separated 第…条 in the first fifty
// characters behind a chapter's number.
func articleBehindHeading(s string) int {
	if len(s) > 150 {
		s = s[:150]
	}
	for i := 0; ; {
		j := strings.Index(s[i:], "第")
		if j < 0 {
			return 0
		}
		i += j
		before, _ := utf8.DecodeLastRuneInString(s[:i])
		if m := scanMark(s[i:]); i > 0 && blank(before) && m.kind == markArticle && blankPrefix(s[i+int(m.size):]) > 0 {
			return i
		}
		i += len("第")
	}
}

// cutAt cuts a line at a byte offset of its text.
func cutAt(l line, at int) (head, tail line) {
	head, tail = l.cut(0, at), l.cut(at, len(l.text))
	tail.hint, tail.level = HintNone, 0
	return head, tail
}

// runes counts code points; sources stay far below 2³¹.
func runes(s string) int32 { return int32(CodePoints(s)) }
