package main

import (
	"context"
	"errors"

	"hefa/search"
)

// importLag is how many events the index may be behind the log before an
// import waits for it, so that a person's own save is never far behind.
const importLag = 200

// openIndexed opens the site with its search index, which follows the log
// until the site is closed.
func (a *app) openIndexed(ctx context.Context) (_ *site, err error) {
	s, err := a.open(ctx)
	if err != nil {
		return nil, err
	}
	if err := s.openIndex(ctx); err != nil {
		return nil, errors.Join(err, s.Close())
	}
	follow, stop := context.WithCancel(context.WithoutCancel(ctx))
	ended := make(chan error, 1)
	go func() { ended <- s.index.Run(follow) }()
	s.later(func() error {
		stop()
		return ignoreCancelled(<-ended)
	})
	return s, nil
}

// openIndex opens the search index; nothing follows the log yet.
func (s *site) openIndex(ctx context.Context) (err error) {
	s.index, err = search.Open(ctx, s.app.path("index"), s.store)
	if err != nil {
		return err
	}
	s.later(s.index.Close)
	return nil
}

func ignoreCancelled(err error) error {
	if errors.Is(err, context.Canceled) {
		return nil
	}
	return err
}
