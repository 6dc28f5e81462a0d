package office

import (
	"encoding/xml"
	"strconv"
	"strings"
)

// numbering properties of a paragraph or a style; -1 is unset.
type numPr struct{ num, level int }

var noNumPr = numPr{-1, -1}

// style is one style of styles.xml.
type style struct {
	name, based string
	numPr       numPr
	outline     int // -1 unset
	hidden      bool
}

// styles are the styles of a document.
type styles struct {
	byID     map[string]*style
	fallback string // the default paragraph style
}

// maxStyleChain bounds how far a style is followed to those it is based on.
const maxStyleChain = 20

// readStyles reads styles.xml.
func readStyles(part []byte) (*styles, error) {
	all := &styles{byID: map[string]*style{}}
	if part == nil {
		return all, nil
	}
	s, err := openStream(part)
	if err != nil {
		return nil, err
	}
	if _, err := s.root(); err != nil {
		return nil, err
	}
	err = s.children(func(e xml.StartElement) error {
		if local(e.Name) != "style" {
			return s.skip()
		}
		id, st := attr(e, "styleId"), &style{numPr: noNumPr, outline: -1}
		all.byID[id] = st
		if v := attr(e, "default"); attr(e, "type") == "paragraph" && v != "" && v != "0" && v != "false" {
			all.fallback = id
		}
		return s.children(func(e xml.StartElement) error {
			switch local(e.Name) {
			case "name":
				st.name = strings.ToLower(attr(e, "val"))
			case "basedOn":
				st.based = attr(e, "val")
			case "pPr":
				return readStyleProperties(s, st)
			case "rPr":
				return s.children(func(e xml.StartElement) error {
					if local(e.Name) == "vanish" {
						st.hidden = on(e)
					}
					return s.skip()
				}, nil)
			}
			return s.skip()
		}, nil)
	}, nil)
	return all, err
}

func readStyleProperties(s *stream, st *style) error {
	return s.children(func(e xml.StartElement) error {
		switch local(e.Name) {
		case "numPr":
			var err error
			st.numPr, _, err = readNumPr(s)
			return err
		case "outlineLvl":
			st.outline = integer(attr(e, "val"), -1)
		}
		return s.skip()
	}, nil)
}

// readNumPr reads the numPr element just opened; inserted says that it is a
// tracked change.
func readNumPr(s *stream) (n numPr, inserted bool, err error) {
	n = noNumPr
	err = s.children(func(e xml.StartElement) error {
		switch local(e.Name) {
		case "ins":
			inserted = true
		case "numId":
			n.num = integer(attr(e, "val"), -1)
		case "ilvl":
			n.level = integer(attr(e, "val"), -1)
		}
		return s.skip()
	}, nil)
	return n, inserted, err
}

func integer(s string, otherwise int) int {
	n, err := strconv.Atoi(strings.TrimSpace(s))
	if err != nil {
		return otherwise
	}
	return n
}

// chain calls visit for a style and those it is based on, until visit answers
// true.
func (all *styles) chain(id string, visit func(id string, st *style) bool) {
	if id == "" {
		id = all.fallback
	}
	for range maxStyleChain {
		st := all.byID[id]
		if st == nil || visit(id, st) {
			return
		}
		id = st.based
	}
}

// numPr is the numbering a style carries, and the style that carries it.
func (all *styles) numPr(id string) (found numPr, by string) {
	found = noNumPr
	all.chain(id, func(id string, st *style) bool {
		if found.level < 0 && st.numPr.level >= 0 {
			found.level = st.numPr.level
		}
		if st.numPr.num >= 0 {
			found.num, by = st.numPr.num, id
		}
		return found.num >= 0
	})
	return found, by
}

// heading is the heading level (from 1) a style gives, or 0; title and
// contents say that it is the title's or a table of contents' style.
func (all *styles) heading(id string) (level int, title, contents bool) {
	all.chain(id, func(_ string, st *style) bool {
		switch {
		case st.name == "title" || st.name == "标题" && id != all.fallback:
			title = true
			return true
		case strings.HasPrefix(st.name, "toc ") && len(st.name) <= 6:
			contents = true
			return true
		case strings.HasPrefix(st.name, "heading "):
			level = integer(st.name[len("heading "):], 0)
			return true
		case st.outline >= 0 && st.outline < 9:
			level = st.outline + 1
			return true
		}
		return false
	})
	return level, title, contents
}

// hidden reports whether a style hides its text.
func (all *styles) hidden(id string) bool {
	hidden := false
	all.chain(id, func(_ string, st *style) bool {
		hidden = st.hidden
		return st.hidden
	})
	return hidden
}
