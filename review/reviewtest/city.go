// Package reviewtest gives tests a small city on a real store: a government
// with its justice bureau as reviewer, two departments, one person for each
// role.
package reviewtest

import (
	"context"
	"sync"
	"testing"

	"github.com/alexedwards/argon2id"

	"hefa/review"
	"hefa/review/procedure"
	"hefa/storage"
	"hefa/storage/storagetest"
)

// City is a fictitious city.
type City struct {
	*review.Review
	T testing.TB
	// Bodies.
	Government, Justice, Transport, Housing, Province storage.ID
	// People by account: drafter, legal, reviewer, head, registrar, cleanup,
	// auditor, admin, and their doubles drafter2, reviewer2, head2; stranger
	// drafts for another department, of which housing is the legal officer.
	People map[string]storage.ID
}

// New makes a city.
func New(t testing.TB) *City {
	t.Helper()
	return NewOn(t, storagetest.Open(t))
}

// NewOn makes a city on an empty store.
func NewOn(t testing.TB, s *storage.Store) *City {
	t.Helper()
	r, err := review.New(s)
	if err != nil {
		t.Fatal(err)
	}
	c := &City{Review: r, T: t, People: map[string]storage.ID{}}
	c.Government = storagetest.Body(t, s, storage.Body{Kind: storage.Government, Name: "云州市人民政府"})
	c.Justice = storagetest.Body(t, s, storage.Body{Name: "云州市司法局", Parent: c.Government})
	c.Transport = storagetest.Body(t, s, storage.Body{Name: "云州市交通运输局", Parent: c.Government})
	c.Housing = storagetest.Body(t, s, storage.Body{Name: "云州市住房和城乡建设局", Parent: c.Government})
	c.Province = storagetest.Body(t, s, storage.Body{Kind: storage.External, Name: "示例省司法厅"})
	government, err := s.Body(context.Background(), c.Government)
	if err != nil {
		t.Fatal(err)
	}
	government.Reviewer = c.Justice
	storagetest.Do(t, s, func(tx *storage.Tx) error { return tx.ChangeBody(&government) })
	for account, at := range map[string]struct {
		role storage.Role
		body storage.ID
	}{
		"drafter": {storage.Drafter, c.Transport}, "drafter2": {storage.Drafter, c.Transport}, "legal": {storage.Legal, c.Transport},
		"reviewer": {storage.Reviewer, c.Justice}, "reviewer2": {storage.Reviewer, c.Justice},
		"head": {storage.Head, c.Justice}, "head2": {storage.Head, c.Justice}, "cleanup": {storage.Cleanup, c.Justice},
		"registrar": {storage.Registrar, c.Government}, "auditor": {storage.Auditor, c.Government},
		"admin": {storage.Admin, c.Government}, "stranger": {storage.Drafter, c.Housing}, "housing": {storage.Legal, c.Housing},
	} {
		c.People[account] = person(t, s, account, at.role, at.body)
	}
	return c
}

// passwordHash is storagetest.Password's, made once and cheaply: hashing takes
// its time by design.
var passwordHash = sync.OnceValues(func() (string, error) {
	return argon2id.CreateHash(storagetest.Password, &argon2id.Params{Memory: 64, Iterations: 1, Parallelism: 1, SaltLength: 16, KeyLength: 32})
})

// person adds somebody, who may sign in with storagetest.Password.
func person(t testing.TB, s *storage.Store, account string, role storage.Role, body storage.ID) storage.ID {
	t.Helper()
	id := storage.NewID()
	hash, err := passwordHash()
	if err != nil {
		t.Fatal(err)
	}
	storagetest.Do(t, s, func(tx *storage.Tx) error {
		if _, err := tx.Exec(`INSERT INTO person (id, account, name, password_hash) VALUES ($1, $2, $2, $3)`, id, account, hash); err != nil {
			return err
		}
		_, err := tx.GiveRole(id, role, body, "", "")
		return err
	})
	return id
}

// On is the same city in a subtest.
func (c *City) On(t testing.TB) *City {
	d := *c
	d.T = t
	return &d
}

// As is a person acting, without an idempotency key.
func (c *City) As(account string) *storage.Actor {
	c.T.Helper()
	if c.People[account] == "" {
		c.T.Fatalf("there is no %s", account)
	}
	return &storage.Actor{Person: c.People[account]}
}

// See is a person reading.
func (c *City) See(account string) storage.Viewer { return storage.Viewer{Person: c.People[account]} }

// Give gives a person a further role.
func (c *City) Give(account string, role storage.Role, body storage.ID) {
	c.T.Helper()
	storagetest.Do(c.T, c.Store, func(tx *storage.Tx) error {
		_, err := tx.GiveRole(c.People[account], role, body, "", "")
		return err
	})
}

// Open opens a matter over a text as the drafter.
func (c *City) Open(title, text string) review.Opened {
	c.T.Helper()
	o, err := c.Review.Open(context.Background(), c.As("drafter"),
		review.OpenInput{Title: title, Upload: storagetest.Upload(c.T, c.Store, text)})
	if err != nil {
		c.T.Fatal(err)
	}
	return o
}

// Absent explains why none of the required materials of a matter is there.
func (c *City) Absent(matter storage.ID) []review.MaterialInput {
	c.T.Helper()
	list, err := c.Materials(context.Background(), c.See("drafter"), matter)
	if err != nil {
		c.T.Fatal(err)
	}
	var in []review.MaterialInput
	for _, item := range list {
		if item.Required && len(item.Materials) == 0 {
			in = append(in, review.MaterialInput{Code: item.Code, Absence: "无"})
		}
	}
	return in
}

// InOrder concludes as in order each review point of a matter that nothing
// speaks against.
func (c *City) InOrder(account string, matter storage.ID) {
	c.T.Helper()
	if _, err := c.ConcludeRest(context.Background(), c.As(account), review.MoveInput{Matter: matter}); err != nil {
		c.T.Fatal(err)
	}
}

// Submission hands a matter in with nothing: each required material is
// explained, each step that can be left out does not apply, all others were
// taken today.
func (c *City) Submission(matter storage.ID) review.SubmitInput {
	c.T.Helper()
	in := review.SubmitInput{Matter: matter, Materials: c.Absent(matter), Others: "不适用"}
	steps, err := c.Steps(context.Background(), c.See("auditor"), matter)
	if err != nil {
		c.T.Fatal(err)
	}
	for _, s := range steps {
		if s.Free() && s.Status == review.StepOpen && len(s.ExcusedBy) == 0 {
			in.Steps = append(in.Steps, review.StepInput{Code: s.Code, Status: review.StepDone})
		}
	}
	return in
}

// To carries a matter of a government's normative document from drafting to a
// state of the main way, with all review points in order once it is in review
// and a lawful conclusion.
func (c *City) To(matter storage.ID, state procedure.State) {
	c.T.Helper()
	ctx := context.Background()
	in := review.MoveInput{Matter: matter}
	steps := []struct {
		to procedure.State
		do func() (review.Moved, error)
	}{
		{"own-legal", func() (review.Moved, error) {
			return c.Submit(ctx, c.As("drafter"), c.Submission(matter))
		}},
		{"submitted", func() (review.Moved, error) { return c.Consent(ctx, c.As("legal"), in) }},
		{"review", func() (review.Moved, error) {
			moved, err := c.Accept(ctx, c.As("reviewer"), review.AcceptInput{Matter: matter, Complete: true})
			if err == nil {
				c.InOrder("reviewer", matter)
			}
			return moved, err
		}},
		{"opinion-proposed", func() (review.Moved, error) {
			return c.Propose(ctx, c.As("reviewer"), review.ProposeInput{Matter: matter, Conclusion: procedure.Lawful, Words: "经审核，合法。"})
		}},
		{"opinion-signed", func() (review.Moved, error) {
			return c.Sign(ctx, c.As("head"), review.SignInput{Matter: matter, Unread: true})
		}},
		{"published", func() (review.Moved, error) {
			return c.Publish(ctx, c.As("registrar"), review.PublishInput{Matter: matter, Confirmed: true,
				IssuingNumber: "云政规〔2024〕" + string(matter)[:13] + "号", Published: "2024-03-01", Effective: "2024-04-01"})
		}},
	}
	for _, s := range steps {
		if state == procedure.Drafting {
			return
		}
		moved, err := s.do()
		if err != nil {
			c.T.Fatalf("to %s: %v", s.to, err)
		}
		if moved.State == state {
			return
		}
	}
	c.T.Fatalf("%s is not on the main way", state)
}
