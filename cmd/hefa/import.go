package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"

	"golang.org/x/sync/errgroup"

	"hefa/lawtext/office"
	"hefa/storage"
	"hefa/storage/intake"
)

type importCommand struct {
	Body     string       `help:"help_import_body" placeholder:"NAME"`
	Kind     storage.Kind `help:"help_import_kind" enum:",normative,rule,regulation,decision,law,other" default:"" placeholder:"KIND"`
	Status   string       `help:"help_import_status" enum:",in-force" default:"" placeholder:"in-force"`
	Versions bool         `help:"help_import_versions"`
	Paths    []string     `arg:"" name:"path" help:"help_import_paths"`
}

// importRun is one import under way.
type importRun struct {
	importCommand
	app    *app
	op     *operatorClient
	begun  time.Time
	bar    *progress
	mu     sync.Mutex
	report importReport
}

// batch is the files of one document, in the order of their versions.
type batch []string

// Run brings files and folders in.
func (c *importCommand) Run(ctx context.Context, a *app) (err error) {
	r := &importRun{importCommand: *c, app: a, begun: time.Now()}
	files, err := r.files()
	if err != nil {
		return err
	}
	r.op, err = a.asOperator(ctx, withoutIndex)
	if err != nil {
		return err
	}
	defer r.op.closing(&err)
	batches, err := r.batches(ctx, files)
	if err != nil {
		return err
	}
	r.bar = newProgress(a.stderr, len(files))
	group, ctx := errgroup.WithContext(ctx)
	group.SetLimit(2 * runtime.NumCPU())
	for _, b := range batches {
		if ctx.Err() != nil {
			break
		}
		group.Go(func() error { return r.bring(ctx, b) })
	}
	err = group.Wait()
	r.bar.end()
	r.report.write(a, time.Since(r.begun))
	if err == nil && len(files) > 0 && len(r.report.refused) == len(files) {
		err = &spokenError{a.lang.say("import-nothing")}
	}
	return err
}

// readable are the extensions of files that can be brought in.
var readable = map[string]bool{
	".docx": true, ".docm": true, ".dotx": true, ".html": true, ".htm": true, ".md": true, ".txt": true,
}

// files lists what the paths name, folders with all below them, and notes
// what is left out.
func (r *importRun) files() ([]string, error) {
	var list []string
	for _, root := range r.Paths {
		info, err := os.Stat(root)
		if err != nil {
			return nil, err
		}
		if !info.IsDir() {
			list = append(list, root)
			continue
		}
		err = filepath.WalkDir(root, func(path string, e fs.DirEntry, err error) error {
			hidden := strings.HasPrefix(e.Name(), ".") && path != root
			switch {
			case err != nil:
				return err
			case e.IsDir() && hidden:
				return fs.SkipDir
			case e.IsDir() || hidden:
			case !readable[strings.ToLower(filepath.Ext(path))]:
				r.report.leave(path, r.app.lang.say("import-not-readable"))
			case strings.HasPrefix(strings.ToUpper(e.Name()), "README."):
				r.report.leave(path, r.app.lang.say("import-readme"))
			default:
				list = append(list, path)
			}
			return nil
		})
		if err != nil {
			return nil, fmt.Errorf("looking into %s: %w", root, err)
		}
	}
	slices.Sort(list)
	return slices.Compact(list), nil
}

// batches puts the files of one document together: each by itself, or with
// --versions those of one title and kind, by day.
func (r *importRun) batches(ctx context.Context, files []string) ([]batch, error) {
	if !r.Versions {
		list := make([]batch, len(files))
		for i, f := range files {
			list[i] = batch{f}
		}
		return list, nil
	}
	placed := make([]placedFile, len(files))
	group, ctx := errgroup.WithContext(ctx)
	group.SetLimit(runtime.NumCPU())
	for i, f := range files {
		group.Go(func() error {
			placed[i] = r.place(f)
			return ctx.Err()
		})
	}
	if err := group.Wait(); err != nil {
		return nil, err
	}
	slices.SortStableFunc(placed, func(a, b placedFile) int {
		return cmp.Or(cmp.Compare(a.title, b.title), cmp.Compare(a.kind, b.kind), cmp.Compare(a.day, b.day))
	})
	var list []batch
	for i, p := range placed {
		if i > 0 && p.title == placed[i-1].title && p.kind == placed[i-1].kind {
			list[len(list)-1] = append(list[len(list)-1], p.path)
		} else {
			list = append(list, batch{p.path})
		}
	}
	return list, nil
}

// placedFile is a file with what places it among the versions of a document.
type placedFile struct {
	path, title string
	kind        storage.Kind
	day         storage.Day
}

// place reads a file for its place. One that cannot be read stands alone; it
// is refused when its turn comes.
func (r *importRun) place(path string) placedFile {
	data, err := r.app.readFile(path, int64(r.app.MaxUpload))
	if err != nil {
		return placedFile{path: path, title: path}
	}
	read, err := office.Read(filepath.Base(path), data, r.app.limits())
	if err != nil {
		return placedFile{path: path, title: path}
	}
	p := placedFile{path: path, title: intake.TitleOf(path, read.Text), kind: r.Kind, day: intake.DayOf(path, read.Text)}
	if p.kind == "" {
		p.kind = intake.KindOf(p.title, read.Text.Issuer, read.Text.Number)
	}
	return p
}

// bring brings in the files of one document, one after the other. A file that
// is refused is noted; only what concerns all files is an error.
func (r *importRun) bring(ctx context.Context, b batch) error {
	for _, path := range b {
		data, err := r.app.readFile(path, int64(r.app.MaxUpload))
		var answer intake.Answer
		if err == nil {
			err = r.op.call(ctx, "POST", "/import", r.query(path), data, &answer)
		} else {
			err = &spokenError{r.app.lang.sentence(err)}
		}
		var refused *spokenError
		if err != nil && !errors.As(err, &refused) {
			return err
		}
		r.mu.Lock()
		if refused != nil {
			r.report.refuse(path, refused.sentence)
		} else {
			r.report.take(path, answer, int64(len(data)))
		}
		r.bar.step(int64(len(data)))
		r.mu.Unlock()
	}
	return nil
}

func (r *importRun) query(path string) url.Values {
	return url.Values{
		"name": {filepath.Base(path)}, "body": {r.Body}, "kind": {string(r.Kind)},
		"in-force": {strconv.FormatBool(r.Status == "in-force")}, "join": {strconv.FormatBool(r.Versions)},
	}
}
