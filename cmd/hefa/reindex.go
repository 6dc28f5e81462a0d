package main

import "context"

type reindexCommand struct{}

// Run builds the search index anew, and ends when it has seen the whole log.
func (reindexCommand) Run(ctx context.Context, a *app) (err error) {
	op, err := a.asOperator(ctx, withIndex)
	if err != nil {
		return err
	}
	defer op.closing(&err)
	var state reindexAnswer
	if err := op.call(ctx, "POST", "/reindex", nil, nil, &state); err != nil {
		return err
	}
	say(a.stderr, "%s", a.lang.say("reindexed", state.Documents, state.Articles, state.Seconds))
	return nil
}
