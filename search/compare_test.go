package search_test

import (
	"context"
	"testing"
	"time"

	"hefa/search"
)

// A comparison with the database sees each way in which an index can be wrong,
// and what it sees can be repaired.
func TestCompare(t *testing.T) {
	ctx := context.Background()
	c := published(t)
	c.caughtUp()
	compare := func() map[search.Wrong]int {
		t.Helper()
		found, err := c.Compare(ctx)
		if err != nil {
			t.Fatal(err)
		}
		if found.Documents == 0 || found.Texts == 0 || time.Since(found.At) > time.Minute {
			t.Errorf("it compared %+v", found)
		}
		wrong := map[search.Wrong]int{}
		for _, d := range found.Differences {
			wrong[d.What]++
		}
		if err := c.Repair(ctx, found); err != nil {
			t.Fatal(err)
		}
		return wrong
	}
	if wrong := compare(); len(wrong) != 0 {
		t.Errorf("a whole index has %v", wrong)
	}
	// Changes past the log, which the index has no way of seeing.
	for _, step := range []struct {
		what   search.Wrong
		change string
	}{
		{search.WrongMissing, `INSERT INTO version (document, number, title, effective, file, reading)
			SELECT document, 9, title, effective, file, reading FROM version WHERE number = 1 AND title LIKE '%自行车%'`},
		{search.WrongExtra, `DELETE FROM version WHERE number = 9`},
		{search.WrongFacts, `UPDATE version SET issuing_number = '云政发〔2024〕1号' WHERE title LIKE '%停车%'`},
		{search.WrongEntries, `UPDATE reading SET tree = replace(tree::text, '押金', '定金')::json WHERE id = (SELECT reading FROM version WHERE title LIKE '%三轮%')`},
	} {
		if _, err := c.DB.Exec(step.change); err != nil {
			t.Fatalf("%s: %v", step.what, err)
		}
		if wrong := compare(); len(wrong) != 1 || wrong[step.what] != 1 {
			t.Errorf("%s: it sees %v", step.what, wrong)
		}
		if wrong := compare(); len(wrong) != 0 {
			t.Errorf("%s: after the repair it sees %v", step.what, wrong)
		}
	}
}
