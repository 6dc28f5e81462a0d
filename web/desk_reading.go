package web

import (
	"net/http"
	"strconv"

	"hefa/lawtext"
	"hefa/review"
	"hefa/storage"
)

// readingMarks puts who has read what beside the articles of a sheet, for the
// reviewing body and on a draft of the matter only.
func (s *server) readingMarks(r *http.Request, m *review.Matter, draft int, shown *sheet) (counts readCounts, err error) {
	list, err := s.Review.Reading(r.Context(), viewerOf(r), m.ID, draft)
	if err != nil {
		return counts, err
	}
	at := map[lawtext.Address]*review.ArticleRead{}
	for i := range list {
		at[list[i].Address] = &list[i]
		if counts.All++; list[i].Mine {
			counts.Mine++
		}
		if len(list[i].By) > 0 {
			counts.Anybody++
		}
	}
	for i := range shown.Blocks {
		if b := &shown.Blocks[i]; !b.Gone() {
			b.Read = at[b.Address]
		}
	}
	return counts, nil
}

// readCounts are how many articles there are, and how many one has read
// oneself, and anybody has.
type readCounts struct{ All, Mine, Anybody int }

// markRead ticks the article whose button was pressed, or takes that back.
func (s *server) markRead() handler {
	return s.deskForm(inForm("reading"), func(r *http.Request, matter storage.ID, rev int) (string, error) {
		f := r.PostForm
		in := review.ReadInput{Matter: matter, Rev: rev}
		field := "read"
		if in.Unread = f.Has("unread"); in.Unread {
			field = "unread"
		}
		var err error
		if in.Draft, err = strconv.Atoi(f.Get("draft")); err != nil {
			return "", &storage.Invalid{Field: "draft", Code: "number"}
		}
		if in.Articles, err = addresses(field, f[field]); err != nil {
			return "", err
		}
		if err := s.Review.MarkRead(r.Context(), actor(r), in); err != nil {
			return "", err
		}
		return anchor(in.Articles[0]), nil
	})
}
