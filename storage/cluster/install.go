package cluster

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
)

// Where Debian's packages look for whether to make a cluster of their own, and
// where they keep the settings they come with.
const (
	createClusterConf    = "/etc/postgresql-common/createcluster.conf"
	createClusterDefault = "/usr/share/postgresql-common/createcluster.conf"
)

// Install installs Debian's package of PostgreSQL where this process may: as
// root, with apt-get, unless $HEFA_PG_BIN names another. What apt-get says goes to out. The package makes and
// starts no cluster of its own, and the machine's settings are afterwards as
// they were. The error is [ErrNoPostgres], with the command to run, where
// nothing may be installed.
func Install(ctx context.Context, out io.Writer) error {
	_, err := exec.LookPath("apt-get")
	if err != nil || os.Geteuid() != 0 || os.Getenv("HEFA_PG_BIN") != "" {
		return fmt.Errorf("%w; to install it: %s", ErrNoPostgres, InstallCommand())
	}
	if _, err := fmt.Fprintln(out, "Installing PostgreSQL:", InstallCommand()); err != nil {
		return fmt.Errorf("installing PostgreSQL: %w", err)
	}
	restore, err := forbidOwnCluster()
	if err != nil {
		return fmt.Errorf("installing PostgreSQL: %w", err)
	}
	err = aptGet(ctx, out, "update")
	if err == nil {
		err = aptGet(ctx, out, "install", "-y", "--no-install-recommends",
			"-o", "Dpkg::Options::=--force-confdef", "-o", "Dpkg::Options::=--force-confold", "postgresql")
	}
	if err := errors.Join(err, restore()); err != nil {
		return fmt.Errorf("installing PostgreSQL (%s): %w", InstallCommand(), err)
	}
	return nil
}

func aptGet(ctx context.Context, out io.Writer, args ...string) error {
	cmd := exec.CommandContext(ctx, "apt-get", args...)
	cmd.Env = append(os.Environ(), "DEBIAN_FRONTEND=noninteractive", "UCF_FORCE_CONFFOLD=1")
	cmd.Stdout, cmd.Stderr = out, out
	if err := cmd.Run(); err != nil {
		return fmt.Errorf("apt-get %s: %w", args[0], err)
	}
	return nil
}

// forbidOwnCluster has Debian's package make no cluster, and returns what
// takes that back.
func forbidOwnCluster() (restore func() error, err error) {
	before, err := os.ReadFile(createClusterConf)
	existed := err == nil
	if err != nil && !errors.Is(err, os.ErrNotExist) {
		return nil, fmt.Errorf("reading Debian's settings: %w", err)
	}
	if err := os.MkdirAll(filepath.Dir(createClusterConf), 0o755); err != nil {
		return nil, fmt.Errorf("making the folder of Debian's settings: %w", err)
	}
	forbidden := append(bytes.Clone(before), "\ncreate_main_cluster = false\n"...)
	if err := os.WriteFile(createClusterConf, forbidden, 0o644); err != nil {
		return nil, fmt.Errorf("changing Debian's settings: %w", err)
	}
	return func() error {
		if !existed {
			var err error
			if before, err = os.ReadFile(createClusterDefault); err != nil {
				return os.Remove(createClusterConf)
			}
		}
		return os.WriteFile(createClusterConf, before, 0o644)
	}, nil
}
