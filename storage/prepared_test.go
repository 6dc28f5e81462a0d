package storage_test

import (
	"fmt"
	"testing"

	"hefa/storage/storagetest"
)

// A connection prepares a query once, forgets what it has not used for long,
// and gets over a table that has other columns now.
func TestPrepared(t *testing.T) {
	s := storagetest.Open(t)
	ctx := t.Context()
	conn, err := s.DB.Conn(ctx)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = conn.Close() }() // back to the pool
	kept := func() (n int) {
		t.Helper()
		if err := conn.QueryRowContext(ctx, `SELECT count(*) FROM pg_prepared_statements`).Scan(&n); err != nil {
			t.Fatal(err)
		}
		return n
	}
	exec := func(query string, args ...any) error {
		_, err := conn.ExecContext(ctx, query, args...)
		return err
	}
	before := kept()
	for i := range 3 {
		var n int
		if err := conn.QueryRowContext(ctx, `SELECT $1::int + 1`, i).Scan(&n); err != nil || n != i+1 {
			t.Fatalf("%d: %v", n, err)
		}
	}
	if n := kept() - before; n != 1 {
		t.Errorf("a query asked three times is kept %d times", n)
	}

	if err := exec(`CREATE TEMPORARY TABLE changing (a int)`); err != nil {
		t.Fatal(err)
	}
	read := func() (a string, err error) {
		err = conn.QueryRowContext(ctx, `SELECT * FROM changing WHERE $1`, true).Scan(&a)
		return a, err
	}
	if err := exec(`INSERT INTO changing VALUES ($1)`, 7); err != nil {
		t.Fatal(err)
	}
	if a, err := read(); a != "7" || err != nil {
		t.Fatal(a, err)
	}
	if err := exec(`ALTER TABLE changing ALTER a TYPE text`); err != nil {
		t.Fatal(err)
	}
	if _, err := read(); err == nil {
		t.Error("the plan made for other columns was used again; then nothing has to be forgotten")
	}
	if a, err := read(); a != "7" || err != nil {
		t.Errorf("after the change: %q, %v", a, err)
	}

	for i := range 300 {
		if err := exec(fmt.Sprintf(`SELECT $1::int, %d`, i), i); err != nil {
			t.Fatal(err)
		}
	}
	if n := kept(); n > 250 {
		t.Errorf("%d statements are kept", n)
	}
}
