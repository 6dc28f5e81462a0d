package cluster

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"runtime"
	"sort"
	"strconv"
	"strings"
	"time"
)

// OldestMajor is the first PostgreSQL a cluster runs on.
const OldestMajor = 13

var (
	// ErrNoPostgres says that no PostgreSQL of [OldestMajor] or later is on
	// this machine. The error that wraps it ends in the command that installs one.
	ErrNoPostgres = errors.New("no PostgreSQL server found")
	// ErrVersion says that the folder was made by a PostgreSQL of another
	// major version, which is not on this machine.
	ErrVersion = errors.New("the data needs another version of PostgreSQL")
)

// Binaries is one installation of PostgreSQL's server.
type Binaries struct {
	Dir   string // folder of initdb and postgres
	Major int    // 15 for 15.4
}

func (b Binaries) path(name string) string { return filepath.Join(b.Dir, name) }

// FindBinaries returns the installation a new cluster is made with: the one in
// $HEFA_PG_BIN if that is set, else the newest of those on PATH, in Debian's,
// Fedora's and Homebrew's places. The error is [ErrNoPostgres] where there is none.
func FindBinaries() (Binaries, error) {
	found := installed()
	if dir := os.Getenv("HEFA_PG_BIN"); dir != "" && len(found) == 0 {
		return Binaries{}, fmt.Errorf("%w in HEFA_PG_BIN, %s (version %d or later is needed); to install one: %s",
			ErrNoPostgres, dir, OldestMajor, InstallCommand())
	}
	if len(found) == 0 {
		return Binaries{}, fmt.Errorf("%w (version %d or later is needed); to install one: %s",
			ErrNoPostgres, OldestMajor, InstallCommand())
	}
	return found[0], nil
}

// binariesFor returns the installation that made the data folder, or the
// newest where there is no data yet.
func binariesFor(data string) (Binaries, error) {
	raw, err := os.ReadFile(filepath.Join(data, "PG_VERSION"))
	if errors.Is(err, os.ErrNotExist) {
		return FindBinaries()
	}
	if err != nil {
		return Binaries{}, fmt.Errorf("reading the data's version: %w", err)
	}
	major, err := strconv.Atoi(strings.TrimSpace(string(raw)))
	if err != nil {
		return Binaries{}, fmt.Errorf("reading the data's version: %w", err)
	}
	for _, b := range installed() {
		if b.Major == major {
			return b, nil
		}
	}
	return Binaries{}, fmt.Errorf("%w: %s was made by PostgreSQL %d; install that version, or set HEFA_PG_BIN to its folder",
		ErrVersion, data, major)
}

// installed returns every usable installation, the best first.
func installed() []Binaries {
	if dir := os.Getenv("HEFA_PG_BIN"); dir != "" {
		if b, ok := examine(dir); ok {
			return []Binaries{b}
		}
		return nil
	}
	var found []Binaries
	seen := map[string]bool{}
	for _, dir := range candidateFolders() {
		real, err := filepath.EvalSymlinks(dir)
		if err != nil || seen[real] {
			continue
		}
		seen[real] = true
		if b, ok := examine(real); ok {
			found = append(found, b)
		}
	}
	sort.SliceStable(found, func(i, j int) bool { return found[i].Major > found[j].Major })
	return found
}

func candidateFolders() []string {
	var dirs []string
	if initdb, err := exec.LookPath("initdb"); err == nil {
		if real, err := filepath.EvalSymlinks(initdb); err == nil {
			dirs = append(dirs, filepath.Dir(real))
		}
	}
	for _, pattern := range []string{
		"/usr/lib/postgresql/*/bin",              // Debian
		"/usr/lib/postgresql*/bin",               // openSUSE
		"/usr/pgsql-*/bin",                       // PostgreSQL's own RPMs
		"/opt/homebrew/opt/postgresql*/bin",      // Homebrew on ARM
		"/usr/local/opt/postgresql*/bin",         // Homebrew on Intel
		"/home/linuxbrew/.linuxbrew/opt/po*/bin", // Homebrew on Linux
	} {
		matches, _ := filepath.Glob(pattern) // fails on a malformed pattern only
		dirs = append(dirs, matches...)
	}
	return dirs
}

var versionPattern = regexp.MustCompile(`\(PostgreSQL\) (\d+)`)

// examine asks the server in dir for its version.
func examine(dir string) (Binaries, bool) {
	b := Binaries{Dir: dir}
	if _, err := os.Stat(b.path("initdb")); err != nil {
		return b, false
	}
	ctx, cancel := context.WithTimeout(context.Background(), 10*time.Second)
	defer cancel()
	out, err := exec.CommandContext(ctx, b.path("postgres"), "--version").Output()
	if err != nil {
		return b, false
	}
	m := versionPattern.FindSubmatch(out)
	if m == nil {
		return b, false
	}
	b.Major, _ = strconv.Atoi(string(m[1])) // digits by the pattern
	return b, b.Major >= OldestMajor
}

// InstallCommand returns the command that installs PostgreSQL's server on a
// machine like this one.
func InstallCommand() string {
	for _, m := range []struct{ tool, command string }{
		{"apt-get", "apt-get install postgresql"},
		{"dnf", "dnf install postgresql-server postgresql-contrib"},
		{"yum", "yum install postgresql-server postgresql-contrib"},
		{"zypper", "zypper install postgresql-server postgresql-contrib"},
		{"apk", "apk add postgresql postgresql-contrib"},
		{"brew", "brew install postgresql@17"},
	} {
		if _, err := exec.LookPath(m.tool); err == nil {
			if os.Geteuid() != 0 && m.tool != "brew" {
				return "sudo " + m.command
			}
			return m.command
		}
	}
	if runtime.GOOS == "darwin" {
		return "brew install postgresql@17"
	}
	return "sudo apt-get install postgresql"
}
