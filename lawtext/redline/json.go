package redline

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"strconv"
	"unicode/utf8"
)

// jsonBuffer is how many bytes are written at a time.
const jsonBuffer = 16 << 10

// WriteJSON writes what encoding/json would, a change a line. It is written by
// hand, since reflection takes as long as reading the texts did.
func WriteJSON(w io.Writer, r *Result) error {
	stats, err := json.Marshal(&r.Stats)
	if err != nil {
		return fmt.Errorf("writing figures as JSON: %w", err)
	}
	b := bufio.NewWriterSize(w, jsonBuffer)
	// A writer keeps the first error for Flush.
	_, _ = b.WriteString(`{"stats":`)
	_, _ = b.Write(stats)
	_, _ = b.WriteString(",\n\"map\":")
	_, _ = b.Write(appendList(b.AvailableBuffer(), r.Map, appendLink))
	_, _ = b.WriteString(",\n\"changes\":")
	separator := "[\n"
	var line []byte
	for k := range r.Changes {
		_, _ = b.WriteString(separator)
		line = appendChange(line[:0], &r.Changes[k])
		_, _ = b.Write(line)
		separator = ",\n"
	}
	switch {
	case r.Changes == nil:
		_, _ = b.WriteString("null}\n")
	case len(r.Changes) == 0:
		_, _ = b.WriteString("[]}\n")
	default:
		_, _ = b.WriteString("]}\n")
	}
	if err := b.Flush(); err != nil {
		return fmt.Errorf("writing redline as JSON: %w", err)
	}
	return nil
}

func appendLink(b []byte, l *Link) []byte {
	b = appendString(append(b, `{"old":`...), string(l.Old))
	b = appendString(append(b, `,"new":`...), string(l.New))
	return append(appendShare(append(b, `,"confidence":`...), l.Confidence), '}')
}

func appendChange(b []byte, c *Change) []byte {
	b = appendString(append(b, `{"unit":`...), string(c.Unit))
	b = appendString(append(b, `,"kind":`...), string(c.Kind))
	b = appendList(append(b, `,"marks":`...), c.Marks, appendWord)
	b = appendList(append(b, `,"old":`...), c.Old, appendWord)
	b = appendList(append(b, `,"new":`...), c.New, appendWord)
	b = appendList(append(b, `,"oldAddresses":`...), c.OldAddresses, appendWord)
	b = appendList(append(b, `,"newAddresses":`...), c.NewAddresses, appendWord)
	b = appendShare(append(b, `,"similarity":`...), c.Similarity)
	return append(appendList(append(b, `,"segments":`...), c.Segments, appendSegment), '}')
}

func appendSegment(b []byte, s *Segment) []byte {
	b = appendString(append(b, `{"op":`...), string(s.Op))
	b = appendString(append(b, `,"class":`...), string(s.Class))
	return append(appendString(append(b, `,"text":`...), s.Text), '}')
}

func appendWord[S ~string](b []byte, s *S) []byte { return appendString(b, string(*s)) }

// appendList appends a list, null where there is none.
func appendList[E any](b []byte, list []E, element func([]byte, *E) []byte) []byte {
	if list == nil {
		return append(b, "null"...)
	}
	b = append(b, '[')
	for k := range list {
		if k > 0 {
			b = append(b, ',')
		}
		b = element(b, &list[k])
	}
	return append(b, ']')
}

// appendShare appends a share, 0 to 1 and no finer than a millionth.
func appendShare(b []byte, share float64) []byte { return strconv.AppendFloat(b, share, 'f', -1, 64) }

// appendString appends a string in quotes.
func appendString(b []byte, s string) []byte {
	if !utf8.ValidString(s) {
		s = string([]rune(s))
	}
	b = append(b, '"')
	done := 0
	for i := 0; i < len(s); i++ {
		n := 1
		switch c := s[i]; {
		case c == 0xE2 && (s[i:i+3] == "\u2028" || s[i:i+3] == "\u2029"):
			n = 3 // a line's end in JavaScript
		case c >= ' ' && c != '"' && c != '\\':
			continue
		}
		b = appendEscaped(append(b, s[done:i]...), s[i:i+n])
		i += n - 1
		done = i + 1
	}
	return append(append(b, s[done:]...), '"')
}

// appendEscaped appends a character that JSON cannot have as it is.
func appendEscaped(b []byte, s string) []byte {
	switch r, _ := utf8.DecodeRuneInString(s); r {
	case '"', '\\':
		return append(b, '\\', byte(r))
	case '\n':
		return append(b, `\n`...)
	case '\r':
		return append(b, `\r`...)
	case '\t':
		return append(b, `\t`...)
	default:
		return fmt.Appendf(b, `\u%04x`, r)
	}
}
