package office

import (
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"strings"
)

// maxDepth bounds how deep elements nest; Word itself stays far below.
const maxDepth = 400

// stream reads one XML part element by element.
type stream struct {
	dec        *xml.Decoder
	depth      int
	paragraphs int
	most       int // paragraphs; 0 where the part holds no text
}

// openStream opens a part that has been checked for document types.
func openStream(part []byte) (*stream, error) {
	if err := noEntities(part); err != nil {
		return nil, err
	}
	return &stream{dec: xml.NewDecoder(bytes.NewReader(part))}, nil
}

// word reports whether a name belongs to WordprocessingML, transitional or
// strict.
func word(n xml.Name) bool {
	return strings.HasSuffix(n.Space, "/wordprocessingml/2006/main") || strings.HasSuffix(n.Space, "/ooxml/wordprocessingml/main")
}

// local is the local name of a WordprocessingML element, and the name with a
// family before it for others: "mc:Choice", "m:t", "wps:txbx".
func local(n xml.Name) string {
	switch {
	case word(n):
		return n.Local
	case strings.HasSuffix(n.Space, "/markup-compatibility/2006"):
		return "mc:" + n.Local
	case strings.HasSuffix(n.Space, "/math"):
		return "m:" + n.Local
	}
	return "*:" + n.Local
}

// attr is an attribute by its local name, or "".
func attr(e xml.StartElement, name string) string {
	for _, a := range e.Attr {
		if a.Name.Local == name {
			return a.Value
		}
	}
	return ""
}

// on reads the value of a property that is on or off.
func on(e xml.StartElement) bool {
	switch attr(e, "val") {
	case "0", "false", "off":
		return false
	}
	return true
}

// next is the next token; at the end of the part it is io.EOF.
func (s *stream) next() (xml.Token, error) {
	t, err := s.dec.Token()
	if err != nil {
		return nil, err
	}
	switch e := t.(type) {
	case xml.StartElement:
		if s.depth++; s.depth > maxDepth {
			return nil, refuse(ErrBomb, "nesting")
		}
		if e.Name.Local == "p" && word(e.Name) {
			if s.paragraphs++; s.most > 0 && s.paragraphs > s.most {
				return nil, refuse(ErrTooLarge, "paragraphs")
			}
		}
	case xml.EndElement:
		s.depth--
	case xml.Directive:
		return nil, refuse(ErrEntities, "")
	}
	return t, nil
}

// children calls visit for each child element of the element just opened;
// visit must read the child to its end. Characters go to text, if not nil.
func (s *stream) children(visit func(e xml.StartElement) error, text func(b []byte)) error {
	for {
		t, err := s.next()
		if err != nil {
			return err
		}
		switch t := t.(type) {
		case xml.StartElement:
			if err := visit(t); err != nil {
				return err
			}
		case xml.EndElement:
			return nil
		case xml.CharData:
			if text != nil {
				text(t)
			}
		}
	}
}

// skip reads the element just opened to its end.
func (s *stream) skip() error {
	for depth := 1; depth > 0; {
		t, err := s.next()
		if err != nil {
			return err
		}
		switch t.(type) {
		case xml.StartElement:
			depth++
		case xml.EndElement:
			depth--
		}
	}
	return nil
}

// text reads the characters of the element just opened.
func (s *stream) text() (string, error) {
	var b strings.Builder
	err := s.children(func(xml.StartElement) error { return s.skip() }, func(c []byte) { b.Write(c) })
	return b.String(), err
}

// root opens the part's root element.
func (s *stream) root() (xml.StartElement, error) {
	for {
		t, err := s.next()
		if err != nil {
			if errors.Is(err, io.EOF) {
				err = io.ErrUnexpectedEOF
			}
			return xml.StartElement{}, err
		}
		if e, ok := t.(xml.StartElement); ok {
			return e, nil
		}
	}
}
