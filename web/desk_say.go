package web

import (
	"context"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"hefa/lawtext"
	"hefa/review"
	"hefa/storage"
)

// addComment makes a comment on the whole draft, a unit, words of it, or a
// material. Where a legal basis was only looked for, or what was typed of one
// may mean several, the form comes back with what was found.
func (s *server) addComment() handler {
	return s.deskForm(inForm("say"), func(r *http.Request, matter storage.ID, rev int) (string, error) {
		in, err := s.commentTyped(r, matter, rev)
		if err != nil {
			return "", err
		}
		id, err := s.Review.Comment(r.Context(), actor(r), in)
		return "c-" + string(id), err
	})
}

// commentTyped reads the form of a comment.
func (s *server) commentTyped(r *http.Request, matter storage.ID, rev int) (in review.CommentInput, err error) {
	f := r.PostForm
	in = review.CommentInput{Matter: matter, Rev: rev, Kind: review.CommentKind(f.Get("kind")), Weight: review.Weight(f.Get("weight")),
		Words: f.Get("text"), Audience: review.Audience(f.Get("audience")), Private: f.Get("private") == "1"}
	if draft := f.Get("draft"); draft != "" {
		if in.Draft, err = strconv.Atoi(draft); err != nil {
			return in, &storage.Invalid{Field: "draft", Code: "number"}
		}
	}
	if unit := f.Get("unit"); unit != "" {
		if in.Address, err = lawtext.ParseAddress(unit); err != nil {
			return in, &storage.Invalid{Field: "unit", Code: "unknown"}
		}
	}
	if in.Material, err = formID(f, "material"); err != nil {
		return in, err
	}
	if in.Bases, err = s.basesTyped(r); err != nil {
		return in, err
	}
	if in.Mentions, err = s.mentions(r, matter); err != nil {
		return in, err
	}
	in.Proposed = proposedIn(f)
	return in, s.quoted(r, &in)
}

// proposedIn is the wording proposed in a form; nil where none is.
func proposedIn(f url.Values) *string {
	wording := f.Get("proposed")
	if f.Get("strike") == "1" {
		wording = ""
	} else if strings.TrimSpace(wording) == "" {
		return nil
	}
	return &wording
}

// basesTyped are the provisions picked in a form. Words typed and not picked
// are taken where they name one provision only.
func (s *server) basesTyped(r *http.Request) ([]review.BasisRef, error) {
	var list []review.BasisRef
	for _, text := range r.PostForm["basis"] {
		ref, err := review.ParseBasisRef(text)
		if err != nil {
			return nil, err
		}
		list = append(list, ref)
	}
	words := strings.TrimSpace(r.PostForm.Get("basis-q"))
	if words == "" {
		return list, nil
	}
	found, err := s.Review.FindBases(r.Context(), words)
	if err != nil {
		return nil, err
	}
	for _, b := range found {
		if slices.Contains(list, review.BasisRef{Document: b.Document, Version: b.Version, Address: b.Address}) {
			return list, nil // what was typed was found and picked
		}
	}
	if len(found) != 1 {
		return nil, &storage.Invalid{Field: "basis-q", Code: "which-basis"}
	}
	b := found[0]
	return append(list, review.BasisRef{Document: b.Document, Version: b.Version, Address: b.Address}), nil
}

// mentions are the people a form names: chosen, or written as @ and a name in
// its text.
func (s *server) mentions(r *http.Request, matter storage.ID) ([]storage.ID, error) {
	list, err := formIDs(r.PostForm, "mentions")
	text := r.PostForm.Get("text")
	if err != nil || !strings.Contains(text, "@") {
		return list, err
	}
	m, err := s.Review.Matter(r.Context(), viewerOf(r), matter)
	if err != nil {
		return nil, err
	}
	people, err := s.peopleToMention(r.Context(), from(r), &m)
	if err != nil {
		return nil, err
	}
	for _, p := range people {
		if strings.Contains(text, "@"+p.Name) && !slices.Contains(list, p.ID) {
			list = append(list, p.ID)
		}
	}
	return list, nil
}

func (s *server) peopleToMention(ctx context.Context, v *visit, m *review.Matter) ([]storage.Person, error) {
	people, err := s.Store.People(ctx)
	if err != nil {
		return nil, err
	}
	held, err := s.Store.HoldingsOfAll(ctx)
	if err != nil {
		return nil, err
	}
	return s.mentionable(v, m, people, held), nil
}
