package redline

import (
	"bufio"
	"fmt"
	"html"
	"io"
	"slices"
	"strings"

	"hefa/lawtext"
)

// HTMLOptions say what [WriteHTML] shows.
type HTMLOptions struct {
	// OnlyChanges leaves unchanged units out, except the headings above those
	// that changed.
	OnlyChanges bool
	// Anchor goes before each address in an element's id; "" means "u-".
	Anchor string
}

// badges are the signs of the kinds: change is told by sign as well as colour.
var badges = map[Kind]string{
	Added: "增", Deleted: "删", Amended: "改", Moved: "移", Split: "分", Merged: "并", Renumbered: "号",
}

// WriteHTML writes the inline view of a redline as a fragment of HTML without
// styles or scripts.
//
// Each change is a section.rl-change with the classes rl-KIND and rl-UNIT, the
// marks in data-marks, and an id of Anchor and the new address; further new
// addresses, and deleted units (Anchor, "old-", address), have anchors too.
// Inside stand span.rl-badge (one for each sign), .rl-number (the unit's
// number, the old one in del, the new one in ins; of several each begins its own
// line, unless they are read from JSON), span.rl-was (the old numbers)
// and p.rl-line for each line. del and ins carry class rl-CLASS
// (rl-text, rl-space, rl-width, rl-glyph, rl-number, rl-reference); a line break
// that went is del.rl-break. A table is table.rl-table with the rows of both
// texts: a table, row or cell that came or went has rl-added or rl-deleted, a row
// its sign too; one read from JSON has a line for each cell. What would hide in a
// text is shown, see [lawtext.Visible]. Where a moved unit stood, p.rl-moved-away links
// to where it went.
func WriteHTML(w io.Writer, r *Result, o HTMLOptions) error {
	if o.Anchor == "" {
		o.Anchor = "u-"
	}
	p := &htmlPrinter{w: bufio.NewWriter(w), o: o}
	p.print(`<div class="redline">`, "\n")
	away := r.Departures()
	shown := r.WithHeadings(func(k int) bool { return !o.OnlyChanges || r.Changes[k].Kind != Unchanged })
	for k := range r.Changes {
		for _, m := range away[k] {
			p.departure(&r.Changes[m])
		}
		if shown[k] {
			p.change(r, k)
		}
	}
	for _, m := range away[len(r.Changes)] {
		p.departure(&r.Changes[m])
	}
	p.print("</div>\n")
	if p.err == nil {
		p.err = p.w.Flush()
	}
	if p.err != nil {
		return fmt.Errorf("writing redline as HTML: %w", p.err)
	}
	return nil
}

// Departures lists the moved changes, by index, under the index of the change
// before which they stood in the old text; under the number of all changes,
// those that stood last.
func (r *Result) Departures() map[int][]int {
	of := map[lawtext.Address]int{}
	for k := range r.Changes {
		for _, a := range r.Changes[k].OldAddresses {
			of[a] = k
		}
	}
	away := map[int][]int{}
	gone := map[int]bool{}
	next := 0
	for _, l := range r.Map {
		k := of[l.Old]
		switch {
		case !slices.Contains(r.Changes[k].Marks, Mark(Moved)):
			next = k + 1
		case !gone[k]:
			gone[k] = true
			away[next] = append(away[next], k)
		}
	}
	return away
}

type htmlPrinter struct {
	w   *bufio.Writer
	o   HTMLOptions
	err error
}

func (p *htmlPrinter) print(parts ...string) {
	for _, s := range parts {
		if p.err == nil {
			_, p.err = p.w.WriteString(s)
		}
	}
}

func (p *htmlPrinter) id(a lawtext.Address, old bool) string {
	if old {
		return html.EscapeString(p.o.Anchor + "old-" + string(a))
	}
	return html.EscapeString(p.o.Anchor + string(a))
}

// text writes words.
func (p *htmlPrinter) text(s string) { p.print(html.EscapeString(lawtext.Visible(s))) }

// departure marks where a moved unit stood.
func (p *htmlPrinter) departure(c *Change) {
	p.print(`<p class="rl-moved-away" id="`, p.id(c.OldAddresses[0], true), `"><span class="rl-badge rl-moved">移</span> <del>`)
	p.text(label(c.Old, c.OldAddresses))
	p.print(`</del> <a href="#`, p.id(c.NewAddresses[0], false), `">`)
	p.text(label(c.New, c.NewAddresses))
	p.print("</a></p>\n")
}

// label names units by number, or else by where they stand.
func label(numbers []string, addresses []lawtext.Address) string {
	names := make([]string, len(numbers))
	for i, n := range numbers {
		names[i] = n
		if n == "" {
			names[i] = addresses[i].Chinese()
		}
	}
	return strings.Join(names, "、")
}

func (p *htmlPrinter) change(r *Result, k int) {
	c := &r.Changes[k]
	p.print(`<section class="rl-change rl-`, string(c.Kind), " rl-", string(c.Unit), `" data-kind="`, string(c.Kind), `" data-marks="`)
	for i, m := range c.Marks {
		if i > 0 {
			p.print(" ")
		}
		p.print(string(m))
	}
	p.print(`" id="`)
	if len(c.NewAddresses) > 0 {
		p.print(p.id(c.NewAddresses[0], false))
	} else {
		p.print(p.id(c.OldAddresses[0], true))
	}
	p.print(`">`)
	for i := 1; i < len(c.NewAddresses); i++ {
		p.print(`<a id="`, p.id(c.NewAddresses[i], false), `"></a>`)
	}
	for _, m := range c.Marks {
		p.badge(Kind(m))
	}
	switch {
	case r.groups != nil && c.Several(): // each of its lines has its number
		p.tabled(r, k)
	case r.groups != nil && r.groups[k].holdsTable():
		p.number(c)
		p.tabled(r, k)
	default:
		p.number(c)
		p.lines(c.ForReading())
	}
	p.print("</section>\n")
}

func (p *htmlPrinter) badge(k Kind) {
	if b := badges[k]; b != "" {
		p.print(`<span class="rl-badge rl-`, string(k), `">`, b, "</span>")
	}
}

// number writes the units' numbers, the old ones struck where they differ.
func (p *htmlPrinter) number(c *Change) {
	old, new := strings.Join(nonEmpty(c.Old), "、"), strings.Join(nonEmpty(c.New), "、")
	if old == "" && new == "" {
		return
	}
	p.print(`<b class="rl-number">`)
	if old == new {
		p.text(new)
	} else {
		p.tagged("del", "rl-number", old)
		p.tagged("ins", "rl-number", new)
	}
	p.print("</b>")
}

func nonEmpty(list []string) []string {
	var kept []string
	for _, s := range list {
		if s != "" {
			kept = append(kept, s)
		}
	}
	return kept
}

func (p *htmlPrinter) tagged(tag, class, text string) {
	if text != "" {
		p.print("<", tag, ` class="`, class, `">`)
		p.text(text)
		p.print("</", tag, ">")
	}
}

// lines writes the segments, a paragraph for each line of the new text.
func (p *htmlPrinter) lines(segments []Segment) {
	p.print(`<p class="rl-line">`)
	for _, s := range segments {
		parts := strings.Split(s.Text, "\n")
		for i, part := range parts {
			if i > 0 {
				switch s.Op {
				case Delete:
					p.print(`<del class="rl-break">¶</del>`)
				case Insert:
					p.print(`<ins class="rl-break">¶</ins></p><p class="rl-line">`)
				default:
					p.print(`</p><p class="rl-line">`)
				}
			}
			p.segment(s.Op, s.Class, part)
		}
	}
	p.print("</p>")
}

// segment writes characters of one line.
func (p *htmlPrinter) segment(op Op, class Class, text string) {
	switch op {
	case Equal:
		p.text(text)
	case Delete:
		p.tagged("del", "rl-"+string(class), text)
	case Insert:
		p.tagged("ins", "rl-"+string(class), text)
	}
}
