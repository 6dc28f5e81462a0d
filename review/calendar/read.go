package calendar

import (
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"
)

// Mistake is what is wrong with a calendar's CSV.
type Mistake struct {
	// Line is where it stands, from 1.
	Line int
	Code MistakeCode
	// Found is what stands there.
	Found string
}

// MistakeCode says what kind of mistake it is; web has the sentences.
type MistakeCode string

// The kinds of mistakes.
const (
	MistakeCSV     MistakeCode = "csv"
	MistakeHeading MistakeCode = "heading"
	MistakeDay     MistakeCode = "day"
	MistakeKind    MistakeCode = "kind"
	MistakeTwice   MistakeCode = "twice"
	// MistakeWorked: a day from Monday to Friday is worked anyway.
	MistakeWorked MistakeCode = "worked"
	// MistakeEmpty: there is no day at all.
	MistakeEmpty MistakeCode = "empty"
	// MistakeText: the holiday or notice is no single short line of text.
	MistakeText MistakeCode = "text"
)

func (e *Mistake) Error() string {
	return fmt.Sprintf("reading a calendar, line %d: %s %q", e.Line, e.Code, e.Found)
}

var heading = []string{"date", "day", "holiday", "notice"}

// Read reads a calendar as CSV: date (YYYY-MM-DD), day (off or work), holiday,
// notice; the first line names the columns. A year with a single line counts as
// official as a whole. What is wrong is a [Mistake].
func Read(r io.Reader) (*Calendar, error) {
	in := csv.NewReader(r)
	in.FieldsPerRecord = len(heading)
	c := New()
	for n := 1; ; n++ {
		row, err := in.Read()
		if errors.Is(err, io.EOF) {
			if len(c.special) == 0 {
				return nil, &Mistake{Line: n, Code: MistakeEmpty}
			}
			return c, nil
		}
		if err != nil {
			return nil, notCSV(err, n)
		}
		line, _ := in.FieldPos(0)
		if n == 1 {
			row[0] = strings.TrimPrefix(row[0], "\ufeff") // spreadsheets write one
			if !slices.Equal(row, heading) {
				return nil, &Mistake{line, MistakeHeading, strings.Join(row, ",")}
			}
			continue
		}
		if m := c.add(row); m != nil {
			m.Line = line
			return nil, m
		}
	}
}

func notCSV(err error, line int) *Mistake {
	var at *csv.ParseError
	if errors.As(err, &at) {
		line = at.Line
	}
	return &Mistake{Line: line, Code: MistakeCSV}
}

// A year beyond these is a slip of the hand.
const firstYear, lastYear = 1900, 2200

// longestText is how many characters the name of a holiday or notice may have.
const longestText = 500

// noText reports what has no place on a line of text: control and direction
// characters, and bytes that are none.
func noText(r rune) bool {
	return r == utf8.RuneError || unicode.IsControl(r) || unicode.Is(unicode.Cf, r)
}

func (c *Calendar) add(row []string) *Mistake {
	t, err := time.Parse(layout, row[0])
	if err != nil || t.Year() < firstYear || t.Year() > lastYear {
		return &Mistake{Code: MistakeDay, Found: row[0]}
	}
	if row[1] != "off" && row[1] != "work" {
		return &Mistake{Code: MistakeKind, Found: row[1]}
	}
	if row[1] == "work" && !weekend(t) {
		return &Mistake{Code: MistakeWorked, Found: row[0]}
	}
	for _, text := range row[2:] {
		if utf8.RuneCountInString(text) > longestText || strings.ContainsFunc(text, noText) {
			return &Mistake{Code: MistakeText, Found: row[0]}
		}
	}
	day := Day(row[0])
	if _, twice := c.special[day]; twice {
		return &Mistake{Code: MistakeTwice, Found: row[0]}
	}
	c.Set(day, Special{Off: row[1] == "off", Holiday: row[2], Notice: row[3]})
	return nil
}
