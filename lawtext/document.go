package lawtext

import (
	"bufio"
	"fmt"
	"io"
	"strings"
)

// Parsed is a text in the JSON shape that `hefa parse` prints.
type Parsed struct {
	*Text
	// Articles are the instrument's own articles, flat, in reading order.
	Articles []Article `json:"articles"`
}

// Parsed lists the text with its articles. For printing, [Text.WriteJSON]
// gives the same without holding it all.
func (t *Text) Parsed() Parsed { return Parsed{Text: t, Articles: t.Articles()} }

// WriteJSON writes the text in the shape of [Parsed], each unit and article
// on a line of its own. They are written one by one, so that large texts cost
// little memory beyond their own.
func (t *Text) WriteJSON(w io.Writer) error {
	j := newJSONWriter(w)
	shallow := *t
	shallow.Units = nil
	j.open(shallow, `,"units":null`)
	j.raw(`,"units":`)
	j.units(t.Units)
	j.raw(`,"articles":[`)
	first := true
	t.eachArticle(func(a Article) {
		if !first {
			j.raw(",")
		}
		first = false
		j.article(&a)
	})
	j.raw("]}\n")
	if j.err != nil {
		return fmt.Errorf("writing the text as JSON: %w", j.err)
	}
	return j.Flush()
}

// WriteText writes the text for people: each unit on a line of its own, its
// address before it, what is inside indented; problems at the end.
func (t *Text) WriteText(w io.Writer) error {
	out := bufio.NewWriterSize(w, 1<<16)
	for _, fact := range [][2]string{
		{"标题", t.Title}, {"文号", t.Number}, {"机关", t.Issuer}, {"通过", t.Adopted}, {"公布", t.Published},
		{"施行", t.Effective}, {"有效期至", t.ValidUntil},
	} {
		if fact[1] != "" {
			_, _ = fmt.Fprintf(out, "%s：%s\n", fact[0], fact[1]) // bufio keeps the error for Flush
		}
	}
	_ = out.WriteByte('\n')
	writeUnits(out, t.Units, 0)
	for _, p := range t.Problems {
		_, _ = fmt.Fprintf(out, "! %s\t%s\t%s\n", p.Code, p.Address, p.Detail)
	}
	if err := out.Flush(); err != nil {
		return fmt.Errorf("writing the text: %w", err)
	}
	return nil
}

func writeUnits(out *bufio.Writer, units []*Unit, depth int) {
	for _, u := range units {
		line := strings.TrimSpace(u.Number + " " + u.Heading)
		if u.Text != "" {
			line = strings.TrimSpace(line + " " + strings.ReplaceAll(u.Text, "\n", " / "))
		}
		if u.Role != "" {
			line += " (" + string(u.Role) + ")"
		}
		_, _ = fmt.Fprintf(out, "%s%s\t%s\n", strings.Repeat("  ", depth), u.Address, line)
		writeUnits(out, u.Children, depth+1)
	}
}
