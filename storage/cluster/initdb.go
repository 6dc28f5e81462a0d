package cluster

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
)

// initialise makes the data folder where there is none. It is made under
// another name first, so that a folder of this name is always whole.
func (c *Cluster) initialise(ctx context.Context) error {
	if _, err := os.Stat(filepath.Join(c.data(), "PG_VERSION")); err == nil {
		return nil
	}
	unborn := filepath.Join(c.as.home, "data.new")
	var err error
	for _, locale := range c.localeChoices() {
		if err = os.RemoveAll(unborn); err != nil {
			return fmt.Errorf("removing an unfinished cluster: %w", err)
		}
		err = c.initdb(ctx, append([]string{
			"--pgdata=" + unborn, "--username=" + Database, "--encoding=UTF8", "--data-checksums",
			"--auth-local=trust", "--auth-host=reject", "--lc-messages=C",
			// Syncing file by file costs seconds; once at the end is as good,
			// since nothing bears the final name before.
			"--no-sync",
		}, locale...))
		if err == nil {
			break
		}
		if !errors.Is(err, errLocale) {
			return err
		}
		c.opt.Log.Warn("this machine lacks a locale PostgreSQL was asked for; trying another", "locale", locale, "error", err)
	}
	if err != nil {
		return err
	}
	if !c.opt.NoSync {
		if err := c.initdb(ctx, []string{"--sync-only", "--pgdata=" + unborn}); err != nil {
			return err
		}
	}
	if err := os.Rename(unborn, c.data()); err != nil {
		return fmt.Errorf("finishing the cluster: %w", err)
	}
	if c.opt.NoSync {
		return nil
	}
	return syncFolder(c.as.home)
}

// localeChoices returns initdb's options for the locale, the best first.
// C.UTF-8 sorts by code point and knows Chinese characters for letters, which
// pg_trgm asks for; with plain C it would index none. From version 17 on
// PostgreSQL brings a C.UTF-8 of its own, but character classes still come from
// the machine's lc_ctype.
func (c *Cluster) localeChoices() [][]string {
	names := c.opt.locales
	if names == nil {
		names = []string{"C.UTF-8", "C.utf8"}
	}
	var choices [][]string
	for _, name := range names {
		choices = append(choices, []string{"--locale=" + name})
	}
	for _, name := range []string{"en_US.UTF-8", "zh_CN.UTF-8", "UTF-8"} {
		if c.bin.Major >= 17 {
			choices = append(choices, []string{"--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--lc-collate=C", "--lc-ctype=" + name})
		}
		choices = append(choices, []string{"--lc-collate=C", "--lc-ctype=" + name})
	}
	if c.bin.Major >= 17 {
		choices = append(choices, []string{"--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C"})
	}
	return choices
}

var errLocale = errors.New("the locale is not on this machine")

func (c *Cluster) initdb(ctx context.Context, args []string) error {
	cmd, err := c.as.command(ctx, c.bin.path("initdb"), args...)
	if err != nil {
		return err
	}
	out, err := cmd.CombinedOutput()
	if err == nil {
		return nil
	}
	text := strings.TrimSpace(string(out))
	if strings.Contains(text, "invalid locale") {
		return fmt.Errorf("initdb: %w: %s", errLocale, text)
	}
	return fmt.Errorf("initdb: %w: %s", err, text)
}

func syncFolder(dir string) error {
	f, err := os.Open(dir)
	if err != nil {
		return fmt.Errorf("syncing a folder: %w", err)
	}
	defer func() { _ = f.Close() }() // opened to sync only
	if err := f.Sync(); err != nil {
		return fmt.Errorf("syncing a folder: %w", err)
	}
	return nil
}
