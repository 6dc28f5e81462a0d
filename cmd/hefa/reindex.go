package main

import (
	"context"

	"hefa/search"
)

type reindexCommand struct {
	Check bool `help:"help_reindex_check"`
}

// Run builds the search index anew, and ends when it has seen the whole log;
// or only compares it with the database.
func (c *reindexCommand) Run(ctx context.Context, a *app) (err error) {
	op, err := a.asOperator(ctx, withIndex)
	if err != nil {
		return err
	}
	defer op.closing(&err)
	if c.Check {
		return c.compare(ctx, a, op)
	}
	var state reindexAnswer
	if err := op.call(ctx, "POST", "/reindex", nil, nil, &state); err != nil {
		return err
	}
	say(a.stderr, "%s", a.lang.say("reindexed", state.Documents, state.Articles, state.Seconds))
	return nil
}

// compare prints each text in which the index differs; that there is one is a
// failure.
func (c *reindexCommand) compare(ctx context.Context, a *app, op *operatorClient) error {
	var found search.Comparison
	if err := op.call(ctx, "POST", "/comparison", nil, nil, &found); err != nil {
		return err
	}
	for _, d := range found.Differences {
		say(a.stdout, "%s@%s\t%s", d.Document, d.Text, a.lang.say("index-"+string(d.What)))
	}
	if len(found.Differences) > 0 {
		return &spokenError{a.lang.say("index-differs", len(found.Differences), found.Texts)}
	}
	say(a.stderr, "%s", a.lang.say("index-agrees", found.Documents, found.Texts, found.Position))
	return nil
}
