package main

import (
	"context"
	"log/slog"
	"time"
)

// watchEvery is how often saved searches are looked at.
const watchEvery = 30 * time.Second

// watchLock is the advisory lock under which one server looks at them.
const watchLock = 0x68656661_77617463 // "hefawatc"

// watch looks at saved searches until ctx ends.
func (s *site) watch(ctx context.Context) error {
	for {
		select {
		case <-ctx.Done():
			return nil
		case <-time.After(watchEvery):
		}
		if err := s.alone(ctx, watchLock, s.index.CheckSaved); err != nil && ctx.Err() == nil {
			slog.WarnContext(ctx, "looking at saved searches", "error", err)
		}
	}
}
