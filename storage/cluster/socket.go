package cluster

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"os"
	"path/filepath"
	"strings"
)

// socketPort names the socket's file; the cluster listens on no port.
const socketPort = "5432"

// longestSocket is what a socket's path may have in bytes: 107 on Linux, 103
// on macOS.
const longestSocket = 103

// socketFolder returns a folder, closed to others, in which the cluster's
// socket finds room: the home's own, or one among the user's temporary files
// where the home's path is too long or has a comma, at which clients would
// split it.
func (a account) socketFolder() (string, error) {
	dir := filepath.Join(a.home, "run")
	if len(socketFile(dir)) <= longestSocket && !strings.Contains(dir, ",") {
		return dir, a.mkdir(dir)
	}
	sum := sha256.Sum256([]byte(a.home))
	name := "hefa-" + hex.EncodeToString(sum[:8])
	for _, parent := range []string{os.Getenv("XDG_RUNTIME_DIR"), os.TempDir(), "/tmp"} {
		dir := filepath.Join(parent, name)
		if !filepath.IsAbs(dir) || len(socketFile(dir)) > longestSocket {
			continue
		}
		if err := a.takeFolder(dir); err == nil {
			return dir, nil
		}
	}
	// Somebody else sits on the name.
	dir, err := os.MkdirTemp("", "hefa-")
	if err != nil {
		return "", fmt.Errorf("making a folder for the socket: %w", err)
	}
	return dir, a.own(dir)
}

func socketFile(dir string) string { return filepath.Join(dir, ".s.PGSQL."+socketPort) }

// takeFolder makes dir, or takes one left by an earlier run; never one that is
// somebody else's, open to others, or a link.
func (a account) takeFolder(dir string) error {
	err := os.Mkdir(dir, 0o700)
	if err == nil {
		return a.own(dir)
	}
	info, statErr := os.Lstat(dir)
	if statErr != nil {
		return err
	}
	want := uint32(os.Geteuid())
	if a.other != nil {
		want = a.other.Uid
	}
	owner, ok := ownerOf(dir)
	if !ok || !info.IsDir() || info.Mode().Perm() != 0o700 || owner.Uid != want {
		return fmt.Errorf("%s is not ours", dir)
	}
	return nil
}
