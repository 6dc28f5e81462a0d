package search_test

import (
	"context"
	"math/rand/v2"
	"path/filepath"
	"testing"

	"hefa/search"
	"hefa/storage/object"
)

// A server without an index begins with the newest copy and follows from there;
// a copy that is damaged or of something else is no harm.
func TestSnapshot(t *testing.T) {
	ctx := context.Background()
	c := newTown(t)
	r := rand.New(rand.NewPCG(31, 32))
	c.change(r, 20)
	c.caughtUp()
	done := make(chan struct{})
	go func() { // it is written to while it is copied
		defer close(done)
		for range 20 {
			if _, err := c.Search.Search(ctx, operator, search.Query{Q: "押金"}); err != nil {
				t.Error(err)
			}
		}
	}()
	if err := c.Snapshot(ctx); err != nil {
		t.Fatal(err)
	}
	<-done
	copied := c.objects()
	if err := c.Snapshot(ctx); err != nil || len(c.objects()) != len(copied) {
		t.Errorf("a second copy was made on the same day: %d objects, not %d, %v", len(c.objects()), len(copied), err)
	}
	c.change(r, 5)
	before := c.answers()
	c.stop()
	position, err := c.Position(ctx)
	if err != nil {
		t.Fatal(err)
	}
	// Open alone, without following, has what the copy had.
	dir := t.TempDir()
	s, err := search.Open(ctx, dir, c.Store)
	if err != nil {
		t.Fatal(err)
	}
	if st := s.State(); !st.Complete || st.Documents == 0 || st.Position >= position {
		t.Errorf("it begins with %+v", st)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	c.follow(dir)
	c.equal(before, c.answers())

	// The next day's copy supersedes it.
	if _, err := c.DB.Exec(`UPDATE index_snapshot SET at = at - interval '1 day'`); err != nil {
		t.Fatal(err)
	}
	if err := c.Snapshot(ctx); err != nil {
		t.Fatal(err)
	}
	for hash := range c.objects() {
		var used bool
		if err := c.DB.QueryRow(`SELECT EXISTS (SELECT FROM blob WHERE hash = $1) OR EXISTS (SELECT FROM index_snapshot_file WHERE hash = $1)`, hash).Scan(&used); err != nil || !used {
			t.Errorf("object %s is left over, %v", hash, err)
		}
	}

	for name, harm := range map[string]string{
		"lost":    `UPDATE index_snapshot_file SET hash = repeat('0', 64)`,
		"cut":     `UPDATE index_snapshot_file SET size = size + 1`,
		"foreign": `UPDATE index_snapshot SET made_with = 'something else'`,
	} {
		if _, err := c.DB.Exec(harm); err != nil {
			t.Fatal(err)
		}
		c.stop()
		c.follow(t.TempDir())
		c.equal(before, c.answers())
		if left, err := filepath.Glob(filepath.Join(c.dir, ".*")); err != nil || len(left) != 0 {
			t.Errorf("%s: there lie %v, %v", name, left, err)
		}
	}
}

func (c *town) objects() map[object.Hash]bool {
	c.t.Helper()
	there := map[object.Hash]bool{}
	if err := c.Objects.List(context.Background(), func(i object.Info) error { there[i.Hash] = true; return nil }); err != nil {
		c.t.Fatal(err)
	}
	return there
}
