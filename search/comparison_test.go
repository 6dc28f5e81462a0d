package search_test

import (
	"context"
	"testing"
	"time"

	"hefa/search"
)

// A comparison that is asked for goes on in the background, mends where it is
// told to, and what it has shown outlives the server, as does that one was
// broken off. Each server has its own.
func TestComparisonIsKept(t *testing.T) {
	ctx := context.Background()
	c := published(t)
	c.caughtUp()
	stand := func() []search.Comparing {
		t.Helper()
		list, err := c.Comparings(ctx)
		if err != nil {
			t.Fatal(err)
		}
		return list
	}
	ask := func(repair bool) *search.Comparison {
		t.Helper()
		if err := c.AskComparison(ctx, repair); err != nil {
			t.Fatal(err)
		}
		for range 200 {
			if now := stand()[0]; now.Since == nil {
				return now.Last
			}
			time.Sleep(50 * time.Millisecond)
		}
		t.Fatal("the comparison does not end")
		return nil
	}
	if list := stand(); len(list) != 1 || !list[0].Own || list[0].Last != nil {
		t.Errorf("before the first comparison: %+v", list)
	}
	if _, err := c.DB.Exec(`UPDATE version SET issuing_number = '云政发〔2024〕1号' WHERE title LIKE '%停车%'`); err != nil {
		t.Fatal(err)
	}
	if last := ask(false); last == nil || len(last.Differences) != 1 || last.Differences[0].What != search.WrongFacts {
		t.Fatalf("it has shown %+v", last)
	}

	c.stop()
	if _, err := c.DB.Exec(`UPDATE index_comparison SET began = now()`); err != nil { // killed at it
		t.Fatal(err)
	}
	c.follow(c.dir)
	if now := stand()[0]; now.Last == nil || len(now.Last.Differences) != 1 || now.Since != nil || now.Failed == nil {
		t.Errorf("after a restart: %+v", now)
	}
	if last := ask(true); last == nil || len(last.Differences) != 0 {
		t.Errorf("after a repair: %+v", last)
	}
	if now := stand()[0]; now.Failed != nil {
		t.Errorf("one that was broken off is still told of: %+v", now)
	}

	c.stop()
	c.follow(t.TempDir())
	c.caughtUp()
	if list := stand(); len(list) != 2 || list[0].Last != nil || list[1].Last == nil || list[1].Own {
		t.Errorf("another server's: %+v", list)
	}
}
