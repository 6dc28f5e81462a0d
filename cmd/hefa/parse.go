package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime/debug"

	"hefa/lawtext"
	"hefa/lawtext/office"
)

type parseCommand struct {
	Format string `help:"help_parse_format" enum:"json,text" default:"json"`
	File   string `arg:"" help:"help_parse_file"`
}

// Run prints the units of one file.
func (c *parseCommand) Run(a *app) error {
	endSoon(readingMemory)
	text, err := a.readText(c.File)
	if err != nil {
		return err
	}
	if c.Format == "text" {
		return a.printArticles(text)
	}
	return text.WriteJSON(a.stdout)
}

// commandLines is how much a command on somebody's own machine may read, more
// than a server takes from all its users.
const commandLines = 1_200_000

// Where collecting garbage becomes more urgent than time, in bytes.
const (
	readingMemory   = 480 << 20
	comparingMemory = 200 << 20
)

// endSoon is for commands that open nothing and soon end: a signal ends the
// program where it stands, and garbage is kept while there is room for it.
func endSoon(memory int64) {
	endAtOnce()
	debug.SetGCPercent(800)
	debug.SetMemoryLimit(memory)
}

// readText reads a file, or standard input for "-".
func (a *app) readText(file string) (*lawtext.Text, error) {
	limits := a.limits()
	limits.Lines = commandLines
	data, err := a.readFile(file, limits.File)
	if err != nil {
		return nil, err
	}
	name := filepath.Base(file)
	if file == "-" {
		name = ""
	}
	r, err := office.Read(name, data, limits)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", file, err)
	}
	return r.Text, nil
}

// readFile reads at most one byte more than the limit, so that the reader can
// say that it is too large.
func (a *app) readFile(file string, limit int64) ([]byte, error) {
	in := a.stdin
	if file != "-" {
		f, err := os.Open(file)
		if err != nil {
			return nil, err
		}
		defer func() { _ = f.Close() }() // only read
		in = f
	}
	var data bytes.Buffer
	if f, ok := in.(*os.File); ok {
		if info, err := f.Stat(); err == nil && info.Mode().IsRegular() {
			data.Grow(int(min(info.Size(), limit)) + bytes.MinRead)
		}
	}
	if _, err := data.ReadFrom(io.LimitReader(in, limit+1)); err != nil {
		return nil, fmt.Errorf("reading %s: %w", file, err)
	}
	return data.Bytes(), nil
}

func (a *app) printJSON(v any) error { return writeJSON(a.stdout, v) }

func writeJSON(w io.Writer, v any) error {
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	if err := enc.Encode(v); err != nil {
		return fmt.Errorf("writing the answer: %w", err)
	}
	return nil
}

func (a *app) printArticles(t *lawtext.Text) error {
	say(a.stdout, "%s", t.Title)
	chapter := ""
	for _, article := range t.Articles() {
		if article.Chapter != chapter {
			chapter = article.Chapter
			say(a.stdout, "\n%s", chapter)
		}
		say(a.stdout, "\n[%s] %s　%s", article.Address, article.Number, article.Text)
	}
	for _, p := range t.Problems {
		say(a.stderr, "%s", a.lang.say("problem", p.Code, p.Address, p.Detail))
	}
	return nil
}
