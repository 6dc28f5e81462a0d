package web

import (
	"errors"
	"strings"

	"hefa/search/query"
)

// mistake is where a query cannot be read: what stands before, what is wrong,
// what follows, and what could stand there instead.
type mistake struct {
	Before, Wrong, After string
	Code                 query.Code
	Suggestions          []suggestion
}

// suggestion is a text that could stand in the place of the mistake, and the
// query it would make.
type suggestion struct{ Text, Query string }

// mistakeIn finds the place of an error in a query; nil where the error is not
// about the query.
func mistakeIn(q string, err error) *mistake {
	var wrong *query.Error
	if !errors.As(err, &wrong) {
		return nil
	}
	runes := []rune(q)
	at := min(max(wrong.At, 0), len(runes))
	end := min(max(wrong.End, at), len(runes))
	m := &mistake{Before: string(runes[:at]), Wrong: string(runes[at:end]), After: string(runes[end:]), Code: wrong.Code}
	switch wrong.Code {
	case query.BadValue:
		for _, text := range wrong.Suggestions {
			m.Suggestions = append(m.Suggestions, suggestion{text, m.Before + text + m.After})
		}
	case query.Unclosed:
		mark := "”"
		if strings.HasPrefix(m.Wrong, "(") || strings.HasPrefix(m.Wrong, "（") {
			mark = "）"
		}
		m.Suggestions = []suggestion{{q + mark, q + mark}}
	case query.Unopened:
		m.Suggestions = []suggestion{{m.Before + m.After, m.Before + m.After}}
	}
	return m
}
