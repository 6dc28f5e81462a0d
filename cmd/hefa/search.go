package main

import (
	"context"
	"net/url"
	"strconv"
	"strings"

	"hefa/search"
	"hefa/storage"
)

type searchCommand struct {
	Kind   storage.Kind   `help:"help_search_kind" enum:",normative,rule,regulation,decision,law,other" default:"" placeholder:"KIND"`
	Body   []string       `help:"help_search_body" placeholder:"NAME"`
	Year   int            `help:"help_search_year" placeholder:"YYYY"`
	Status storage.Status `help:"help_search_status" enum:",not-yet-effective,in-force,repealed,lapsed" default:"" placeholder:"STATUS"`
	On     storage.Day    `help:"help_search_on" placeholder:"YYYY-MM-DD"`
	Exact  bool           `help:"help_search_exact"`
	Fold   bool           `help:"help_search_fold"`
	Sort   search.Sort    `help:"help_search_sort" enum:",relevance,date,level,reading" default:"" placeholder:"ORDER"`
	List   string         `help:"help_search_list" placeholder:"FILE"`
	Limit  int            `help:"help_search_limit" default:"20"`
	Page   int            `help:"help_search_page" default:"1"`
	Format string         `help:"help_parse_format" enum:"json,text" default:"text"`
	Words  []string       `arg:"" optional:"" name:"query" help:"help_search_query"`
}

// Run finds words in the published texts, once the index has seen the whole log.
func (c *searchCommand) Run(ctx context.Context, a *app) (err error) {
	queries, err := c.listed(a)
	if err != nil {
		return err
	}
	op, err := a.asOperator(ctx, withIndex)
	if err != nil {
		return err
	}
	defer op.closing(&err)
	q := url.Values{
		"q": {strings.Join(c.Words, " ")}, "kind": {string(c.Kind)}, "body": c.Body, "year": {strconv.Itoa(c.Year)},
		"status": {string(c.Status)}, "on": {string(c.On)}, "page": {strconv.Itoa(c.Page)}, "size": {strconv.Itoa(c.Limit)},
		"exact": {strconv.FormatBool(c.Exact)}, "fold": {strconv.FormatBool(c.Fold)}, "sort": {string(c.Sort)},
	}
	if c.List != "" {
		var found []search.Result
		if err := op.call(ctx, "POST", "/search", q, searchList{queries}, &found); err != nil {
			return err
		}
		return a.printJSON(found)
	}
	var found search.Result
	if err := op.call(ctx, "GET", "/search", q, nil, &found); err != nil {
		return err
	}
	if c.Format == "json" {
		return a.printJSON(found)
	}
	for _, h := range found.Hits {
		var excerpt strings.Builder
		for _, s := range h.Segments() {
			if s.Marked {
				excerpt.WriteString("【" + s.Text + "】")
			} else {
				excerpt.WriteString(s.Text)
			}
		}
		say(a.stdout, "%s@%s#%s\t%s\t%s\t%s", h.Document, h.Text, h.Address, h.Title, h.Article,
			strings.ReplaceAll(excerpt.String(), "\n", " "))
	}
	say(a.stderr, "%s", a.lang.say("search-found", found.Total, found.Documents, found.Searched.Documents, found.Searched.Articles))
	return nil
}
