package lawtext

import "strings"

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

// ArticleUnits are the units that [Text.Articles] lists, in reading order.
func (t *Text) ArticleUnits() []*Unit {
	units, _ := t.articleUnits()
	return units
}

// own reports whether the unit stands in the file's first instrument.
func (a Address) own() bool { return a == "" || a[0] != '@' }

// eachArticle calls visit for each article, in reading order.
func (t *Text) eachArticle(visit func(a Article)) {
	units, kind := t.articleUnits()
	chapters := t.chapters()
	for _, u := range units {
		visit(Article{
			Number: u.Number, Address: u.Address, Heading: u.Heading,
			Chapter: chapters[u], Kind: kind, Text: u.Plain(),
		})
	}
}

// chapters maps each article or item inside a chapter to the chapter as
// written, number and heading.
func (t *Text) chapters() map[*Unit]string {
	in := map[*Unit]string{}
	var inside func(units []*Unit, chapter string)
	inside = func(units []*Unit, chapter string) {
		for _, u := range units {
			switch u.Kind {
			case KindChapter:
				inside(u.Children, strings.TrimSpace(u.Number+" "+u.Heading))
			case KindPart, KindSubpart, KindSection:
				inside(u.Children, chapter)
			case KindArticle, KindItem:
				if chapter != "" {
					in[u] = chapter
				}
			}
		}
	}
	inside(t.Units, "")
	return in
}
