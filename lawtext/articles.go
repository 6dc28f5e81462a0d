package lawtext

// articleUnits are the units that count as articles: the instrument's own
// 条, or the top numbered units of a text without any.
func (t *Text) articleUnits() ([]*Unit, Kind) {
	var articles []*Unit
	t.Walk(func(u *Unit) bool {
		if u.Kind == KindArticle && u.Address.own() {
			articles = append(articles, u)
		}
		return u.Kind != KindArticle && u.Kind != KindAnnex
	})
	if len(articles) > 0 {
		return articles, ""
	}
	var items []*Unit
	t.Walk(func(u *Unit) bool {
		if u.Kind == KindItem && u.Address.own() {
			items = append(items, u)
		}
		return u.Kind != KindItem && u.Kind != KindAnnex && u.Kind != KindPreamble
	})
	return items, KindItem
}

// own reports whether the unit stands in the file's first instrument.
func (a Address) own() bool { return a == "" || a[0] != '@' }

// chapters maps the address of each unit inside a chapter to the chapter as
// written, number and heading.
func (t *Text) chapters() map[Address]string {
	in := map[Address]string{}
	var inside func(units []*Unit, chapter string)
	inside = func(units []*Unit, chapter string) {
		for _, u := range units {
			c := chapter
			if u.Kind == KindChapter {
				c = u.Number
				if u.Heading != "" {
					c += " " + u.Heading
				}
			} else if chapter != "" {
				in[u.Address] = chapter
			}
			inside(u.Children, c)
		}
	}
	inside(t.Units, "")
	return in
}
