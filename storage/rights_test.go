package storage_test

import (
	"context"
	"errors"
	"testing"

	"hefa/storage"
	"hefa/storage/storagetest"
)

// town is a small city: a government with its justice bureau as reviewer, two
// departments, one person for each role.
type town struct {
	*storage.Store
	government, justice, transport, housing storage.ID
	people                                  map[string]storage.ID
	document                                storage.ID
}

func newTown(t *testing.T) town {
	s := storagetest.Open(t)
	c := town{Store: s, people: map[string]storage.ID{}}
	c.government = storagetest.Body(t, s, storage.Body{Kind: storage.Government, Name: "云州市人民政府"})
	c.justice = storagetest.Body(t, s, storage.Body{Name: "云州市司法局", Parent: c.government})
	c.transport = storagetest.Body(t, s, storage.Body{Name: "云州市交通运输局", Parent: c.government})
	c.housing = storagetest.Body(t, s, storage.Body{Name: "云州市住房和城乡建设局", Parent: c.government})
	for account, at := range map[string]struct {
		role storage.Role
		body storage.ID
	}{
		"drafter": {storage.Drafter, c.transport}, "legal": {storage.Legal, c.transport},
		"reviewer": {storage.Reviewer, c.justice}, "head": {storage.Head, c.justice},
		"cleanup": {storage.Cleanup, c.justice}, "registrar": {storage.Registrar, c.government},
		"auditor": {storage.Auditor, c.government}, "admin": {storage.Admin, c.government},
		"stranger": {storage.Drafter, c.housing},
	} {
		c.people[account] = storagetest.Person(t, s, account, at.role, at.body)
	}
	storagetest.Do(t, s, func(tx *storage.Tx) (err error) {
		c.document, err = tx.AddDocument(storage.NewDocument{
			Kind: storage.Normative, Title: "云州市公共自行车管理办法",
			Issuing: []storage.ID{c.government}, Drafting: []storage.ID{c.transport},
		})
		if err != nil {
			return err
		}
		return tx.AddGrant(storage.Grant{Document: c.document, Body: c.justice,
			Roles: []storage.Role{storage.Reviewer, storage.Head}})
	})
	return c
}

const bicycles = "云州市公共自行车管理办法\n第一条　为了规范公共自行车管理，制定本办法。\n第二条　本办法自2024年1月1日起施行。\n"

func TestWhoMayReadADraft(t *testing.T) {
	c := newTown(t)
	may := map[string]bool{"drafter": true, "legal": true, "reviewer": true, "head": true, "auditor": true}
	for account, person := range c.people {
		a, err := c.See(context.Background(), storage.Viewer{Person: person}, c.document)
		if may[account] != a.Drafts || may[account] != (err == nil) {
			t.Errorf("%s: %+v, %v", account, a, err)
		}
		ids, err := c.ReadableDrafts(context.Background(), person)
		if err != nil {
			t.Fatal(err)
		}
		if may[account] != (len(ids) == 1) {
			t.Errorf("%s is told of %d documents", account, len(ids))
		}
		_, total, err := c.Documents(context.Background(), storage.Viewer{Person: person}, storage.DocumentFilter{})
		if err != nil {
			t.Fatal(err)
		}
		if may[account] != (total == 1) {
			t.Errorf("%s finds %d documents", account, total)
		}
	}
	if _, err := c.See(context.Background(), storage.Viewer{}, c.document); !errors.Is(err, storage.ErrNotFound) {
		t.Errorf("a stranger from the street: %v", err)
	}
	if _, err := c.See(context.Background(), storage.Viewer{Person: c.people["admin"]}, storage.NewID()); !errors.Is(err, storage.ErrNotFound) {
		t.Errorf("an unknown document: %v", err)
	}
}

func TestNarrowedRightHoldsAtOnce(t *testing.T) {
	c := newTown(t)
	ctx := context.Background()
	reviewer := storage.Viewer{Person: c.people["reviewer"]}
	storagetest.Do(t, c.Store, func(tx *storage.Tx) error { return tx.EndGrants(c.document, "", c.justice) })
	if _, err := c.See(ctx, reviewer, c.document); !errors.Is(err, storage.ErrNotFound) {
		t.Errorf("after the grant ended: %v", err)
	}
	drafter := storage.Viewer{Person: c.people["drafter"]}
	held, err := c.Holdings(ctx, drafter.Person)
	if err != nil || len(held) != 1 {
		t.Fatalf("%v, %v", held, err)
	}
	today, err := c.Today(ctx)
	if err != nil {
		t.Fatal(err)
	}
	storagetest.Do(t, c.Store, func(tx *storage.Tx) error { return tx.EndRole(held[0].ID, today) })
	if _, err := c.See(ctx, drafter, c.document); err != nil {
		t.Errorf("on the last day of the role: %v", err)
	}
	if _, err := c.DB.Exec(`UPDATE person_role SET first_day = today() - 9, last_day = today() - 1 WHERE id = $1`, held[0].ID); err != nil {
		t.Fatal(err)
	}
	if _, err := c.See(ctx, drafter, c.document); !errors.Is(err, storage.ErrNotFound) {
		t.Errorf("after the last day of the role: %v", err)
	}
}

func TestOpenBodyIsReadWithoutSigningIn(t *testing.T) {
	c := newTown(t)
	ctx := context.Background()
	publish := func(effective storage.Day) {
		u := storagetest.Upload(t, c.Store, bicycles)
		storagetest.Do(t, c.Store, func(tx *storage.Tx) error {
			if err := tx.AddFile(&u.File); err != nil {
				return err
			}
			if err := tx.AddReading(u.File.Hash, &u.Reading); err != nil {
				return err
			}
			return tx.AddVersion(&storage.Version{Document: c.document, Title: "云州市公共自行车管理办法",
				Effective: effective, File: u.File, Reading: u.Reading.ID})
		})
	}
	publish("2024-01-01")
	if a, err := c.See(ctx, storage.Viewer{Person: c.people["stranger"]}, c.document); err != nil || !a.Versions || a.Drafts {
		t.Errorf("a signed-in stranger: %+v, %v", a, err)
	}
	if _, err := c.See(ctx, storage.Viewer{}, c.document); !errors.Is(err, storage.ErrNotFound) {
		t.Errorf("before the body opens: %v", err)
	}
	b, err := c.Body(ctx, c.government)
	if err != nil {
		t.Fatal(err)
	}
	b.Open = true
	storagetest.Do(t, c.Store, func(tx *storage.Tx) error { return tx.ChangeBody(&b) })
	text, err := c.NamedText(ctx, storage.Viewer{}, c.document, storage.TextName{Version: 1})
	if err != nil {
		t.Fatal(err)
	}
	if n := len(text.Reading.Text.Articles()); n != 2 {
		t.Errorf("it has %d articles", n)
	}
	publish("2025-01-01")
	if _, err := c.NamedText(ctx, storage.Viewer{}, c.document, storage.TextName{Version: 1}); !errors.Is(err, storage.ErrNotFound) {
		t.Errorf("a superseded version without signing in: %v", err)
	}
}
