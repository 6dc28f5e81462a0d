package review

import (
	"context"
	"fmt"

	"hefa/lawtext"
	"hefa/storage"
)

// answerJSON is the SQL of the newest answer to comment c.
var answerJSON = `(SELECT json_build_object('id', a.id, 'verdict', a.verdict, 'reason', a.reason, 'basis', a.basis, 'draft', a.draft, 'by', a.by,
	'byName', w.name, 'forName', person_name(a.for_person), 'at', a.at, 'bases', ` + commentAnswerBases.json("a.id") + `, 'fulfilled', a.fulfilled, 'checkText', a.check_words,
	'checkedByName', coalesce(k.name, ''), 'checkedForName', person_name(a.checked_for), 'checkedAt', a.checked_at)
	FROM comment_answer a JOIN person w ON w.id = a.by LEFT JOIN person k ON k.id = a.checked_by
	WHERE a.comment = c.id ORDER BY a.id DESC LIMIT 1)`

var commentQuery = `SELECT c.id, c.matter, c.document, c.draft, c.address, c.range_start, c.range_end, c.quoted, c.kind, c.weight,
	c.words, c.audience, c.private, c.author, p.name, person_name(c.for_person), c.role, body_ref(c.body), c.reviewing, c.thread, c.at, c.published_at,
	c.resolved_by, coalesce(q.name, ''), person_name(c.resolved_for), c.resolved_at,
	(SELECT json_agg(person) FROM comment_mention WHERE comment = c.id),
	` + answerJSON + `,
	(SELECT json_build_object('id', t.id, 'code', t.code, 'name', coalesce(f.name, ''), 'removed', t.removed_at IS NOT NULL)
	 FROM material t LEFT JOIN file f ON f.id = t.file WHERE t.id = c.material),
	(SELECT json_build_object('old', old_words, 'new', new_words) FROM comment_proposal WHERE comment = c.id),
	` + commentBases.json("c.id") + `
	FROM comment c JOIN matter m ON m.id = c.matter JOIN person p ON p.id = c.author LEFT JOIN person q ON q.id = c.resolved_by `

type commentRow struct {
	Comment
	start, end *int
}

func commentFields(r *commentRow) []any {
	c := &r.Comment
	return []any{&c.ID, &c.Matter, &c.Document, &c.Draft, &c.Address, &r.start, &r.end, &c.Quoted, &c.Kind, &c.Weight,
		&c.Words, &c.Audience, &c.Private, &c.Author, &c.AuthorName, &c.ForName, &c.Role, storage.JSONInto(&c.Body), &c.Reviewing, &c.Thread,
		&c.At, &c.PublishedAt, &c.ResolvedBy, &c.Resolver, &c.ResolverFor, &c.ResolvedAt, storage.JSONInto(&c.Mentions), storage.JSONInto(&c.Answer),
		storage.JSONInto(&c.Material), storage.JSONInto(&c.Proposal), storage.JSONInto(&c.Bases)}
}

// Comments lists a matter's comments that the viewer may read, each placed on
// a draft (0 is the newest). Those that could not be placed come first, then
// those on the whole, then the others in the reading order of the draft.
func (r *Review) Comments(ctx context.Context, v storage.Viewer, matter storage.ID, onDraft int) ([]Comment, error) {
	m, err := r.Matter(ctx, v, matter)
	if err != nil {
		return nil, err
	}
	if onDraft == 0 {
		onDraft = m.Draft
	}
	return r.comments(ctx, r.Store.DB, v, &m, onDraft)
}

func (r *Review) comments(ctx context.Context, q storage.Querier, v storage.Viewer, m *Matter, onDraft int) ([]Comment, error) {
	rows, err := q.QueryContext(ctx, commentQuery+`WHERE c.matter = $1 AND may_read_comment($2, c, m) ORDER BY c.id`, m.ID, v.Person)
	if err != nil {
		return nil, fmt.Errorf("listing comments of matter %s: %w", m.ID, err)
	}
	found, err := storage.Collect(rows, commentFields)
	if err != nil {
		return nil, err
	}
	list := threads(found)
	if err := place(ctx, q, m.Document, list, onDraft); err != nil {
		return nil, err
	}
	return findRivals(list), nil
}

// threads hangs replies under their comments. A reply whose comment the viewer
// may not read is left out with it.
func threads(found []commentRow) []Comment {
	list := []Comment{}
	at := map[storage.ID]int{}
	for _, f := range found {
		c := f.Comment
		if f.start != nil {
			c.Range = &lawtext.Range{Start: *f.start, End: *f.end}
		}
		if c.Thread == "" {
			at[c.ID] = len(list)
			list = append(list, c)
		} else if i, ok := at[c.Thread]; ok {
			list[i].Replies = append(list[i].Replies, c)
		}
	}
	return list
}
