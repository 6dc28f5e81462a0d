package lawtext

import (
	"bufio"
	"bytes"
	"encoding/json"
	"io"
	"strconv"
	"strings"

	"hefa/lawtext/internal/jsonstring"
)

// jsonWriter writes JSON and keeps the first error. Units and articles, of
// which a text may have a million, are written without reflection; a test
// holds them to what encoding/json makes of the same values.
type jsonWriter struct {
	*bufio.Writer
	err    error
	buffer bytes.Buffer
	line   []byte
}

func newJSONWriter(w io.Writer) *jsonWriter {
	return &jsonWriter{Writer: bufio.NewWriterSize(w, 1<<16)}
}

func (j *jsonWriter) raw(s string) {
	if j.err == nil {
		_, j.err = j.WriteString(s)
	}
}

func (j *jsonWriter) value(v any) {
	if j.err != nil {
		return
	}
	b, err := j.marshal(v)
	if err == nil {
		_, err = j.Write(b)
	}
	j.err = err
}

// marshal encodes v without escaping < and >; the bytes are good until the
// next call.
func (j *jsonWriter) marshal(v any) ([]byte, error) {
	j.buffer.Reset()
	enc := json.NewEncoder(&j.buffer)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(v); err != nil {
		return nil, err
	}
	return bytes.TrimSuffix(j.buffer.Bytes(), []byte("\n")), nil
}

// open writes an object without its closing brace, and without one member.
func (j *jsonWriter) open(v any, without string) {
	if j.err != nil {
		return
	}
	b, err := j.marshal(v)
	if err != nil {
		j.err = err
		return
	}
	s := strings.TrimSuffix(string(b), "}")
	j.raw(strings.Replace(s, without, "", 1))
}

// close writes an object behind the members that begin it.
func (j *jsonWriter) close(v any, begin string) {
	if j.err != nil {
		return
	}
	b, err := j.marshal(v)
	if err != nil {
		j.err = err
		return
	}
	j.raw(strings.TrimPrefix(string(b), begin))
}

// units writes a list of units, each on a line of its own.
func (j *jsonWriter) units(units []*Unit) {
	j.raw("[")
	for i, u := range units {
		b := j.line[:0]
		if i > 0 {
			b = append(b, ',')
		}
		b = append(b, '\n')
		b = u.appendJSON(b)
		if len(u.Children) > 0 {
			b = append(b, `,"children":`...)
		}
		j.flushLine(b)
		if len(u.Children) > 0 {
			j.units(u.Children)
		}
		j.raw("}")
	}
	j.raw("]")
}

func (j *jsonWriter) flushLine(b []byte) {
	j.line = b[:0]
	if j.err == nil {
		_, j.err = j.Write(b)
	}
}

// appendJSON appends the unit without its children and its closing brace.
func (u *Unit) appendJSON(b []byte) []byte {
	b = appendMember(append(b, '{'), "kind", string(u.Kind))
	b = appendOptional(b, "number", u.Number)
	b = appendNumber(b, "ordinal", u.Ordinal)
	b = appendNumber(b, "of", u.Of)
	b = appendMember(append(b, ','), "address", string(u.Address))
	b = appendOptional(b, "heading", u.Heading)
	b = appendOptional(b, "text", u.Text)
	b = appendOptional(b, "role", string(u.Role))
	b = append(b, `,"source":{"start":`...)
	b = strconv.AppendInt(b, int64(u.Source.Start), 10)
	b = append(b, `,"end":`...)
	b = append(strconv.AppendInt(b, int64(u.Source.End), 10), '}')
	b = appendNumber(b, "columns", u.Columns)
	return appendNumber(b, "rows", u.Rows)
}

// article writes one article on a line of its own.
func (j *jsonWriter) article(a *Article) {
	b := appendMember(append(j.line[:0], '\n', '{'), "number", a.Number)
	b = appendMember(append(b, ','), "address", string(a.Address))
	b = appendOptional(b, "heading", a.Heading)
	b = appendOptional(b, "chapter", a.Chapter)
	b = appendOptional(b, "kind", string(a.Kind))
	b = appendMember(append(b, ','), "text", a.Text)
	j.flushLine(append(b, '}'))
}

func appendMember(b []byte, name, value string) []byte {
	b = append(b, '"')
	b = append(b, name...)
	b = append(b, '"', ':')
	return jsonstring.Append(b, value)
}

// appendOptional appends a member behind others, unless it is empty.
func appendOptional(b []byte, name, value string) []byte {
	if value == "" {
		return b
	}
	return appendMember(append(b, ','), name, value)
}

func appendNumber(b []byte, name string, value int) []byte {
	if value == 0 {
		return b
	}
	b = append(b, ',', '"')
	b = append(b, name...)
	return strconv.AppendInt(append(b, '"', ':'), int64(value), 10)
}
