package search_test

import (
	"context"
	"crypto/sha256"
	"fmt"
	"testing"
	"time"

	"hefa/search"
	"hefa/storage"
	"hefa/storage/cluster/clustertest"
	"hefa/storage/object"
	"hefa/storage/storagetest"
)

// town is a small city with an index that follows its log.
type town struct {
	*storage.Store
	*search.Search
	t                              testing.TB
	government, transport, housing storage.ID
	people                         map[string]storage.ID
	actor                          storage.Actor
	dsn, dir                       string
	stop                           func()
	// made are the documents that change has made.
	made []storage.ID
	// built is how long the index of a benchmark took to build.
	built time.Duration
}

func newTown(t testing.TB) *town {
	t.Helper()
	dsn := clustertest.DSN(t)
	c := &town{Store: storagetest.OpenConfig(t, storage.Config{DSN: dsn}), dsn: dsn, t: t, people: map[string]storage.ID{}}
	c.government = storagetest.Body(t, c.Store, storage.Body{Kind: storage.Government, Name: "云州市人民政府", ShortName: "市政府"})
	c.transport = storagetest.Body(t, c.Store, storage.Body{Name: "云州市交通运输局", Parent: c.government})
	c.housing = storagetest.Body(t, c.Store, storage.Body{Name: "云州市住房和城乡建设局", Parent: c.government})
	for account, at := range map[string]struct {
		role storage.Role
		body storage.ID
	}{
		"drafter": {storage.Drafter, c.transport}, "builder": {storage.Drafter, c.housing},
		"auditor": {storage.Auditor, c.government}, "registrar": {storage.Registrar, c.government},
	} {
		c.people[account] = storagetest.Person(t, c.Store, account, at.role, at.body)
	}
	c.follow(t.TempDir())
	return c
}

// follow opens an index in a folder and runs it until the test ends or stop is
// called.
func (c *town) follow(dir string) {
	c.t.Helper()
	s, err := search.Open(context.Background(), dir, c.Store)
	if err != nil {
		c.t.Fatal(err)
	}
	c.Search, c.dir = s, dir
	ctx, cancel := context.WithCancel(context.Background())
	done := make(chan error, 1)
	go func() { done <- s.Run(ctx) }()
	stopped := false
	c.stop = func() {
		if stopped {
			return
		}
		stopped = true
		cancel()
		if err := <-done; err != nil {
			c.t.Error(err)
		}
		if err := s.Close(); err != nil {
			c.t.Error(err)
		}
	}
	c.t.Cleanup(c.stop)
}

// act does something about a document and logs it.
func (c *town) act(document storage.ID, fn func(tx *storage.Tx) error) {
	c.t.Helper()
	err := c.Do(context.Background(), &c.actor, func(tx *storage.Tx) error {
		tx.Log(storage.Event{Act: "test", Document: document})
		return fn(tx)
	})
	if err != nil {
		c.t.Fatal(err)
	}
}

func (c *town) document(title string, kind storage.Kind, issuing, drafting storage.ID) storage.ID {
	c.t.Helper()
	var id storage.ID
	storagetest.Do(c.t, c.Store, func(tx *storage.Tx) (err error) {
		id, err = tx.AddDocument(storage.NewDocument{Kind: kind, Title: title,
			Issuing: []storage.ID{issuing}, Drafting: []storage.ID{drafting}})
		return err
	})
	return id
}

// draft adds a document's next draft, in a matter of its own.
func (c *town) draft(document storage.ID, text string) {
	c.t.Helper()
	u := storagetest.Upload(c.t, c.Store, text)
	c.act(document, func(tx *storage.Tx) error {
		matter := storage.NewID()
		_, err := tx.Exec(`INSERT INTO matter (id, document, procedure, procedure_version, state, reviewing, reviewing_roles, independent, ended_at)
			VALUES ($1, $2, 'test', 1, 'withdrawn', $3, '{}', true, act_time())`, matter, document, c.government)
		if err != nil {
			return err
		}
		_, err = tx.AddDraft(document, matter, u)
		return err
	})
}

// publish adds a version made of v and a text.
func (c *town) publish(v storage.Version, text string) {
	c.t.Helper()
	u := storagetest.Upload(c.t, c.Store, text)
	c.act(v.Document, func(tx *storage.Tx) error {
		if err := tx.AddFile(&u.File); err != nil {
			return err
		}
		if err := tx.AddReading(u.File.Hash, &u.Reading); err != nil {
			return err
		}
		v.File, v.Reading = u.File, u.Reading.ID
		return tx.AddVersion(&v)
	})
}

// ask searches once the index has seen all that was done.
func (c *town) ask(viewer storage.Viewer, q search.Query) *search.Result {
	c.t.Helper()
	c.caughtUp()
	r, err := c.Search.Search(context.Background(), viewer, q)
	if err != nil {
		c.t.Fatal(err)
	}
	return r
}

func (c *town) caughtUp() {
	c.t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), 10*time.Minute)
	defer cancel()
	position, err := c.Position(ctx)
	if err != nil {
		c.t.Fatal(err)
	}
	if err := c.Wait(ctx, position); err != nil {
		c.t.Fatal(err)
	}
}

func (c *town) as(account string) storage.Viewer { return storage.Viewer{Person: c.people[account]} }

// operator reads every version.
var operator = storage.Viewer{Operator: true}

// fakeHash is a hash for bytes that no test reads back.
func fakeHash(parts ...any) object.Hash {
	return object.Hash(fmt.Sprintf("%x", sha256.Sum256([]byte(fmt.Sprint(parts...)))))
}
