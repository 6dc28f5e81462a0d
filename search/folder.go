package search

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"github.com/gofrs/flock"

	"hefa/lawtext/office"
	"hefa/search/engine"
)

// folder is where the indexes lie. Each has a folder of its own, named by what
// it was made with and a number: another mapping or reader makes another
// index beside the one in use. The file "current" names the one that is
// complete.
type folder struct {
	path string
	lock *flock.Flock
}

// shape names what entries are made with; raised when entries of another kind
// are made from the same texts.
const shape = "entries-2"

func madeWith() string {
	sum := sha256.Sum256([]byte(engine.Mapping + "\n" + shape + "\n" + office.Version))
	return hex.EncodeToString(sum[:6])
}

func openFolder(path string) (*folder, error) {
	if err := os.MkdirAll(path, 0o700); err != nil {
		return nil, fmt.Errorf("making the search folder: %w", err)
	}
	f := &folder{path: path, lock: flock.New(filepath.Join(path, "lock"))}
	held, err := f.lock.TryLock()
	if err != nil {
		return nil, fmt.Errorf("locking the search folder: %w", err)
	}
	if !held {
		return nil, fmt.Errorf("opening %s: %w", path, ErrHeld)
	}
	return f, nil
}

func (f *folder) close() error {
	if err := f.lock.Unlock(); err != nil {
		return fmt.Errorf("unlocking the search folder: %w", err)
	}
	return nil
}

func (f *folder) join(name string) string { return filepath.Join(f.path, name) }

// has reports whether there is an index of a name.
func (f *folder) has(name string) bool {
	_, err := os.Stat(f.join(name))
	return err == nil
}

// current is the name of the complete index; "" where there is none.
func (f *folder) current() (string, error) {
	b, err := os.ReadFile(f.join("current"))
	if errors.Is(err, os.ErrNotExist) {
		return "", nil
	}
	if err != nil {
		return "", fmt.Errorf("reading which index is current: %w", err)
	}
	return strings.TrimSpace(string(b)), nil
}

// setCurrent names the index that is complete.
func (f *folder) setCurrent(name string) error {
	next := f.join("current.next")
	if err := os.WriteFile(next, []byte(name+"\n"), 0o600); err != nil {
		return fmt.Errorf("naming the current index: %w", err)
	}
	if err := os.Rename(next, f.join("current")); err != nil {
		return fmt.Errorf("naming the current index: %w", err)
	}
	return nil
}

// sweep removes the indexes for which gone answers true.
func (f *folder) sweep(gone func(name string) bool) error {
	names, err := f.names("")
	if err != nil {
		return err
	}
	for _, name := range names {
		if gone(name) {
			f.remove(name)
		}
	}
	return nil
}

// remove takes an index away; what cannot be removed is only in the way.
func (f *folder) remove(name string) {
	if err := os.RemoveAll(f.join(name)); err != nil {
		slog.Warn("removing an old search index", "name", name, "error", err)
	}
}

// names lists the indexes made with something, "" being anything, oldest
// first.
func (f *folder) names(with string) ([]string, error) {
	list, err := os.ReadDir(f.path)
	if err != nil {
		return nil, fmt.Errorf("listing the search folder: %w", err)
	}
	var names []string
	for _, entry := range list {
		if entry.IsDir() && strings.HasPrefix(entry.Name(), with) && !strings.HasPrefix(entry.Name(), ".") {
			names = append(names, entry.Name())
		}
	}
	return names, nil
}

// next is a name for a new index, one that none has had.
func (f *folder) next() (string, error) {
	names, err := f.names("")
	if err != nil {
		return "", err
	}
	current, err := f.current()
	if err != nil {
		return "", err
	}
	most := 0
	for _, name := range append(names, current) {
		most = max(most, number(name))
	}
	return fmt.Sprintf("%s-%06d", madeWith(), most+1), nil
}

// number is an index's number: the larger, the later it was begun.
func number(name string) int {
	_, digits, _ := strings.Cut(name, "-")
	n, err := strconv.Atoi(digits)
	if err != nil {
		return 0
	}
	return n
}

// choose names the index to open: the current one where it can be read by this
// program, else the newest that one was begun with, else a new one.
func (f *folder) choose() (string, error) {
	name, err := f.current()
	if err != nil {
		return "", err
	}
	names, err := f.names(madeWith() + "-")
	if err != nil {
		return "", err
	}
	for _, one := range names {
		if one == name {
			return name, nil
		}
	}
	if len(names) > 0 {
		return names[len(names)-1], nil
	}
	return f.next()
}
