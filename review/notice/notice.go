// Package notice tells people what concerns them: on a page, and by e-mail for
// those who want it. It follows the log, does the daily reminders, and nobody
// else sends.
//
// Each notice is a row with a key that says what it tells, so that an event
// seen twice after a crash tells once. Mails are rows too: nothing is lost
// while the mail server is away. A mail goes out twice only where the server
// dies between the mail server's word and its own note of it; both then carry
// one Message-ID.
package notice

import (
	"context"
	"fmt"
	"log/slog"
	"time"

	"golang.org/x/sync/errgroup"

	"hefa/review"
	"hefa/storage"
)

// Kind says what a notice tells.
type Kind string

// The kinds of notice. Waiting and Returned name the act that is waited for,
// Moved and Signed the one that was done.
const (
	Waiting      Kind = "waiting"
	Returned     Kind = "returned"
	Assigned     Kind = "assigned"
	Invited      Kind = "invited"
	Mentioned    Kind = "mentioned"
	Replied      Kind = "replied"
	SentOver     Kind = "sent-over"
	Answered     Kind = "answered"
	Signed       Kind = "signed"
	Moved        Kind = "moved"
	Consulted    Kind = "consulted"
	Reminded     Kind = "reminded"
	RoundReplied Kind = "round-replied"
	RoundClosed  Kind = "round-closed"
	Due          Kind = "due"
	Overdue      Kind = "overdue"
	RoundDue     Kind = "round-due"
	RoundOverdue Kind = "round-overdue"
	Deputy       Kind = "deputy"
	HandedOver   Kind = "handed-over"
	// SearchHit: a saved search has found something new. Search says so by
	// [Notices.Tell].
	SearchHit Kind = "search-hit"
)

// Notices tells people.
type Notices struct {
	Store  *storage.Store
	Review *review.Review
	// Mail sends mails; nil sends none, and none are kept to be sent later.
	Mail *Mailer
	// Compose puts a mail into words; web knows them.
	Compose func(Letter) (subject, text string)
}

// follower is the name under which the log's position is kept.
const follower = "notice"

// Run follows the log, and sends mails where a mail server is set, until the
// context ends.
func (n *Notices) Run(ctx context.Context) error {
	group, ctx := errgroup.WithContext(ctx)
	group.Go(func() error { n.Store.Follow(ctx, follower, n.handle); return nil })
	if n.Mail != nil {
		group.Go(func() error { n.deliver(ctx); return nil })
	}
	return group.Wait()
}

// tooOld is the age from which nobody is told of an event any more, as when an
// installation with a past begins to tell.
const tooOld = 7 * 24 * time.Hour

// handle tells of a batch of events. Telling is idempotent, so one that failed
// midway is simply told again.
func (n *Notices) handle(ctx context.Context, events []storage.Event) error {
	now, err := n.Store.Now(ctx)
	if err != nil {
		return fmt.Errorf("telling of events: %w", err)
	}
	for _, e := range events {
		if now.Sub(e.At) > tooOld {
			continue
		}
		told, err := n.audience(ctx, e)
		if err != nil {
			return fmt.Errorf("finding whom to tell of event %d: %w", e.Seq, err)
		}
		if err := n.Tell(ctx, told...); err != nil {
			return err
		}
	}
	return nil
}

// Told is one thing to tell one person.
type Told struct {
	Person storage.ID
	// Key says what it is; with one key a person is told once.
	Key      string
	Kind     Kind
	Act      storage.Act
	Document storage.ID
	Matter   storage.ID
	// Subject is a comment, a round or a saved search.
	Subject storage.ID
	// Actor did it, for For.
	Actor, For storage.ID
	// Days and Due are of reminders.
	Days int
	Due  storage.Day
	// Morning: a mail about it waits until eight o'clock.
	Morning bool
}

// Tell writes notices, and for those who want a mail at once the mail to be
// sent. What a person has been told is not told again.
func (n *Notices) Tell(ctx context.Context, all ...Told) error {
	if len(all) == 0 {
		return nil
	}
	tx, err := n.Store.DB.BeginTx(ctx, nil)
	if err != nil {
		return fmt.Errorf("telling people: %w", err)
	}
	defer func() { _ = tx.Rollback() }()
	for _, t := range all {
		id := storage.NewID()
		res, err := tx.ExecContext(ctx, `INSERT INTO notice (id, person, key, kind, act, document, matter, subject, actor, for_person, days, due)
			VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12) ON CONFLICT (person, key) DO NOTHING`,
			id, t.Person, t.Key, t.Kind, t.Act, t.Document, t.Matter, t.Subject, t.Actor, t.For, t.Days, t.Due)
		if err != nil {
			return fmt.Errorf("telling %s: %w", t.Person, err)
		}
		if fresh, _ := res.RowsAffected(); fresh == 0 || n.Mail == nil {
			continue
		}
		_, err = tx.ExecContext(ctx, `INSERT INTO mail (id, person, notice, next_at)
			SELECT $1, $2, $3, CASE WHEN $4 THEN greatest(act_time(), today() + time '08:00') ELSE act_time() END
			FROM notice_setting WHERE person = $2 AND mail = 'once'`, storage.NewID(), t.Person, id, t.Morning)
		if err != nil {
			return fmt.Errorf("queueing a mail: %w", err)
		}
	}
	if err := tx.Commit(); err != nil {
		return fmt.Errorf("telling people: %w", err)
	}
	slog.DebugContext(ctx, "told", "notices", len(all))
	return nil
}
