package notice

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"log/slog"
	"time"

	"hefa/storage"
)

// Letter is what a mail tells, before it is put into words.
type Letter struct {
	// Name is the person's.
	Name string
	// Notices are what it tells, newest first; Digest says that it is the one
	// mail of the day.
	Notices []Notice
	Digest  bool
	// Titles: the installation lets mails name documents.
	Titles bool
	// URL is where people reach the pages, without a slash at its end.
	URL string
}

// waits are the pauses between one try and the next; after the last the mail is
// given up. Together they outlast a weekend.
var waits = []time.Duration{time.Minute, 5 * time.Minute, 15 * time.Minute, time.Hour, 4 * time.Hour, 12 * time.Hour, 24 * time.Hour, 24 * time.Hour}

// lookEvery is how often the queue is looked at.
const lookEvery = 2 * time.Second

// deliver sends what is queued, one mail at a time, until the context ends.
func (n *Notices) deliver(ctx context.Context) {
	for ctx.Err() == nil {
		sent, err := n.deliverOne(ctx)
		if err != nil && ctx.Err() == nil {
			slog.ErrorContext(ctx, "sending mail", "error", err)
		}
		if sent {
			continue
		}
		select {
		case <-ctx.Done():
		case <-time.After(lookEvery):
		}
	}
}

// queued is one mail to be sent.
type queued struct {
	id, person, notice storage.ID
	digest             storage.Day
	tries              int
	name, address      string
	at                 time.Time
}

// deliverOne sends the mail that is due longest, holding its row, so that of
// two servers one sends it; with the server's death the row is free again. It
// reports whether there was one.
func (n *Notices) deliverOne(ctx context.Context) (bool, error) {
	tx, err := n.Store.DB.BeginTx(ctx, nil)
	if err != nil {
		return false, fmt.Errorf("looking for mail: %w", err)
	}
	defer func() { _ = tx.Rollback() }()
	var q queued
	err = tx.QueryRowContext(ctx, `SELECT m.id, m.person, m.notice, m.digest, m.tries, m.at, p.name,
		CASE WHEN p.disabled_at IS NULL AND s.mail <> 'none' THEN s.address ELSE '' END
		FROM mail m JOIN person p ON p.id = m.person JOIN notice_setting s ON s.person = m.person
		WHERE m.ended IS NULL AND m.next_at <= act_time() ORDER BY m.next_at, m.id LIMIT 1 FOR UPDATE OF m SKIP LOCKED`).
		Scan(&q.id, &q.person, &q.notice, &q.digest, &q.tries, &q.at, &q.name, &q.address)
	switch {
	case errors.Is(err, sql.ErrNoRows):
		return false, nil
	case err != nil:
		return false, fmt.Errorf("looking for mail: %w", err)
	}
	letter, err := n.letter(ctx, q)
	if err != nil {
		return false, err
	}
	how, failure := "dropped", 0
	if q.address != "" && len(letter.Notices) > 0 {
		subject, text := n.Compose(letter)
		how, failure = n.Mail.send(ctx, q, subject, text)
	}
	if ctx.Err() != nil {
		return false, nil // broken off; it is tried again
	}
	if err := note(ctx, tx, q, how, failure); err != nil {
		return false, err
	}
	if err := tx.Commit(); err != nil {
		return false, fmt.Errorf("noting a mail: %w", err)
	}
	return true, nil
}

// letter gathers what a mail tells: what the person may read now, and has not
// read on the page meanwhile.
func (n *Notices) letter(ctx context.Context, q queued) (Letter, error) {
	l := Letter{Name: q.name, Digest: q.digest != "", Titles: n.Mail.Titles, URL: n.Mail.URL}
	where, since := ` AND n.read_at IS NULL AND n.id = $2`, any(q.notice)
	if l.Digest {
		// Since the digest before; those of today up to now.
		where, since = ` AND n.read_at IS NULL AND n.at > coalesce((SELECT max(at) FROM mail WHERE person = $1 AND digest < $2::date), '-infinity')
			ORDER BY n.id DESC LIMIT 200`, any(q.digest)
	}
	rows, err := n.Store.DB.QueryContext(ctx, noticeQuery+where, q.person, since)
	if err != nil {
		return l, fmt.Errorf("gathering a mail: %w", err)
	}
	l.Notices, err = storage.Collect(rows, noticeFields)
	return l, err
}

// note writes down what became of a try.
func note(ctx context.Context, tx *sql.Tx, q queued, how string, failure int) error {
	pause := time.Duration(0)
	if how == "later" {
		if q.tries < len(waits) {
			pause, how = waits[q.tries], ""
		} else {
			how = "given-up"
		}
	}
	_, err := tx.ExecContext(ctx, `UPDATE mail SET tries = tries + 1, failure = nullif($3, -1), ended = nullif($2, ''),
		ended_at = CASE WHEN $2 <> '' THEN act_time() END, next_at = act_time() + make_interval(secs => $4) WHERE id = $1`,
		q.id, how, failure, pause.Seconds())
	if err != nil {
		return fmt.Errorf("noting a mail: %w", err)
	}
	if how == "given-up" {
		slog.WarnContext(ctx, "a mail is given up", "mail", q.id, "person", q.person, "tries", q.tries+1, "code", failure)
	}
	return nil
}
