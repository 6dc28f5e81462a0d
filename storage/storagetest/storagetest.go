// Package storagetest gives tests a real store: an empty, migrated database of
// their own on a private PostgreSQL, and a folder of objects.
package storagetest

import (
	"context"
	"strings"
	"testing"

	"hefa/lawtext"
	"hefa/storage"
	"hefa/storage/cluster/clustertest"
	"hefa/storage/object"
)

// Open answers a store that is closed when the test ends.
func Open(t testing.TB) *storage.Store {
	t.Helper()
	return OpenConfig(t, storage.Config{DSN: clustertest.DSN(t)})
}

// OpenConfig is [Open] with settings of the test's own; without Objects it
// takes a folder.
func OpenConfig(t testing.TB, c storage.Config) *storage.Store {
	t.Helper()
	ctx := context.Background()
	if c.Objects == nil {
		objects, err := object.OpenFolder(t.TempDir())
		if err != nil {
			t.Fatal(err)
		}
		c.Objects = objects
	}
	s, err := storage.Open(ctx, c)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	if err := s.Migrate(ctx); err != nil {
		t.Fatal(err)
	}
	if err := s.Bind(ctx); err != nil {
		t.Fatal(err)
	}
	return s
}

// Do runs an act of nobody in particular and logs it as "test".
func Do(t testing.TB, s *storage.Store, fn func(tx *storage.Tx) error) {
	t.Helper()
	err := s.Do(context.Background(), &storage.Actor{}, func(tx *storage.Tx) error {
		tx.Log(storage.Event{Act: "test"})
		return fn(tx)
	})
	if err != nil {
		t.Fatal(err)
	}
}

// Body adds a body of a name.
func Body(t testing.TB, s *storage.Store, b storage.Body) storage.ID {
	t.Helper()
	if b.Kind == "" {
		b.Kind = storage.Department
	}
	Do(t, s, func(tx *storage.Tx) error { return tx.AddBody(&b) })
	return b.ID
}

// Password is every test person's.
const Password = "test-password"

// Person adds a person who holds one role in one body.
func Person(t testing.TB, s *storage.Store, account string, role storage.Role, body storage.ID) storage.ID {
	t.Helper()
	p := storage.Person{Account: account, Name: account}
	Do(t, s, func(tx *storage.Tx) error {
		if err := tx.AddPerson(&p, Password); err != nil {
			return err
		}
		_, err := tx.GiveRole(p.ID, role, body, "", "")
		return err
	})
	return p.ID
}

// Upload keeps a plain text's bytes, ready to become a draft or version.
func Upload(t testing.TB, s *storage.Store, text string) storage.Upload {
	t.Helper()
	f, err := s.Keep(context.Background(), strings.NewReader(text), int64(len(text)), "draft.txt", "text/plain; charset=utf-8")
	if err != nil {
		t.Fatal(err)
	}
	return storage.Upload{File: f, Reading: storage.Reading{
		Reader: "test", Format: "text", Text: lawtext.ParsePlain(text),
	}}
}
