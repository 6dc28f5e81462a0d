package search_test

import (
	"context"
	"errors"
	"math/rand/v2"
	"os"
	"path/filepath"
	"testing"

	"hefa/search"
	"hefa/storage"
)

func TestRebuildEqualsFollowing(t *testing.T) {
	c := newTown(t)
	c.change(rand.New(rand.NewPCG(11, 12)), 40)
	before := c.answers()
	if err := c.Rebuild(context.Background()); err != nil {
		t.Fatal(err)
	}
	c.equal(before, c.answers())
	// It goes on following.
	c.change(rand.New(rand.NewPCG(13, 14)), 5)
	before = c.answers()
	dir := c.dir
	c.stop()
	c.follow(dir)
	c.equal(before, c.answers())
	if left, err := filepath.Glob(filepath.Join(dir, "*-*")); err != nil || len(left) != 1 {
		t.Errorf("there lie %v, %v", left, err)
	}
}

func TestDamagedIndexIsBuiltAnew(t *testing.T) {
	c := newTown(t)
	c.change(rand.New(rand.NewPCG(15, 16)), 20)
	before := c.answers()
	for name, harm := range map[string]func(path string) error{
		"deleted":   os.Remove,
		"truncated": func(path string) error { return os.Truncate(path, 100) },
		"bit": func(path string) error {
			b, err := os.ReadFile(path)
			if err == nil {
				b[len(b)/2] ^= 8
				err = os.WriteFile(path, b, 0o600)
			}
			return err
		},
	} {
		for _, kind := range []string{"*.zap", "root.bolt"} {
			dir := c.dir
			c.stop()
			files, err := filepath.Glob(filepath.Join(dir, "*-*", kind))
			if err != nil || len(files) == 0 {
				t.Fatalf("%s: %v, %v", kind, files, err)
			}
			if err := harm(files[0]); err != nil {
				t.Fatal(err)
			}
			s, err := search.Open(context.Background(), dir, c.Store)
			if err != nil {
				t.Fatalf("%s %s: %v", kind, name, err)
			}
			answer, err := s.Search(context.Background(), operator, search.Query{Q: "押金"})
			if err != nil {
				t.Fatal(err)
			}
			if answer.Searched.Complete || !s.State().Rebuilding {
				t.Errorf("%s %s: it says %+v, %+v", kind, name, answer.Searched, s.State())
			}
			if err := s.Close(); err != nil {
				t.Fatal(err)
			}
			c.follow(dir)
			c.equal(before, c.answers())
			if st := c.State(); st.Rebuilding || !st.Complete {
				t.Errorf("%s %s: in the end it says %+v", kind, name, st)
			}
		}
	}
}

func TestIndexOfAnotherDatabaseIsBuiltAnew(t *testing.T) {
	a, b := published(t), newTown(t)
	a.caughtUp()
	dir := a.dir
	a.stop()
	b.stop()
	b.follow(dir)
	if r := b.ask(operator, search.Query{Q: "押金"}); r.Total != 0 || r.Searched.Documents != 0 {
		t.Errorf("another town's words are found: %+v", r)
	}
}

func TestOneProcessAtATime(t *testing.T) {
	c := newTown(t)
	if _, err := search.Open(context.Background(), c.dir, c.Store); !errors.Is(err, search.ErrHeld) {
		t.Errorf("opening it twice: %v", err)
	}
}

func TestPurgedDocumentIsGone(t *testing.T) {
	c := newTown(t)
	id := c.document("云州市误传文件", storage.Normative, c.government, c.transport)
	c.draft(id, "云州市误传文件\n第一条　误传的秘密。\n")
	if r := c.ask(c.as("drafter"), search.Query{Q: "误传的秘密"}); r.Total != 1 {
		t.Fatalf("found %d", r.Total)
	}
	c.act(id, func(tx *storage.Tx) error {
		for _, statement := range []string{`DELETE FROM draft WHERE document = $1`, `DELETE FROM matter WHERE document = $1`,
			`DELETE FROM document_body WHERE document = $1`, `DELETE FROM document WHERE id = $1`} {
			if _, err := tx.Exec(statement, id); err != nil {
				return err
			}
		}
		return nil
	})
	if r := c.ask(c.as("auditor"), search.Query{Q: "误传"}); r.Total != 0 || r.Searched.Documents != 0 {
		t.Errorf("found %d, searched %+v", r.Total, r.Searched)
	}
}
