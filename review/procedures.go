package review

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/lib/pq"

	"hefa/review/procedure"
	"hefa/storage"
)

// ActProcedureSaved is logged when an administrator saves a version of a
// procedure.
const ActProcedureSaved storage.Act = "procedure-saved"

// ProcedureVersion is one version of one procedure, without its rules.
type ProcedureVersion struct {
	Name    string `json:"name"`
	Version int    `json:"version"`
	Title   string `json:"title"`
	English string `json:"english"`
	// BuiltIn versions come with hefa; the others tell who saved them.
	BuiltIn bool       `json:"builtIn,omitempty"`
	By      storage.ID `json:"by,omitempty"`
	ByName  string     `json:"byName,omitempty"`
	At      *time.Time `json:"at,omitempty"`
	Note    string     `json:"note,omitempty"`
	// Running counts the matters under way that follow it.
	Running int `json:"running"`
}

// procedureAt is one version of a procedure; one that is not known here is
// asked of the database, where another server may have saved it.
func (r *Review) procedureAt(ctx context.Context, q storage.Querier, name string, version int) (*procedure.Procedure, error) {
	if p, err := r.Procedures.At(name, version); err == nil {
		return p, nil
	}
	if err := r.knowProcedures(ctx, q); err != nil {
		return nil, err
	}
	return r.Procedures.At(name, version)
}

// procedureFor is the newest procedure for a kind of document and its level.
func (r *Review) procedureFor(ctx context.Context, q storage.Querier, kind storage.Kind, level storage.BodyKind) (*procedure.Procedure, bool, error) {
	if err := r.knowProcedures(ctx, q); err != nil {
		return nil, false, err
	}
	p, ok := r.Procedures.For(string(kind), string(level))
	return p, ok, nil
}

// knowProcedures makes known what was saved since; what is known is not read
// again.
func (r *Review) knowProcedures(ctx context.Context, q storage.Querier) error {
	var names []string
	var versions []int64
	for _, p := range r.Procedures.Saved() {
		names, versions = append(names, p.Name), append(versions, int64(p.Version))
	}
	rows, err := q.QueryContext(ctx, `SELECT name, version, source FROM procedure_version
		WHERE NOT (name, version) IN (SELECT * FROM unnest($1::text[], $2::integer[])) ORDER BY name, version`,
		pq.Array(names), pq.Array(versions))
	if err != nil {
		return fmt.Errorf("reading procedures: %w", err)
	}
	type row struct {
		name    string
		version int
		source  string
	}
	list, err := storage.Collect(rows, func(r *row) []any { return []any{&r.name, &r.version, &r.source} })
	if err != nil {
		return err
	}
	for _, one := range list {
		p, err := procedure.Parse(one.source)
		if err != nil {
			return fmt.Errorf("reading version %d of procedure %s: %w", one.version, one.name, err)
		}
		r.Procedures.Save(p)
	}
	return nil
}

// ProcedureVersions lists all versions of all procedures, by name, the newest
// first.
func (r *Review) ProcedureVersions(ctx context.Context) ([]ProcedureVersion, error) {
	if err := r.knowProcedures(ctx, r.Store.DB); err != nil {
		return nil, err
	}
	saved, err := r.savedVersions(ctx)
	if err != nil {
		return nil, err
	}
	running, err := r.runningByVersion(ctx)
	if err != nil {
		return nil, err
	}
	list := []ProcedureVersion{}
	for _, newest := range r.Procedures.Newest() {
		for _, n := range r.Procedures.Versions(newest.Name) {
			p, err := r.Procedures.At(newest.Name, n)
			if err != nil {
				return nil, err
			}
			key := p.Name + " " + strconv.Itoa(n)
			v, ok := saved[key]
			v.Name, v.Version, v.Title, v.English, v.BuiltIn, v.Running = p.Name, n, p.Title, p.English, !ok, running[key]
			list = append(list, v)
		}
	}
	return list, nil
}

func (r *Review) savedVersions(ctx context.Context) (map[string]ProcedureVersion, error) {
	rows, err := r.Store.DB.QueryContext(ctx, `SELECT v.name, v.version, v.by, coalesce(p.name, ''), v.at, v.note
		FROM procedure_version v LEFT JOIN person p ON p.id = v.by`)
	if err != nil {
		return nil, fmt.Errorf("listing versions of procedures: %w", err)
	}
	list, err := storage.Collect(rows, func(v *ProcedureVersion) []any {
		return []any{&v.Name, &v.Version, &v.By, &v.ByName, &v.At, &v.Note}
	})
	saved := map[string]ProcedureVersion{}
	for _, v := range list {
		saved[v.Name+" "+strconv.Itoa(v.Version)] = v
	}
	return saved, err
}

func (r *Review) runningByVersion(ctx context.Context) (map[string]int, error) {
	rows, err := r.Store.DB.QueryContext(ctx, `SELECT procedure || ' ' || procedure_version, count(*) FROM matter
		WHERE ended_at IS NULL GROUP BY 1`)
	if err != nil {
		return nil, fmt.Errorf("counting running matters: %w", err)
	}
	type row struct {
		key string
		n   int
	}
	list, err := storage.Collect(rows, func(r *row) []any { return []any{&r.key, &r.n} })
	running := map[string]int{}
	for _, one := range list {
		running[one.key] = one.n
	}
	return running, err
}

// ReadProcedure answers one version of a procedure; version 0 is the newest.
// What does not exist is [storage.ErrNotFound].
func (r *Review) ReadProcedure(ctx context.Context, name string, version int) (*procedure.Procedure, error) {
	if err := r.knowProcedures(ctx, r.Store.DB); err != nil {
		return nil, err
	}
	known := r.Procedures.Versions(name)
	if version == 0 && len(known) > 0 {
		version = known[0]
	}
	if !slices.Contains(known, version) {
		return nil, fmt.Errorf("reading procedure %s, version %d: %w", name, version, storage.ErrNotFound)
	}
	return r.Procedures.At(name, version)
}

// CheckProcedure reads a procedure's text as its next version. What is wrong
// with it is answered as [procedure.Mistakes].
func (r *Review) CheckProcedure(ctx context.Context, name, source string) (*procedure.Procedure, error) {
	newest, err := r.ReadProcedure(ctx, name, 0)
	if err != nil {
		return nil, err
	}
	return r.nextVersion(newest, source)
}

func (r *Review) nextVersion(newest *procedure.Procedure, source string) (*procedure.Procedure, error) {
	p, err := procedure.Parse(source)
	if err != nil {
		return nil, err
	}
	if m := p.Follows(newest); m != nil {
		return nil, m
	}
	return p, r.Procedures.Claimed(p)
}

// SaveProcedureInput is the text of a procedure's next version.
type SaveProcedureInput struct {
	Name, Source string
	// Note says what was changed, and why.
	Note string
}

// SaveProcedure keeps a procedure's text as its next version, for
// administrators: matters opened from now on follow it, running ones keep
// theirs. What is wrong with it is answered as [procedure.Mistakes], and so is
// a number that somebody else has taken meanwhile.
func (r *Review) SaveProcedure(ctx context.Context, a *storage.Actor, in SaveProcedureInput) (ProcedureVersion, error) {
	note, err := storage.RequiredLine("note", in.Note)
	if err != nil {
		return ProcedureVersion{}, err
	}
	in.Source = strings.ReplaceAll(in.Source, "\r\n", "\n")
	return storage.Once(ctx, r.Store, a, func(tx *storage.Tx) (ProcedureVersion, error) {
		if err := administers(tx); err != nil {
			return ProcedureVersion{}, err
		}
		// One at a time: that two procedures claim one document must be seen.
		if _, err := tx.Exec(`LOCK TABLE procedure_version IN SHARE ROW EXCLUSIVE MODE`); err != nil {
			return ProcedureVersion{}, fmt.Errorf("holding the procedures: %w", err)
		}
		if err := r.knowProcedures(ctx, tx); err != nil {
			return ProcedureVersion{}, err
		}
		known := r.Procedures.Versions(in.Name)
		if len(known) == 0 {
			return ProcedureVersion{}, fmt.Errorf("saving procedure %s: %w", in.Name, storage.ErrNotFound)
		}
		newest, err := r.Procedures.At(in.Name, known[0])
		if err != nil {
			return ProcedureVersion{}, err
		}
		p, err := r.nextVersion(newest, in.Source)
		if err != nil {
			return ProcedureVersion{}, err
		}
		_, err = tx.Exec(`INSERT INTO procedure_version (name, version, source, note, by) VALUES ($1, $2, $3, $4, $5)`,
			p.Name, p.Version, in.Source, note, a.Person)
		if err != nil {
			return ProcedureVersion{}, fmt.Errorf("saving version %d of procedure %s: %w", p.Version, p.Name, err)
		}
		tx.Log(storage.Event{Act: ActProcedureSaved, Detail: map[string]string{"procedure": p.Name, "version": strconv.Itoa(p.Version)}})
		return ProcedureVersion{Name: p.Name, Version: p.Version, Title: p.Title, English: p.English, By: a.Person, Note: note}, nil
	})
}
