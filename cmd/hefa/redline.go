package main

import (
	"errors"
	"fmt"
	"html"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"

	"golang.org/x/term"

	"hefa/lawtext"
	"hefa/lawtext/redline"
	"hefa/lawtext/redline/inword"
)

type redlineCommand struct {
	Format      string    `help:"help_redline_format" enum:",json,html,text,docx,table" default:""`
	Output      *string   `short:"o" help:"help_redline_output" placeholder:"FILE"`
	OnlyChanges bool      `help:"help_redline_only_changes"`
	Fixed       bool      `help:"help_redline_fixed"`
	Moves       string    `help:"help_redline_moves" enum:"tracked,plain" default:"tracked"`
	Author      string    `help:"help_redline_author" placeholder:"NAME"`
	Date        time.Time `help:"help_redline_date" format:"2006-01-02" placeholder:"YYYY-MM-DD"`
	Old         string    `arg:"" help:"help_redline_old"`
	New         string    `arg:"" help:"help_redline_new"`
}

// Run prints what changed between two files.
func (c *redlineCommand) Run(a *app) error {
	if c.Old == "-" && c.New == "-" {
		return a.usage("stdin-twice")
	}
	if c.Output != nil && *c.Output == "" {
		return a.usage("redline-no-name")
	}
	toScreen := c.Output == nil || *c.Output == "-"
	if c.Format == "" {
		c.Format = "json"
		if !toScreen {
			c.Format = formatOf(*c.Output)
		}
	}
	if c.Fixed && c.Format != "docx" {
		return a.usage("redline-fixed")
	}
	if !toScreen && (sameFile(*c.Output, c.Old) || sameFile(*c.Output, c.New)) {
		return a.usage("redline-over")
	}
	if out, ok := a.stdout.(*os.File); ok && toScreen && (c.Format == "docx" || c.Format == "table") && term.IsTerminal(int(out.Fd())) {
		return a.usage("redline-to-screen")
	}
	endSoon(comparingMemory)
	from, to, err := a.readBoth(c.Old, c.New)
	if err != nil {
		return err
	}
	r := from.Compare(to)
	if toScreen {
		return c.write(a.stdout, a.lang, to.Text.Title, r)
	}
	return writeWhole(*c.Output, func(w io.Writer) error { return c.write(w, a.lang, to.Text.Title, r) })
}

// formatOf is the format that a file's name asks for.
func formatOf(file string) string {
	switch strings.ToLower(filepath.Ext(file)) {
	case ".docx":
		return "docx"
	case ".html", ".htm":
		return "html"
	case ".txt":
		return "text"
	}
	return "json"
}

// sameFile reports whether two names are of one file that is there.
func sameFile(x, y string) bool {
	a, err := os.Stat(x)
	if err != nil {
		return false
	}
	b, err := os.Stat(y)
	return err == nil && a.Mode().IsRegular() && os.SameFile(a, b)
}

func (c *redlineCommand) write(w io.Writer, l lang, title string, r *redline.Result) error {
	switch c.Format {
	case "html":
		return writeRedlinePage(w, title, r, redline.HTMLOptions{OnlyChanges: c.OnlyChanges})
	case "text":
		return l.writeRedlineText(w, r)
	case "docx", "table":
		return c.writeWord(w, l, title, r)
	}
	return redline.WriteJSON(w, r)
}

// readPrepared reads a file and makes it ready to be compared.
func (a *app) readPrepared(file string) (*redline.Prepared, error) {
	text, err := a.readText(file)
	if err != nil {
		return nil, err
	}
	return redline.Prepare(text), nil
}

// readBoth reads two files at once.
func (a *app) readBoth(old, new string) (from, to *redline.Prepared, err error) {
	var newErr error
	done := make(chan struct{})
	go func() {
		defer close(done)
		to, newErr = a.readPrepared(new)
	}()
	from, err = a.readPrepared(old)
	<-done
	if err == nil {
		err = newErr
	}
	return from, to, err
}

// writeWord writes a redline as a Word file. Tracked changes are of today
// unless another day is given.
func (c *redlineCommand) writeWord(w io.Writer, l lang, title string, r *redline.Result) error {
	o := inword.Options{Title: title, Author: c.Author, Date: c.Date, PlainMoves: c.Moves == "plain", OnlyChanges: c.OnlyChanges, Say: l.pages().Say}
	if o.Date.IsZero() {
		o.Date = time.Now()
	}
	write := inword.Tracked
	switch {
	case c.Format == "table":
		write = inword.Comparison
	case c.Fixed:
		write = inword.Fixed
	}
	_, err := write(r, o).WriteTo(w)
	return err
}

// redlineStyle draws the fragment that redline writes, by colour and by sign.
const redlineStyle = `body{font:16px/1.8 "Noto Serif CJK SC","Songti SC",SimSun,serif;max-width:46em;margin:2em auto;padding:0 1em}
ins{color:#0a5d2c;background:#e6f5ea;text-decoration:underline}del{color:#a11;background:#fdecec;text-decoration:line-through}
.rl-badge{font:12px sans-serif;border:1px solid #999;border-radius:3px;padding:0 .3em;margin-right:.4em;color:#444}
.rl-change{border-left:3px solid transparent;padding-left:.8em;margin:.6em 0}.rl-amended,.rl-added,.rl-deleted,.rl-moved,.rl-split,.rl-merged{border-color:#bbb}
.rl-table{border-collapse:collapse;margin:.6em 0}.rl-table td{border:1px solid #999;padding:.1em .6em;vertical-align:top}
td.rl-added{background:#e6f5ea}td.rl-deleted{background:#fdecec}`

func writeRedlinePage(w io.Writer, title string, r *redline.Result, o redline.HTMLOptions) error {
	_, err := fmt.Fprintf(w, `<!DOCTYPE html>
<html lang="zh-CN"><head><meta charset="utf-8"><title>%s</title><style>%s</style></head><body>
`, html.EscapeString(lawtext.Visible(title)), redlineStyle)
	if err != nil {
		return err
	}
	if err := redline.WriteHTML(w, r, o); err != nil {
		return err
	}
	_, err = io.WriteString(w, "</body></html>\n")
	return err
}

// writeWhole writes a file under another name first, so that there is never
// half of it. A device or pipe is written to as it is, and where a link leads
// the file is replaced, not the link.
func writeWhole(name string, write func(io.Writer) error) error {
	if file, err := filepath.EvalSymlinks(name); err == nil {
		name = file
	}
	if info, err := os.Stat(name); err == nil && !info.Mode().IsRegular() {
		return writeInto(name, write)
	}
	f, err := os.CreateTemp(filepath.Dir(name), ".hefa-*")
	if errors.Is(err, fs.ErrNotExist) {
		err = &noFolderError{filepath.Dir(name)}
	}
	if err != nil {
		return fmt.Errorf("writing %s: %w", name, err)
	}
	defer func() { _ = os.Remove(f.Name()) }() // gone already where all went well
	err = write(f)
	if err == nil {
		err = f.Chmod(0o644)
	}
	if closeErr := f.Close(); err == nil {
		err = closeErr
	}
	if err == nil {
		err = os.Rename(f.Name(), name)
	}
	if err != nil {
		return fmt.Errorf("writing %s: %w", name, err)
	}
	return nil
}

// writeInto writes to what is no regular file; to a folder it cannot.
func writeInto(name string, write func(io.Writer) error) error {
	f, err := os.OpenFile(name, os.O_WRONLY, 0)
	if err != nil {
		return fmt.Errorf("writing %s: %w", name, err)
	}
	err = write(f)
	if closeErr := f.Close(); err == nil {
		err = closeErr
	}
	if err != nil {
		return fmt.Errorf("writing %s: %w", name, err)
	}
	return nil
}
