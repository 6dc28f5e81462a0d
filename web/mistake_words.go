package web

import (
	"fmt"
	"strings"

	"hefa/review/procedure"
	"hefa/web/lang"
)

// toldMistake is a mistake in a procedure's text, in words.
type toldMistake struct {
	procedure.Mistake
	// Place names the row where it is in one, Sentence what is wrong.
	Place    string `json:"place,omitempty"`
	Sentence string `json:"detail"`
}

func tellMistakes(l lang.Lang, found procedure.Mistakes) []toldMistake {
	var list []toldMistake
	for _, m := range found {
		told := toldMistake{Mistake: m}
		if m.List != "" {
			told.Place = strings.TrimSpace(fmt.Sprintf("%s[%d] %s", m.List, m.Row, m.Name))
		}
		key, field := "mistake."+string(m.Code), m.Field
		if m.Code == procedure.MistakeClaimed {
			field = m.Name
		}
		if told.Sentence = l.Say(key); strings.Contains(told.Sentence, "%") {
			told.Sentence = l.Say(key, m.Found, field)
		}
		list = append(list, told)
	}
	return list
}
