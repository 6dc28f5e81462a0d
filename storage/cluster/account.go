package cluster

import (
	"context"
	"crypto/rand"
	"encoding/hex"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"os/user"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
)

// ErrRoot says that this process is root, which PostgreSQL refuses to be, and
// that no way was found to run it as anybody else.
var ErrRoot = errors.New("PostgreSQL does not run as root")

// varLib is where a cluster lives that root may not run in its own folder.
const varLib = "/var/lib/hefa"

// account is as whom PostgreSQL runs, and where its files therefore lie.
type account struct {
	home      string              // folder of the data, the socket and the log
	other     *syscall.Credential // another user than this process's; nil is the same
	namespace *user.User          // root, appearing as this user to PostgreSQL alone; nil is none
}

// chooseAccount decides once for a folder: an ordinary user is itself; root
// appears as an ordinary user in a user namespace, or becomes the owner of
// data that an ordinary user made, or postgres in a folder of its own where
// namespaces are refused.
func chooseAccount(ctx context.Context, dir string, opt Options) (account, error) {
	if os.Geteuid() != 0 {
		return account{home: dir}, nil
	}
	if owner, ok := ownerOf(filepath.Join(dir, "data")); ok && owner.Uid != 0 {
		return account{home: dir, other: owner}, nil
	}
	if _, err := os.Stat(filepath.Join(dir, "id")); err == nil {
		return postgresAccount(dir)
	}
	reason := errors.New("refused")
	if !opt.refuseNamespace {
		as := account{home: dir}
		if as, reason = namespaceAccount(ctx, as); reason == nil {
			return as, nil
		}
	}
	if _, err := os.Stat(filepath.Join(dir, "data")); err == nil {
		return account{}, fmt.Errorf("%w, and the data here was made in a user namespace, which is refused now: %w", ErrRoot, reason)
	}
	opt.Log.Info("PostgreSQL runs as another user in "+varLib, "folder", dir, "user namespaces", reason)
	return postgresAccount(dir)
}

// ordinaryUser returns somebody who is not root: PostgreSQL wants a user that
// has a name.
func ordinaryUser(names ...string) (*user.User, error) {
	for _, name := range names {
		if u, err := user.Lookup(name); err == nil && u.Uid != "0" {
			return u, nil
		}
	}
	return nil, fmt.Errorf("%w: none of the users %s exists", ErrRoot, strings.Join(names, ", "))
}

// namespaceAccount tries whether root may appear as an ordinary user and then
// still write into the folder, which it may not where root is only let in by
// its power over all files.
func namespaceAccount(ctx context.Context, as account) (account, error) {
	u, err := ordinaryUser("postgres", "nobody", "daemon")
	if err != nil {
		return as, err
	}
	as.namespace = u
	probe := exec.CommandContext(ctx, "/bin/sh", "-c", `test "$(id -u)" != 0 && test -w .`)
	probe.Dir = as.home
	if probe.SysProcAttr, err = as.attributes(); err != nil {
		return as, err
	}
	if out, err := probe.CombinedOutput(); err != nil {
		return as, fmt.Errorf("trying a user namespace: %w: %s", err, strings.TrimSpace(string(out)))
	}
	return as, nil
}

// postgresAccount gives the cluster of dir a home under /var/lib/hefa, named
// by a random id that dir keeps.
func postgresAccount(dir string) (account, error) {
	u, err := ordinaryUser("postgres", "nobody")
	if err != nil {
		return account{}, err
	}
	cred, err := credentialOf(u)
	if err != nil {
		return account{}, err
	}
	id, err := folderID(dir)
	if err != nil {
		return account{}, err
	}
	if err := os.MkdirAll(varLib, 0o711); err != nil {
		return account{}, fmt.Errorf("making %s: %w", varLib, err)
	}
	as := account{home: filepath.Join(varLib, id), other: cred}
	if err := as.mkdir(as.home); err != nil {
		return account{}, err
	}
	return as, nil
}

// folderID returns the folder's random id, made and kept on first use.
func folderID(dir string) (string, error) {
	path := filepath.Join(dir, "id")
	raw, err := os.ReadFile(path)
	if errors.Is(err, os.ErrNotExist) {
		id := make([]byte, 16)
		_, _ = rand.Read(id) // never fails
		raw = []byte(hex.EncodeToString(id))
		err = os.WriteFile(path, raw, 0o600)
	}
	if err != nil {
		return "", fmt.Errorf("the folder's id: %w", err)
	}
	id := strings.TrimSpace(string(raw))
	if b, err := hex.DecodeString(id); err != nil || len(b) != 16 {
		return "", fmt.Errorf("the folder's id in %s is malformed", path)
	}
	return id, nil
}

// mkdir makes a folder of the account's own, closed to others.
func (a account) mkdir(path string) error {
	if err := os.MkdirAll(path, 0o700); err != nil {
		return fmt.Errorf("making a folder: %w", err)
	}
	if err := os.Chmod(path, 0o700); err != nil {
		return fmt.Errorf("closing a folder to others: %w", err)
	}
	return a.own(path)
}

// own gives a file to the account.
func (a account) own(path string) error {
	if a.other == nil {
		return nil
	}
	if err := os.Chown(path, int(a.other.Uid), int(a.other.Gid)); err != nil {
		return fmt.Errorf("giving a file to PostgreSQL's user: %w", err)
	}
	return nil
}

// command prepares one of PostgreSQL's programs: as the account, in a session
// of its own, where Ctrl-C does not reach it, with nothing of this process's
// environment that would change what it does.
func (a account) command(ctx context.Context, program string, args ...string) (*exec.Cmd, error) {
	cmd := exec.CommandContext(ctx, program, args...)
	cmd.Dir = a.home
	cmd.Env = []string{"PATH=" + os.Getenv("PATH"), "HOME=" + a.home, "LC_ALL=C", "TZ=UTC"}
	var err error
	cmd.SysProcAttr, err = a.attributes()
	return cmd, err
}

func credentialOf(u *user.User) (*syscall.Credential, error) {
	uid, err := strconv.ParseUint(u.Uid, 10, 32)
	if err != nil {
		return nil, fmt.Errorf("the uid of %s: %w", u.Username, err)
	}
	gid, err := strconv.ParseUint(u.Gid, 10, 32)
	if err != nil {
		return nil, fmt.Errorf("the gid of %s: %w", u.Username, err)
	}
	return &syscall.Credential{Uid: uint32(uid), Gid: uint32(gid)}, nil
}

func ownerOf(path string) (*syscall.Credential, bool) {
	info, err := os.Stat(path)
	if err != nil {
		return nil, false
	}
	stat, ok := info.Sys().(*syscall.Stat_t)
	if !ok {
		return nil, false
	}
	return &syscall.Credential{Uid: stat.Uid, Gid: stat.Gid}, true
}
