package lawtext

// Parsed is a text in the JSON shape that `hefa parse` prints.
type Parsed struct {
	*Text
	// Articles are the instrument's own articles, flat, in reading order.
	Articles []Article `json:"articles"`
}

// Parsed lists the text with its articles.
func (t *Text) Parsed() Parsed { return Parsed{Text: t, Articles: t.Articles()} }
