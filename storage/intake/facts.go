package intake

import (
	"path"
	"regexp"
	"strings"

	"hefa/lawtext"
	"hefa/storage"
)

// facts are what a file says of itself.
type facts struct {
	title     string
	kind      storage.Kind
	body      string
	number    string
	adopted   storage.Day
	published storage.Day
	effective storage.Day
	// until is the last day on which it is valid.
	until storage.Day
	// named is the day in the file's name.
	named    storage.Day
	articles int
	missing  []string
}

// dateInName is a day in a file's name, with its brackets.
var dateInName = regexp.MustCompile(`\s*[(（]\d{4}-\d{2}-\d{2}[)）]\s*`)

// TitleOf is the title of a text, or where it has none, its file's name
// without day and extension.
func TitleOf(name string, text *lawtext.Text) string {
	if text.Title != "" {
		return text.Title
	}
	name = path.Base(strings.ReplaceAll(name, `\`, "/"))
	return strings.TrimSpace(dateInName.ReplaceAllString(strings.TrimSuffix(name, path.Ext(name)), ""))
}

// DayOf is the day by which a text is placed among the versions of its
// document: the one in its file's name, else the last one it states.
func DayOf(name string, text *lawtext.Text) storage.Day {
	if day := lawtext.DateInName(name); day != "" {
		return storage.Day(day)
	}
	return storage.Day(max(text.Adopted, text.Published, text.Effective))
}

// KindOf judges the kind of a text by its title and who made it. Whoever knows
// better says so with the import.
func KindOf(title, body, number string) storage.Kind {
	switch {
	case strings.Contains(body, "全国人民代表大会"):
		return storage.Law
	case strings.Contains(body, "人民代表大会"), body == "国务院", strings.Contains(body, "中央军事委员会"):
		return storage.Regulation
	case strings.Contains(body, "法院"), strings.Contains(body, "检察院"):
		return storage.Other
	case strings.Contains(number, "令"):
		return storage.Rule
	case body == "" && strings.HasPrefix(title, "中华人民共和国") && strings.HasSuffix(title, "法"):
		return storage.Law
	case body == "" && strings.HasSuffix(title, "条例"):
		return storage.Regulation
	}
	return storage.Normative
}

// factsOf reads what a text says of itself.
func factsOf(name string, text *lawtext.Text, o Options) facts {
	f := facts{
		title: TitleOf(name, text), kind: o.Kind, body: strings.TrimSpace(text.Issuer), number: text.Number,
		adopted: storage.Day(text.Adopted), published: storage.Day(text.Published),
		effective: storage.Day(text.Effective), until: storage.Day(text.ValidUntil),
		named: storage.Day(lawtext.DateInName(name)), articles: len(text.Articles()),
	}
	if f.kind == "" {
		f.kind = KindOf(f.title, f.body, f.number)
	}
	for _, open := range []struct {
		what string
		is   bool
	}{
		{"title", text.Title == ""},
		{"body", f.body == "" && o.Body == ""},
		{"number", f.number == ""},
		{"date", f.adopted == "" && f.published == ""},
		{"effective", f.effective == ""},
		{"articles", f.articles == 0},
	} {
		if open.is {
			f.missing = append(f.missing, open.what)
		}
	}
	return f
}

// version is the text's version, without document, file and reading.
func (f facts) version(o Options) storage.Version {
	v := storage.Version{
		IssuingNumber: f.number, Title: f.title,
		Adopted: f.adopted, Published: f.published, Effective: f.effective,
	}
	if o.InForce && v.Effective == "" {
		v.AssumedEffective = firstDay(f.published, f.adopted, f.named, beginning)
	}
	if f.until != "" {
		v.Ends, v.EndReason = f.until.Add(1), storage.EndLapsed
	}
	return v
}

func firstDay(days ...storage.Day) storage.Day {
	for _, d := range days {
		if d != "" {
			return d
		}
	}
	return ""
}
