package sample_test

import (
	"context"
	"testing"
	"time"

	"hefa/sample"
	"hefa/storage"
	"hefa/storage/cluster/clustertest"
	"hefa/storage/object"
)

func TestMain(m *testing.M) { clustertest.Main(m) }

func load(t *testing.T) *storage.Store {
	t.Helper()
	objects, err := object.OpenFolder(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	dsn := clustertest.DSN(t)
	open := func(ctx context.Context, ago time.Duration) (*storage.Store, error) {
		return storage.Open(ctx, storage.Config{DSN: dsn, Objects: objects, ClockOffset: -ago})
	}
	s, err := open(context.Background(), 0)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	if err := s.Migrate(context.Background()); err != nil {
		t.Fatal(err)
	}
	begun := time.Now()
	if err := sample.Load(context.Background(), s, time.Now(), open); err != nil {
		t.Fatal(err)
	}
	t.Logf("loaded in %v", time.Since(begun))
	return s
}

func TestLoad(t *testing.T) {
	s := load(t)
	ctx := context.Background()
	states := map[string]int{}
	rows, err := s.DB.QueryContext(ctx, `SELECT state, count(*) FROM matter GROUP BY 1
		UNION ALL SELECT document_status(id, today()), count(*) FROM document GROUP BY 1`)
	if err != nil {
		t.Fatal(err)
	}
	list, err := storage.Collect(rows, func(c *struct {
		state string
		n     int
	}) []any {
		return []any{&c.state, &c.n}
	})
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range list {
		states[c.state] += c.n
	}
	for _, state := range []string{
		"drafting", "own-legal", "submitted", "completion", "review", "amendment", "opinion-proposed", "opinion-signed",
		"published", "suspended", "withdrawn", "closed", "not-yet-effective", "in-force", "repealed", "lapsed",
	} {
		if states[state] == 0 {
			t.Errorf("no document is %s: %v", state, states)
		}
	}
}

func TestSampleIsInTheOrderOfTime(t *testing.T) {
	s := load(t)
	var backwards, future int
	err := s.DB.QueryRow(`SELECT
		(SELECT count(*) FROM event a JOIN event b ON b.seq = a.seq + 1 WHERE b.at < a.at - interval '1 minute'),
		(SELECT count(*) FROM event WHERE at > now())`).Scan(&backwards, &future)
	if err != nil {
		t.Fatal(err)
	}
	if backwards > 0 || future > 0 {
		t.Errorf("%d events before the one before them, %d in the future", backwards, future)
	}
}
