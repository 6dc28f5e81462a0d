package backup

import (
	"bufio"
	"compress/gzip"
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"github.com/lib/pq"

	"hefa/storage"
)

// leftOut are tables that no backup holds: sign-ins end with a restore, kept
// answers are worth nothing after a day, derived things are made anew, and the
// migrations write their own.
var leftOut = []string{"session", "once", "derived", "index_snapshot", "index_snapshot_file", "index_comparison", "goose_db_version"}

// tables lists the tables to be kept, by name.
func tables(ctx context.Context, q storage.Querier) ([]string, error) {
	rows, err := q.QueryContext(ctx, `SELECT relname FROM pg_class WHERE relkind = 'r'
		AND relnamespace = 'public'::regnamespace AND NOT relname = ANY ($1) ORDER BY relname`, pq.Array(leftOut))
	if err != nil {
		return nil, fmt.Errorf("listing tables: %w", err)
	}
	return storage.Collect(rows, func(name *string) []any { return []any{name} })
}

// header is the first line of a table's file; a row is a list of PostgreSQL's
// text forms, null for NULL.
type header struct {
	Table   string   `json:"table"`
	Columns []string `json:"columns"`
}

func tableFile(dir, name string) string {
	return filepath.Join(dir, tablesDir, name+".jsonl.gz")
}

// columns lists a table's columns in order, and those of its primary key.
func columns(ctx context.Context, q storage.Querier, table string) (all, key []string, err error) {
	err = q.QueryRowContext(ctx, `SELECT
		ARRAY(SELECT attname::text FROM pg_attribute WHERE attrelid = $1::regclass AND attnum > 0
		      AND NOT attisdropped AND attgenerated = '' ORDER BY attnum),
		ARRAY(SELECT a.attname::text FROM pg_index i, unnest(i.indkey) WITH ORDINALITY k(attnum, ord)
		      JOIN pg_attribute a ON a.attrelid = $1::regclass AND a.attnum = k.attnum
		      WHERE i.indrelid = $1::regclass AND i.indisprimary ORDER BY k.ord)`,
		pq.QuoteIdentifier(table)).Scan(pq.Array(&all), pq.Array(&key))
	if err != nil {
		return nil, nil, fmt.Errorf("reading the columns of %s: %w", table, err)
	}
	if len(key) == 0 {
		key = all
	}
	return all, key, nil
}

// writeTable writes one table's rows in the order of its key.
func writeTable(ctx context.Context, tx *sql.Tx, dir, name string) (t Table, err error) {
	all, key, err := columns(ctx, tx, name)
	if err != nil {
		return t, err
	}
	f, err := os.OpenFile(tableFile(dir, name), os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return t, fmt.Errorf("writing table %s: %w", name, err)
	}
	defer func() { err = finish(f, err) }()
	packed, plain := sha256.New(), sha256.New()
	gz := gzip.NewWriter(io.MultiWriter(f, packed))
	out := bufio.NewWriterSize(io.MultiWriter(gz, plain), 1<<16)
	t = Table{Name: name}
	if t.Rows, err = writeLines(ctx, tx, out, header{name, all}, key); err != nil {
		return t, err
	}
	if err := out.Flush(); err != nil {
		return t, err
	}
	if err := gz.Close(); err != nil {
		return t, err
	}
	t.SHA256, t.Content = hex.EncodeToString(packed.Sum(nil)), hex.EncodeToString(plain.Sum(nil))
	return t, nil
}

func writeLines(ctx context.Context, tx *sql.Tx, out io.Writer, h header, key []string) (n int, err error) {
	enc := json.NewEncoder(out)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(h); err != nil {
		return 0, err
	}
	rows, err := tx.QueryContext(ctx, `SELECT `+quoteAll(h.Columns, "::text")+` FROM `+pq.QuoteIdentifier(h.Table)+
		` ORDER BY `+quoteAll(key, ""))
	if err != nil {
		return 0, fmt.Errorf("reading table %s: %w", h.Table, err)
	}
	defer func() { _ = rows.Close() }() // rows.Err says what went wrong
	row := make([]*string, len(h.Columns))
	into := make([]any, len(row))
	for i := range row {
		into[i] = &row[i]
	}
	for ; rows.Next(); n++ {
		if err := rows.Scan(into...); err != nil {
			return n, fmt.Errorf("reading table %s: %w", h.Table, err)
		}
		if err := enc.Encode(row); err != nil {
			return n, err
		}
	}
	return n, rows.Err()
}

func quoteAll(names []string, suffix string) string {
	quoted := make([]string, len(names))
	for i, name := range names {
		quoted[i] = pq.QuoteIdentifier(name) + suffix
	}
	return strings.Join(quoted, ", ")
}

// loadTable copies a table's rows in. The file's hashes have been checked.
func loadTable(ctx context.Context, tx *sql.Tx, dir string, t Table) error {
	f, err := os.Open(tableFile(dir, t.Name))
	if err != nil {
		return fmt.Errorf("loading table %s: %w", t.Name, err)
	}
	defer func() { _ = f.Close() }() // only read
	gz, err := gzip.NewReader(bufio.NewReaderSize(f, 1<<16))
	if err != nil {
		return fmt.Errorf("loading table %s: %w", t.Name, err)
	}
	dec := json.NewDecoder(gz)
	var h header
	if err := dec.Decode(&h); err != nil {
		return fmt.Errorf("loading table %s: %w", t.Name, err)
	}
	// The rows were let in once; what watches over new ones need not look at
	// them again, in whatever order the tables come.
	quoted := pq.QuoteIdentifier(t.Name)
	if _, err := tx.ExecContext(ctx, `ALTER TABLE `+quoted+` DISABLE TRIGGER USER`); err != nil {
		return fmt.Errorf("loading table %s: %w", t.Name, err)
	}
	// What the migrations put there is in the backup too.
	if _, err := tx.ExecContext(ctx, `DELETE FROM `+quoted); err != nil {
		return fmt.Errorf("emptying table %s: %w", t.Name, err)
	}
	copyIn, err := tx.PrepareContext(ctx, `COPY `+quoted+` (`+quoteAll(h.Columns, "")+`) FROM STDIN`)
	if err != nil {
		return fmt.Errorf("loading table %s: %w", t.Name, err)
	}
	defer func() { _ = copyIn.Close() }() // closed below where all went well
	for n := range t.Rows {
		var row []*string
		if err := dec.Decode(&row); err != nil {
			return fmt.Errorf("loading row %d of table %s: %w", n+1, t.Name, err)
		}
		if _, err := copyIn.ExecContext(ctx, values(row)...); err != nil {
			return fmt.Errorf("loading row %d of table %s: %w", n+1, t.Name, err)
		}
	}
	if _, err := copyIn.ExecContext(ctx); err != nil {
		return fmt.Errorf("loading table %s: %w", t.Name, err)
	}
	if err := copyIn.Close(); err != nil {
		return fmt.Errorf("loading table %s: %w", t.Name, err)
	}
	if _, err := tx.ExecContext(ctx, `ALTER TABLE `+quoted+` ENABLE TRIGGER USER`); err != nil {
		return fmt.Errorf("loading table %s: %w", t.Name, err)
	}
	return nil
}

func values(row []*string) []any {
	list := make([]any, len(row))
	for i, v := range row {
		if v != nil {
			list[i] = *v
		}
	}
	return list
}
