package redline

import (
	"fmt"
	"regexp"
	"strings"

	"hefa/lawtext"
)

// The tests build their texts from lines in a plain notation, so that they
// depend on nothing but the shape of a text.

var (
	articleLine = regexp.MustCompile(`^(第[〇零一二三四五六七八九十百千0-9]+条(?:之[一二三四五六七八九十]+)?)[ 　]*(.*)$`)
	chapterLine = regexp.MustCompile(`^(第[〇零一二三四五六七八九十百千0-9]+(编|章|节))[ 　]*(.*)$`)
	itemLine    = regexp.MustCompile(`^(（[一二三四五六七八九十]+）)(.*)$`)
	annexLine   = regexp.MustCompile(`^(附件[0-9]*)[ 　]*(.*)$`)
)

// text reads lines: the first is the title; 第…章 and 第…条 open chapters and
// articles, （…） items, 附件 an annex, and a line with | is a row of a table.
func text(s string) *lawtext.Text {
	b := &builder{t: &lawtext.Text{}, used: map[lawtext.Address]int{}}
	for _, line := range strings.Split(s, "\n") {
		if line = strings.Trim(line, " \t\r　"); line != "" {
			b.line(line)
		}
	}
	return b.t
}

type builder struct {
	t                      *lawtext.Text
	part, chapter, section *lawtext.Unit
	article, annex         *lawtext.Unit
	table, paragraph       *lawtext.Unit
	annexes                int
	tables                 int
	used                   map[lawtext.Address]int
}

func (b *builder) address(format string, args ...any) lawtext.Address {
	a := lawtext.Address(fmt.Sprintf(format, args...))
	b.used[a]++
	if n := b.used[a]; n > 1 {
		a = lawtext.Address(fmt.Sprintf("%s~%d", a, n))
	}
	return a
}

func (b *builder) add(u *lawtext.Unit) {
	for _, above := range []*lawtext.Unit{b.article, b.annex, b.section, b.chapter, b.part} {
		if above != nil {
			above.Children = append(above.Children, u)
			return
		}
	}
	b.t.Units = append(b.t.Units, u)
}

func (b *builder) line(line string) {
	row := strings.HasPrefix(line, "|")
	if !row {
		b.table = nil
	}
	switch {
	case b.t.Title == "":
		b.t.Title = line
		b.add(&lawtext.Unit{Kind: lawtext.KindTitle, Address: "title", Text: line})
	case row:
		b.row(line)
	case annexLine.MatchString(line):
		m := annexLine.FindStringSubmatch(line)
		b.part, b.chapter, b.section, b.article, b.annex = nil, nil, nil, nil, nil
		b.annexes++
		u := &lawtext.Unit{Kind: lawtext.KindAnnex, Number: m[1], Heading: m[2], Address: b.address("annex%d", b.annexes)}
		b.add(u)
		b.annex = u
	case chapterLine.MatchString(line):
		b.heading(chapterLine.FindStringSubmatch(line))
	case articleLine.MatchString(line):
		m := articleLine.FindStringSubmatch(line)
		b.article, b.paragraph = nil, nil
		n := strings.TrimSuffix(strings.TrimPrefix(m[1], "第"), "条")
		u := &lawtext.Unit{Kind: lawtext.KindArticle, Number: m[1], Address: b.address("%s%s", b.prefix(), number(n))}
		b.add(u)
		b.article = u
		if m[2] != "" {
			b.para(m[2])
		}
	case b.article != nil && itemLine.MatchString(line) && b.paragraph != nil:
		m := itemLine.FindStringSubmatch(line)
		b.paragraph.Children = append(b.paragraph.Children, &lawtext.Unit{Kind: lawtext.KindItem, Number: m[1], Text: m[2],
			Address: b.address("%s(%d)", b.paragraph.Address, len(b.paragraph.Children)+1)})
	case b.article != nil:
		b.para(line)
	case b.annex != nil:
		b.add(&lawtext.Unit{Kind: lawtext.KindParagraph, Text: line, Address: b.address("%s.%d", b.annex.Address, len(b.annex.Children)+1)})
	default:
		b.add(&lawtext.Unit{Kind: lawtext.KindPreamble, Text: line, Address: b.address("pre")})
	}
}

func (b *builder) prefix() string {
	if b.annex != nil {
		return string(b.annex.Address) + "/"
	}
	return ""
}

func (b *builder) para(s string) {
	b.paragraph = &lawtext.Unit{Kind: lawtext.KindParagraph, Text: s,
		Address: b.address("%s.%d", b.article.Address, len(b.article.Children)+1)}
	b.article.Children = append(b.article.Children, b.paragraph)
}

func (b *builder) heading(m []string) {
	b.article, b.section = nil, nil
	u := &lawtext.Unit{Number: m[1], Heading: m[3]}
	switch m[2] {
	case "编":
		b.part, b.chapter = nil, nil
		u.Kind, u.Address = lawtext.KindPart, b.address("p%s", number(m[1]))
		b.add(u)
		b.part = u
	case "章":
		b.chapter = nil
		u.Kind, u.Address = lawtext.KindChapter, b.address("c%s", number(m[1]))
		b.add(u)
		b.chapter = u
	default:
		u.Kind, u.Address = lawtext.KindSection, b.address("s%s", number(m[1]))
		b.add(u)
		b.section = u
	}
}

func (b *builder) row(line string) {
	if b.table == nil {
		b.tables++
		b.table = &lawtext.Unit{Kind: lawtext.KindTable, Address: b.address("t%d", b.tables)}
		b.article = nil
		b.add(b.table)
	}
	r := &lawtext.Unit{Kind: lawtext.KindRow, Address: b.address("%sr%d", b.table.Address, len(b.table.Children)+1)}
	for i, cell := range strings.Split(strings.Trim(line, "|"), "|") {
		r.Children = append(r.Children, &lawtext.Unit{Kind: lawtext.KindCell, Text: strings.TrimSpace(cell),
			Address: b.address("%sk%d", r.Address, i+1)})
	}
	b.table.Children = append(b.table.Children, r)
}

// number writes a Chinese numeral in digits, 之 as a dash.
func number(s string) string {
	head, tail, _ := strings.Cut(s, "条之")
	if tail != "" {
		return number(head) + "-" + number(tail)
	}
	value, digit := 0, 0
	for _, r := range s {
		if i := strings.IndexRune("零一二三四五六七八九", r); i >= 0 {
			digit = i / 3
		} else if r >= '0' && r <= '9' {
			digit = digit*10 + int(r-'0')
		} else if unit := map[rune]int{'十': 10, '百': 100, '千': 1000}[r]; unit > 0 {
			value, digit = value+max(1, digit)*unit, 0
		}
	}
	return fmt.Sprint(value + digit)
}

// check says how a result fails to give back both texts, or "".
func check(r *Result, old, new *lawtext.Text) string {
	inOld, inNew := articles(old), articles(new)
	for _, c := range r.Changes {
		var was, is strings.Builder
		for _, s := range c.Segments {
			if s.Op != Insert {
				was.WriteString(s.Text)
			}
			if s.Op != Delete {
				is.WriteString(s.Text)
			}
			if s.Text == "" {
				return fmt.Sprintf("%v: empty segment", c.OldAddresses)
			}
		}
		if c.Kind == Unchanged && was.String() != is.String() {
			return fmt.Sprintf("%v: unchanged but unequal", c.OldAddresses)
		}
		if c.Unit != UnitArticle {
			continue
		}
		for _, side := range []struct {
			in   map[lawtext.Address]string
			at   []lawtext.Address
			text string
		}{{inOld, c.OldAddresses, was.String()}, {inNew, c.NewAddresses, is.String()}} {
			var want []string
			for _, a := range side.at {
				t, ok := side.in[a]
				if !ok {
					return fmt.Sprintf("%s: stands in two changes or in none of the texts", a)
				}
				delete(side.in, a)
				want = append(want, t)
			}
			if strings.Join(want, "\n") != side.text {
				return fmt.Sprintf("%v:\n got %q\nwant %q", side.at, side.text, strings.Join(want, "\n"))
			}
		}
	}
	if len(inOld)+len(inNew) > 0 {
		return fmt.Sprintf("in no change: %v %v", inOld, inNew)
	}
	return ""
}

func articles(t *lawtext.Text) map[lawtext.Address]string {
	m := map[lawtext.Address]string{}
	for _, a := range t.Articles() {
		m[a.Address] = a.Text
	}
	return m
}
