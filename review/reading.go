package review

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"

	"github.com/lib/pq"

	"hefa/lawtext"
	"hefa/lawtext/redline"
	"hefa/review/procedure"
	"hefa/storage"
)

// ActArticlesRead is logged when a reviewer ticks articles as read, or takes
// the ticks back.
const ActArticlesRead storage.Act = "articles-read"

// ReadInput ticks articles of a draft as read, or with Unread takes that back.
type ReadInput struct {
	Matter storage.ID
	Rev    int
	// Draft is the draft they were read on; 0 is the newest.
	Draft    int
	Articles []lawtext.Address
	Unread   bool
}

// MarkRead ticks articles that a person of the reviewing body has read. A tick
// holds on a later draft for as long as the article has the same words.
func (r *Review) MarkRead(ctx context.Context, a *storage.Actor, in ReadInput) error {
	_, err := beside(ctx, r, a, procedure.Comment, MoveInput{Matter: in.Matter, Rev: in.Rev}, func(t *turn) (struct{}, error) {
		if t.move.Side != procedure.SideReviewing {
			return struct{}{}, fmt.Errorf("reading for the reviewing body: %w", storage.ErrForbidden)
		}
		if in.Draft == 0 {
			in.Draft = t.m.Draft
		}
		t.event.Act, t.event.Draft = ActArticlesRead, in.Draft
		t.event.Detail = map[string]string{"articles": fmt.Sprint(len(in.Articles)), "read": fmt.Sprint(!in.Unread)}
		return struct{}{}, markRead(t, in)
	})
	return err
}

func markRead(t *turn, in ReadInput) error {
	text, err := draftText(t.tx.Ctx, t.tx, t.m.Document, in.Draft)
	if err != nil {
		return err
	}
	if len(in.Articles) == 0 {
		return &storage.Invalid{Field: "articles", Code: "required"}
	}
	units := articleHashes(text)
	for _, at := range in.Articles {
		hash, ok := units[at]
		if !ok {
			return &storage.Invalid{Field: "articles", Code: "unknown", Detail: string(at)}
		}
		if in.Unread {
			// Ticks that were carried here from earlier drafts go with it.
			_, err = t.tx.Exec(`DELETE FROM article_read WHERE document = $1 AND person = $2 AND draft <= $3 AND (hash = $4 OR draft = $3 AND address = $5)`,
				t.m.Document, t.tx.Actor.Person, in.Draft, hash, at)
		} else {
			_, err = t.tx.Exec(`INSERT INTO article_read (person, document, draft, address, hash) VALUES ($1, $2, $3, $4, $5) ON CONFLICT DO NOTHING`,
				t.tx.Actor.Person, t.m.Document, in.Draft, at, hash)
		}
		if err != nil {
			return fmt.Errorf("ticking an article as read: %w", err)
		}
	}
	return nil
}

// articleHashes are the hashes of a text's articles, without their numbers.
func articleHashes(t *lawtext.Text) map[lawtext.Address]string {
	index, hashes := t.Index(), map[lawtext.Address]string{}
	for _, a := range t.Articles() {
		if u := index[a.Address]; u != nil {
			sum := sha256.Sum256([]byte(u.Plain()))
			hashes[a.Address] = hex.EncodeToString(sum[:])
		}
	}
	return hashes
}

// ArticleRead says who of the reviewing body has read an article.
type ArticleRead struct {
	Address lawtext.Address `json:"address"`
	// Number and Words are the article's number as written and its first words.
	Number string       `json:"number"`
	Words  string       `json:"text"`
	By     []storage.ID `json:"by"`
	Names  []string     `json:"names"`
	// Mine: the viewer has.
	Mine bool `json:"mine"`
}

// Reading lists the articles of a matter's draft (0 is the newest) in reading
// order, each with those of the reviewing body who have read it as it is. Who
// read what is the reviewing body's own; others are [storage.ErrForbidden].
func (r *Review) Reading(ctx context.Context, v storage.Viewer, matter storage.ID, draft int) ([]ArticleRead, error) {
	m, err := r.Matter(ctx, v, matter)
	if err != nil {
		return nil, err
	}
	may, err := reviews(ctx, r.Store.DB, v, &m)
	if err != nil {
		return nil, err
	}
	if !may {
		return nil, fmt.Errorf("reading who has read %s: %w", matter, storage.ErrForbidden)
	}
	if draft == 0 {
		draft = m.Draft
	}
	text, err := draftText(ctx, r.Store.DB, m.Document, draft)
	if err != nil {
		return nil, err
	}
	return readArticles(ctx, r.Store.DB, &m, v.Person, draft, text)
}

// Unread lists the articles of a matter's draft (0 is the newest) that nobody
// of the reviewing body has read.
func (r *Review) Unread(ctx context.Context, v storage.Viewer, matter storage.ID, draft int) ([]ArticleRead, error) {
	all, err := r.Reading(ctx, v, matter, draft)
	if err != nil {
		return nil, err
	}
	return unread(all), nil
}

// reviews reports whether a viewer belongs to a matter's reviewing body, or
// audits.
func reviews(ctx context.Context, q storage.Querier, v storage.Viewer, m *Matter) (may bool, err error) {
	err = q.QueryRowContext(ctx, `SELECT reviews($1, m) FROM matter m WHERE m.id = $2`, v.Person, m.ID).Scan(&may)
	return may, read(err, "asking who reviews matter %s", m.ID)
}

// Reviews reports whether the viewer belongs to a matter's reviewing body, or
// audits.
func (r *Review) Reviews(ctx context.Context, v storage.Viewer, m *Matter) (bool, error) {
	return reviews(ctx, r.Store.DB, v, m)
}

func unread(all []ArticleRead) []ArticleRead {
	list := []ArticleRead{}
	for _, one := range all {
		if len(one.By) == 0 {
			list = append(list, one)
		}
	}
	return list
}

// tick is one person's reading of one article.
type tick struct {
	person  storage.ID
	name    string
	draft   int
	address lawtext.Address
	hash    string
}

func readArticles(ctx context.Context, q storage.Querier, m *Matter, viewer storage.ID, draft int, text *lawtext.Text) ([]ArticleRead, error) {
	hashes := articleHashes(text)
	all := make([]string, 0, len(hashes))
	for _, h := range hashes {
		all = append(all, h)
	}
	rows, err := q.QueryContext(ctx, `SELECT a.person, p.name, a.draft, a.address, a.hash FROM article_read a JOIN person p ON p.id = a.person
		WHERE a.document = $1 AND a.draft <= $2 AND a.hash = ANY ($3) ORDER BY a.at, a.person`, m.Document, draft, pq.Array(all))
	if err != nil {
		return nil, fmt.Errorf("listing what was read: %w", err)
	}
	ticks, err := storage.Collect(rows, func(t *tick) []any { return []any{&t.person, &t.name, &t.draft, &t.address, &t.hash} })
	if err != nil {
		return nil, err
	}
	list := []ArticleRead{}
	at := map[lawtext.Address]int{}
	index := text.Index()
	for _, a := range text.Articles() {
		if u := index[a.Address]; u != nil && hashes[a.Address] != "" {
			at[a.Address] = len(list)
			list = append(list, ArticleRead{Address: a.Address, Number: u.Number, Words: firstCharacters(u.Plain(), 24), By: []storage.ID{}, Names: []string{}})
		}
	}
	maps := map[int]*redline.Result{}
	for _, t := range ticks {
		now := t.address
		// Most articles stand where they stood; only the others need the map.
		if t.draft != draft && hashes[now] != t.hash {
			if maps[t.draft] == nil {
				if maps[t.draft], err = betweenDrafts(ctx, q, m.Document, t.draft, text); err != nil {
					return nil, err
				}
			}
			to, _ := maps[t.draft].Forward(t.address)
			now = to.Address
		}
		i, ok := at[now]
		if !ok || hashes[now] != t.hash {
			continue
		}
		list[i].see(t, viewer)
	}
	return list, nil
}

// see notes a reader, once.
func (a *ArticleRead) see(t tick, viewer storage.ID) {
	for _, p := range a.By {
		if p == t.person {
			return
		}
	}
	a.By, a.Names = append(a.By, t.person), append(a.Names, t.name)
	a.Mine = a.Mine || t.person == viewer
}

func firstCharacters(s string, n int) string {
	for i := range s {
		if n--; n < 0 {
			return s[:i] + "…"
		}
	}
	return s
}

// refuseUnread refuses to sign over articles that nobody has read, unless the
// person has seen that.
func refuseUnread(t *turn, confirmed bool) error {
	if confirmed {
		return nil
	}
	text, err := draftText(t.tx.Ctx, t.tx, t.m.Document, t.m.Draft)
	if err != nil {
		return err
	}
	all, err := readArticles(t.tx.Ctx, t.tx, &t.m, t.tx.Actor.Person, t.m.Draft, text)
	if err != nil {
		return err
	}
	var items []string
	for _, one := range unread(all) {
		items = append(items, string(one.Address))
	}
	if len(items) > 0 {
		return &Refused{Act: t.move.Act, State: t.m.State, Why: WhyUnread, Items: items}
	}
	return nil
}
