package notice

import (
	"context"
	"fmt"
	"time"

	"hefa/storage"
)

// Notice is one thing a person was told.
type Notice struct {
	ID   storage.ID  `json:"id"`
	Kind Kind        `json:"kind"`
	Act  storage.Act `json:"act,omitempty"`
	// Title is the document's.
	Title    string     `json:"title,omitempty"`
	Document storage.ID `json:"document,omitempty"`
	Matter   storage.ID `json:"matter,omitempty"`
	Subject  storage.ID `json:"subject,omitempty"`
	// ActorName did it, for ForName.
	ActorName string `json:"actorName,omitempty"`
	ForName   string `json:"forName,omitempty"`
	// Days are the working days left when it was written, of a reminder.
	Days   int         `json:"days,omitempty"`
	Due    storage.Day `json:"due,omitempty"`
	At     time.Time   `json:"at"`
	ReadAt *time.Time  `json:"readAt,omitempty"`
}

const noticeQuery = `SELECT n.id, n.kind, n.act, coalesce(d.title, ''), n.document, n.matter, n.subject, person_name(n.actor),
	person_name(n.for_person), coalesce(n.days, 0), n.due, n.at, n.read_at
	FROM notice n LEFT JOIN document d ON d.id = n.document WHERE ` + readable

// readable leaves out what a person may no longer read.
const readable = `n.person = $1 AND (n.document IS NULL OR EXISTS (SELECT FROM draft_reader r WHERE r.document = n.document AND r.person = $1)
	OR EXISTS (SELECT FROM version v WHERE v.document = n.document))`

func noticeFields(n *Notice) []any {
	return []any{&n.ID, &n.Kind, &n.Act, &n.Title, &n.Document, &n.Matter, &n.Subject, &n.ActorName, &n.ForName, &n.Days, &n.Due, &n.At, &n.ReadAt}
}

// List answers a person's notices, newest first, and how many there are; unread
// narrows to those not yet read.
func (n *Notices) List(ctx context.Context, person storage.ID, unread bool, page, size int) ([]Notice, int, error) {
	const narrowed = ` AND (NOT $2 OR n.read_at IS NULL)`
	var total int
	if err := n.Store.DB.QueryRowContext(ctx, `SELECT count(*) FROM notice n WHERE `+readable+narrowed, person, unread).Scan(&total); err != nil {
		return nil, 0, fmt.Errorf("counting notices: %w", err)
	}
	rows, err := n.Store.DB.QueryContext(ctx, noticeQuery+narrowed+` ORDER BY n.id DESC LIMIT $3 OFFSET $4`, person, unread, size, (max(page, 1)-1)*size)
	if err != nil {
		return nil, 0, fmt.Errorf("listing notices: %w", err)
	}
	list, err := storage.Collect(rows, noticeFields)
	return list, total, err
}

// Read answers one of a person's notices; [storage.ErrNotFound] where it is not
// theirs, or no longer to be read.
func (n *Notices) Read(ctx context.Context, person, id storage.ID) (Notice, error) {
	rows, err := n.Store.DB.QueryContext(ctx, noticeQuery+` AND n.id = $2`, person, id)
	if err != nil {
		return Notice{}, fmt.Errorf("reading notice %s: %w", id, err)
	}
	list, err := storage.Collect(rows, noticeFields)
	if err == nil && len(list) == 0 {
		err = fmt.Errorf("reading notice %s: %w", id, storage.ErrNotFound)
	}
	if err != nil {
		return Notice{}, err
	}
	return list[0], nil
}

// Unread counts a person's unread notices.
func (n *Notices) Unread(ctx context.Context, person storage.ID) (count int, err error) {
	err = n.Store.DB.QueryRowContext(ctx, `SELECT count(*) FROM notice n WHERE n.read_at IS NULL AND `+readable, person).Scan(&count)
	if err != nil {
		return 0, fmt.Errorf("counting unread notices: %w", err)
	}
	return count, nil
}

// MarkRead marks one notice read, or with "" all of a person's. Like a session
// it is the person's own affair and no act for the log.
func (n *Notices) MarkRead(ctx context.Context, person, id storage.ID) error {
	res, err := n.Store.DB.ExecContext(ctx, `UPDATE notice SET read_at = coalesce(read_at, act_time())
		WHERE person = $1 AND ($2::uuid IS NULL AND read_at IS NULL OR id = $2)`, person, id)
	if err != nil {
		return fmt.Errorf("marking a notice read: %w", err)
	}
	if changed, _ := res.RowsAffected(); id != "" && changed == 0 {
		return fmt.Errorf("marking notice %s: %w", id, storage.ErrNotFound)
	}
	return nil
}
