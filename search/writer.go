package search

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"time"

	"hefa/search/engine"
	"hefa/storage"
	"hefa/storage/crashpoint"
)

// writer brings one index up to date with the store. What it knows of its
// progress stands in the index itself, in the batch that made it.
type writer struct {
	*Search
	engine *engine.Engine
	// ahead is the next chunk of the first reading, being made ready; nil where
	// none is.
	ahead chan chunk
}

// What the index keeps of its progress.
const (
	// keyInstallation is the database it was made from.
	keyInstallation = "installation"
	// keyPosition is the newest event it has seen; keyEvent that event's time,
	// by which a database that was put back is recognised.
	keyPosition = "position"
	keyEvent    = "event"
	// keyScan is the last document of the first reading of all documents, or
	// scanned when that has ended.
	keyScan = "scan"
	scanned = "done"
)

// Bounds of one batch.
const (
	eventsAtOnce    = 500
	documentsAtOnce = 200
	// entriesAtOnce ends a batch; a text is never divided.
	entriesAtOnce = 4000
)

// progress is how far an index has come.
type progress struct {
	position int64
	scan     string
}

func (p progress) complete() bool { return p.scan == scanned }

func (w *writer) progress() (progress, error) {
	p, err := w.engine.Internal(keyPosition)
	if err != nil {
		return progress{}, err
	}
	scan, err := w.engine.Internal(keyScan)
	if err != nil {
		return progress{}, err
	}
	return progress{parsePosition(p), scan}, nil
}

func parsePosition(s string) int64 {
	n, err := strconv.ParseInt(s, 10, 64)
	if err != nil {
		return 0
	}
	return n
}

// begin ties an empty index to the database and remembers the log's end: what
// happens while all documents are read for the first time is followed from
// there.
func (w *writer) begin(ctx context.Context) error {
	installation, err := w.installation(ctx)
	if err != nil {
		return err
	}
	position, err := w.store.Position(ctx)
	if err != nil {
		return err
	}
	at, err := w.eventTime(ctx, position)
	if err != nil {
		return err
	}
	b := w.engine.NewBatch()
	b.SetInternal(keyInstallation, installation)
	b.SetInternal(keyPosition, strconv.FormatInt(position, 10))
	b.SetInternal(keyEvent, at)
	return w.engine.Apply(b)
}

// scan indexes the next documents of the first reading. It answers false when
// there are no more.
func (w *writer) scan(ctx context.Context, after string) (bool, error) {
	c := w.take(ctx, after)
	if c.err != nil {
		return false, c.err
	}
	b := w.engine.NewBatch()
	if len(c.documents) == 0 {
		b.SetInternal(keyScan, scanned)
		return false, w.engine.Apply(b)
	}
	for _, id := range c.documents {
		err := put(b, id, c.texts[id], func(t loaded) ([]engine.Entry, error) { return c.entries[t.Source], nil })
		if err != nil {
			return false, err
		}
		b.SetInternal(keyScan, string(id))
	}
	return true, w.engine.Apply(b)
}

// follow indexes what the next events were about, and answers how many it has
// taken.
func (w *writer) follow(ctx context.Context, after int64) (int, error) {
	events, err := w.store.Events(ctx, after, eventsAtOnce)
	if err != nil || len(events) == 0 {
		return 0, err
	}
	var ids []storage.ID
	for _, e := range events {
		if touches(e) && !slices.Contains(ids, e.Document) {
			ids = append(ids, e.Document)
		}
	}
	texts, err := w.load(ctx, ids)
	if err != nil {
		return 0, err
	}
	b := w.engine.NewBatch()
	done := map[storage.ID]bool{}
	taken := 0
	for _, e := range events {
		if touches(e) && !done[e.Document] {
			if err := put(b, e.Document, texts[e.Document], w.reader(ctx)); err != nil {
				return 0, err
			}
			done[e.Document] = true
		}
		taken++
		if b.Size() >= entriesAtOnce {
			break
		}
	}
	last := events[taken-1]
	b.SetInternal(keyPosition, strconv.FormatInt(last.Seq, 10))
	b.SetInternal(keyEvent, eventStamp(last.At))
	crashpoint.Reach(crashpoint.BeforeIndex, string(last.Act))
	return taken, w.engine.Apply(b)
}

// touches reports whether an event may have changed what is to be found.
func touches(e storage.Event) bool {
	return e.Document != "" && e.Act != storage.ActDraftRead
}

func eventStamp(at time.Time) string { return at.UTC().Format(time.RFC3339Nano) }

func (w *writer) eventTime(ctx context.Context, seq int64) (string, error) {
	if seq == 0 {
		return "", nil
	}
	list, err := w.store.Events(ctx, seq-1, 1)
	if err != nil || len(list) == 0 || list[0].Seq != seq {
		return "", err
	}
	return eventStamp(list[0].At), nil
}

func (w *writer) installation(ctx context.Context) (string, error) {
	var id string
	err := w.store.DB.QueryRowContext(ctx, `SELECT coalesce((SELECT id::text FROM installation), '')`).Scan(&id)
	if err != nil {
		return "", fmt.Errorf("reading the installation's id: %w", err)
	}
	return id, nil
}

// belongs reports whether the index was made from this database and its log:
// not from another, nor from a later state of one that was put back.
func (w *writer) belongs(ctx context.Context) (bool, error) {
	installation, err := w.installation(ctx)
	if err != nil {
		return false, err
	}
	was, err := w.engine.Internal(keyInstallation)
	if err != nil || was == "" {
		return was == "", err // an index not begun yet
	}
	p, err := w.progress()
	if err != nil {
		return false, err
	}
	at, err := w.eventTime(ctx, p.position)
	if err != nil {
		return false, err
	}
	stamp, err := w.engine.Internal(keyEvent)
	return was == installation && at == stamp, err
}
