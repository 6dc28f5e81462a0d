package procedure

import (
	"regexp"
	"strings"
)

// places finds the lines of a file's settings and rows: the decoder of TOML
// tells of no places but those of its own errors.
type places struct {
	lines []string
	rows  map[string][]span
}

// span is a row's first and last line, from 0.
type span struct{ first, last int }

func placesIn(source string) places {
	p := places{lines: strings.Split(source, "\n"), rows: map[string][]span{}}
	r := rowReader{places: &p}
	for i, line := range p.lines {
		r.read(i, line)
	}
	r.endTable(len(p.lines) - 1)
	return p
}

// rowReader goes through a file by character, as far as is needed to tell
// brackets from what is written in strings and remarks.
type rowReader struct {
	*places
	list  string // the list or table being read
	table bool   // it is written as [[list]]
	first int
	depth int
}

var (
	listBegins  = regexp.MustCompile(`^\s*([a-z-]+)\s*=\s*\[`)
	tableBegins = regexp.MustCompile(`^\s*\[\[?\s*([a-z-]+)\s*\]`)
)

func (r *rowReader) read(i int, line string) {
	if r.depth == 0 {
		if m := tableBegins.FindStringSubmatch(line); m != nil {
			r.endTable(i - 1)
			r.list, r.table, r.first = m[1], strings.Contains(line, "[["), i
			return
		}
		if m := listBegins.FindStringSubmatch(line); m != nil {
			r.endTable(i - 1)
			r.list = m[1]
		}
	}
	var quote rune
	escaped := false
	for _, c := range line {
		switch {
		case escaped:
			escaped = false
		case quote == '"' && c == '\\':
			escaped = true
		case quote != 0:
			if c == quote {
				quote = 0
			}
		case c == '"' || c == '\'':
			quote = c
		case c == '#':
			return
		case c == '[' || c == '{':
			r.depth++
			if r.depth == 2 && c == '{' {
				r.first = i
			}
		case c == ']' || c == '}':
			if r.depth == 2 && c == '}' {
				r.rows[r.list] = append(r.rows[r.list], span{r.first, i})
			}
			r.depth = max(r.depth-1, 0)
		}
	}
}

func (r *rowReader) endTable(last int) {
	if r.table {
		r.rows[r.list] = append(r.rows[r.list], span{r.first, last})
	}
	r.table = false
}

// line is where a mistake stands: within its row or else in the whole file, the
// first line that names the field and what was found there, or only one of
// them. Without any it is the row's first line, or 0.
func (p places) line(m Mistake) int {
	in := span{0, len(p.lines) - 1}
	if rows := p.rows[m.List]; m.Row > 0 && m.Row <= len(rows) {
		in = rows[m.Row-1]
	}
	both, one, setting := 0, 0, 0
	for i := in.first; i <= in.last; i++ {
		found := m.Found != "" && strings.Contains(p.lines[i], `"`+m.Found+`"`)
		field := m.Field != "" && regexp.MustCompile(`(^|[^a-z-])`+regexp.QuoteMeta(m.Field)+`\s*=`).MatchString(p.lines[i])
		switch {
		case both == 0 && found && field:
			both = i + 1
		case one == 0 && found:
			one = i + 1
		case setting == 0 && field:
			setting = i + 1
		}
	}
	for _, line := range []int{both, one, setting} {
		if line > 0 {
			return line
		}
	}
	if m.Row > 0 && m.Row <= len(p.rows[m.List]) {
		return in.first + 1
	}
	return 0
}
