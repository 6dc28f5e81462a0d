package lawtext

import "strings"

// ParsePlain parses a plain text, one paragraph a line. See [PlainSource].
func ParsePlain(s string) *Text { return Parse(PlainSource(s)) }

// infoEnd closes the notes at the head of a Markdown statute.
const infoEnd = "INFO END"

// PlainSource reads plain text or Markdown as lines. The marks of Markdown
// headings (#), of strong words a line begins with (**第一条**) and of lists
// before a number (- （一）), and lines that are comments (<!-- … -->) are
// dropped; lines
// between the title and a comment <!-- INFO END --> are notes.
func PlainSource(s string) Source {
	s = strings.TrimPrefix(s, "\uFEFF")
	blocks := make([]Block, 0, strings.Count(s, "\n")/2+1)
	odd := strings.IndexByte(s, '\r') >= 0 || strings.IndexByte(s, '\f') >= 0 || strings.IndexByte(s, '\v') >= 0
	for len(s) > 0 {
		var line string
		if odd {
			line, s = cutLine(s)
		} else {
			line, s, _ = strings.Cut(s, "\n")
		}
		if line = strings.TrimFunc(line, blank); line == "" {
			continue
		}
		if comment, ok := commentLine(line); ok {
			if comment == infoEnd {
				markNotes(blocks)
			}
			continue
		}
		blocks = append(blocks, markdownBlock(line))
	}
	return Source{Blocks: blocks}
}

// cutLine cuts s behind its first line end: \n, \r\n, \r or a form feed.
func cutLine(s string) (line, rest string) {
	i := strings.IndexAny(s, "\n\r\f\v")
	if i < 0 {
		return s, ""
	}
	return s[:i], s[i+1:]
}

func commentLine(line string) (string, bool) {
	inner, ok := strings.CutPrefix(line, "<!--")
	if !ok {
		return "", false
	}
	inner, ok = strings.CutSuffix(inner, "-->")
	if !ok || strings.Contains(inner, "-->") {
		return "", false
	}
	return strings.TrimSpace(inner), true
}

// markNotes makes the blocks read so far notes, but for the title.
func markNotes(blocks []Block) {
	for i := range blocks {
		if blocks[i].Hint == HintNone {
			blocks[i].Hint = HintNote
		}
	}
	if len(blocks) > 0 && blocks[0].Hint == HintNote {
		blocks[0].Hint = HintTitle
	}
}

// markdownBlock reads one line: "# " and "## " make headings.
func markdownBlock(line string) Block {
	level := 0
	for level < len(line) && line[level] == '#' {
		level++
	}
	if level == 0 || level > 6 || level == len(line) || (line[level] != ' ' && line[level] != '\t') {
		return Block{Text: unadorned(line)}
	}
	text := strong(strings.TrimFunc(line[level:], blank))
	if level == 1 {
		return Block{Text: text, Hint: HintTitle}
	}
	return Block{Text: text, Hint: HintHeading, Level: level}
}

// unadorned is a line without the bullet of a list before its number and
// without the marks of strong words at its beginning.
func unadorned(line string) string {
	for _, bullet := range []string{"- ", "* ", "+ "} {
		if rest, ok := strings.CutPrefix(line, bullet); ok {
			if rest = strong(strings.TrimLeftFunc(rest, blank)); scanMark(rest).kind != markNone {
				return rest
			}
		}
	}
	return strong(line)
}

// strong is a line without the ** round its first words. Underscores stay:
// they are the blanks of forms.
func strong(line string) string {
	for _, m := range []string{"***", "**"} {
		if rest, ok := strings.CutPrefix(line, m); ok {
			if words, after, closed := strings.Cut(rest, m); closed && words != "" && words[0] != '*' {
				return strings.TrimFunc(words+after, blank)
			}
		}
	}
	return line
}
