package main

import (
	"context"
	"fmt"
	"log/slog"
	"time"

	"hefa/review/notice"
)

// watchEvery is how often saved searches are looked at.
const watchEvery = 30 * time.Second

// watchLock is the advisory lock under which one server looks at them.
const watchLock = 0x68656661_77617463 // "hefawatc"

// watchSaved keeps what saved searches have gained, and tells those whose they
// are, once for each time that one gains something.
func (s *site) watchSaved(ctx context.Context) error {
	if err := s.index.CheckSaved(ctx); err != nil {
		return err
	}
	gained, err := s.index.Gained(ctx)
	if err != nil {
		return err
	}
	told := make([]notice.Told, len(gained))
	for i, g := range gained {
		told[i] = notice.Told{Person: g.Person, Kind: notice.SearchHit, Subject: g.Search, Document: g.Document,
			Key: fmt.Sprintf("search:%s:%d", g.Search, g.At.UnixMicro())}
	}
	return s.notices.Tell(ctx, told...)
}

// watch looks at saved searches until ctx ends.
func (s *site) watch(ctx context.Context) error {
	for {
		select {
		case <-ctx.Done():
			return nil
		case <-time.After(watchEvery):
		}
		if err := s.alone(ctx, watchLock, s.watchSaved); err != nil && ctx.Err() == nil {
			slog.WarnContext(ctx, "looking at saved searches", "error", err)
		}
	}
}
