package redline

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"strconv"

	"hefa/lawtext/internal/jsonstring"
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
	b = jsonstring.Append(append(b, `{"old":`...), string(l.Old))
	b = jsonstring.Append(append(b, `,"new":`...), string(l.New))
	return append(appendShare(append(b, `,"confidence":`...), l.Confidence), '}')
}

func appendChange(b []byte, c *Change) []byte {
	b = jsonstring.Append(append(b, `{"unit":`...), string(c.Unit))
	b = jsonstring.Append(append(b, `,"kind":`...), string(c.Kind))
	b = appendList(append(b, `,"marks":`...), c.Marks, appendWord)
	b = appendList(append(b, `,"old":`...), c.Old, appendWord)
	b = appendList(append(b, `,"new":`...), c.New, appendWord)
	b = appendList(append(b, `,"oldAddresses":`...), c.OldAddresses, appendWord)
	b = appendList(append(b, `,"newAddresses":`...), c.NewAddresses, appendWord)
	b = appendShare(append(b, `,"similarity":`...), c.Similarity)
	return append(appendList(append(b, `,"segments":`...), c.Segments, appendSegment), '}')
}

func appendSegment(b []byte, s *Segment) []byte {
	b = jsonstring.Append(append(b, `{"op":`...), string(s.Op))
	b = jsonstring.Append(append(b, `,"class":`...), string(s.Class))
	return append(jsonstring.Append(append(b, `,"text":`...), s.Text), '}')
}

func appendWord[S ~string](b []byte, s *S) []byte { return jsonstring.Append(b, string(*s)) }

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
