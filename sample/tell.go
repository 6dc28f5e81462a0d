package sample

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	"hefa/review/calendar"
	"hefa/storage"
)

// dated is a step with its story and the working day on which it was done.
type dated struct {
	step
	story *story
}

// tellStories does the steps of all stories in the order of their days, so
// that the log is in the order of time.
func (l *loader) tellStories(ctx context.Context) error {
	var all []dated
	for _, s := range stories() {
		for _, one := range s.steps {
			one.days = l.workingDay(one.days)
			all = append(all, dated{one, s})
		}
	}
	slices.SortStableFunc(all, func(a, b dated) int { return cmp.Compare(b.days, a.days) })
	for len(all) > 0 {
		n := slices.IndexFunc(all, func(d dated) bool { return d.days != all[0].days })
		if n < 0 {
			n = len(all)
		}
		if err := l.at(ctx, all[0].days, func(ctx context.Context) error { return l.tell(ctx, all[:n]) }); err != nil {
			return err
		}
		all = all[n:]
	}
	return nil
}

// tell does the steps of one day.
func (l *loader) tell(ctx context.Context, steps []dated) error {
	for _, d := range steps {
		if err := d.do(&teller{loader: l, story: d.story, ctx: ctx}); err != nil {
			return fmt.Errorf("%s, %d days ago: %w", d.story.title, d.days, err)
		}
	}
	return nil
}

// workingDay is the last working day that many days ago or before.
func (l *loader) workingDay(days int) int {
	for range 15 {
		day := storage.DayOf(l.now.AddDate(0, 0, -days))
		if l.calendar.Works(calendar.Day(day)) {
			break
		}
		days++
	}
	return days
}
