// Package storage keeps hefa's lasting things: bodies and people, who may
// read what, documents with their drafts, versions and files, and the log of
// every act.
//
// PostgreSQL is the only truth about state and the object store the only truth
// about bytes. [Store.Do] is the one way to change anything.
package storage

import (
	"context"
	"database/sql"
	"fmt"
	"net/url"
	"strings"
	"time"

	"github.com/lib/pq"

	"hefa/storage/object"
)

// Config says which database and object store to use.
type Config struct {
	// DSN is a lib/pq connection string, URL or keyword form.
	DSN string
	// Objects holds the bytes of every file.
	Objects object.Store
	// Zone is the IANA name of the time zone in which days are counted;
	// "" is Asia/Shanghai.
	Zone string
	// ClockOffset moves the clock of every act; zero but in tests and
	// demonstrations.
	ClockOffset time.Duration
}

// Store is an open database with its object store.
type Store struct {
	// DB is the pool. Rooms read with it directly; they write with Do.
	DB      *sql.DB
	Objects object.Store
	// Location is the time zone of days.
	Location *time.Location
	dsn      string
	wake     *wake
}

// DefaultZone is where days are counted unless configured otherwise.
const DefaultZone = "Asia/Shanghai"

// Open connects to the database, waiting at most five seconds. It neither
// makes nor checks the schema; see [Store.Migrate] and [Store.CheckSchema].
func Open(ctx context.Context, c Config) (*Store, error) {
	if c.Zone == "" {
		c.Zone = DefaultZone
	}
	location, err := time.LoadLocation(c.Zone)
	if err != nil {
		return nil, fmt.Errorf("loading time zone %q: %w", c.Zone, err)
	}
	dsn, err := withSettings(c.DSN, c.Zone, c.ClockOffset)
	if err != nil {
		return nil, err
	}
	connector, err := pq.NewConnector(dsn)
	if err != nil {
		return nil, fmt.Errorf("reading the database's address: %w", err)
	}
	db := sql.OpenDB(prepared{connector})
	db.SetMaxOpenConns(20)
	db.SetMaxIdleConns(20)
	db.SetConnMaxIdleTime(5 * time.Minute)
	ctx, cancel := context.WithTimeout(ctx, 5*time.Second)
	defer cancel()
	if err := db.PingContext(ctx); err != nil {
		_ = db.Close()
		return nil, fmt.Errorf("connecting to the database: %w", err)
	}
	s := &Store{DB: db, Objects: c.Objects, Location: location, dsn: dsn}
	s.wake = newWake(dsn)
	return s, nil
}

// Close gives back every connection.
func (s *Store) Close() error {
	s.wake.close()
	if err := s.DB.Close(); err != nil {
		return fmt.Errorf("closing the database: %w", err)
	}
	return nil
}

// Check answers nil when both the database and the object store answer within
// five seconds.
func (s *Store) Check(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(ctx, 5*time.Second)
	defer cancel()
	if err := s.DB.PingContext(ctx); err != nil {
		return fmt.Errorf("asking the database: %w", err)
	}
	if err := s.Objects.Check(ctx); err != nil {
		return fmt.Errorf("asking the object store: %w", err)
	}
	return nil
}

// withSettings adds what every connection of hefa's needs to a DSN.
func withSettings(dsn, zone string, offset time.Duration) (string, error) {
	settings := [][2]string{
		{"timezone", zone}, {"connect_timeout", "5"}, {"application_name", "hefa"},
		{"statement_timeout", "30000"}, {"idle_in_transaction_session_timeout", "60000"},
	}
	if offset != 0 {
		settings = append(settings, [2]string{"options", fmt.Sprintf("-chefa.clock_offset=%dms", offset.Milliseconds())})
	}
	if strings.HasPrefix(dsn, "postgres://") || strings.HasPrefix(dsn, "postgresql://") {
		u, err := url.Parse(dsn)
		if err != nil {
			return "", fmt.Errorf("reading the database's address: %w", err)
		}
		q := u.Query()
		for _, s := range settings {
			q.Set(s[0], s[1])
		}
		u.RawQuery = q.Encode()
		return u.String(), nil
	}
	for _, s := range settings {
		dsn += fmt.Sprintf(" %s='%s'", s[0], s[1])
	}
	return dsn, nil
}

// Now is the database's time, as every act sees it.
func (s *Store) Now(ctx context.Context) (time.Time, error) {
	var now time.Time
	if err := s.DB.QueryRowContext(ctx, `SELECT act_time()`).Scan(&now); err != nil {
		return time.Time{}, fmt.Errorf("asking the time: %w", err)
	}
	return now, nil
}

// Today is the day of the database's time in the store's zone.
func (s *Store) Today(ctx context.Context) (Day, error) {
	now, err := s.Now(ctx)
	if err != nil {
		return "", err
	}
	return DayOf(now.In(s.Location)), nil
}
