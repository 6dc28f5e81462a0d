package main

import (
	"bytes"
	"fmt"
	"html"
	"io"
	"os"
	"path/filepath"

	"hefa/lawtext/redline"
)

type redlineCommand struct {
	Format string `help:"help_redline_format" enum:"json,html,text" default:"json"`
	Output string `short:"o" help:"help_redline_output" placeholder:"FILE"`
	Old    string `arg:"" help:"help_redline_old"`
	New    string `arg:"" help:"help_redline_new"`
}

// Run prints what changed between two files.
func (c *redlineCommand) Run(a *app) error {
	if c.Old == "-" && c.New == "-" {
		return a.usage("stdin-twice")
	}
	from, err := a.readText(c.Old)
	if err != nil {
		return err
	}
	to, err := a.readText(c.New)
	if err != nil {
		return err
	}
	result := redline.Compare(from, to)
	var page bytes.Buffer
	switch c.Format {
	case "html":
		err = writeRedlinePage(&page, to.Title, result)
	case "text":
		err = a.lang.writeRedlineText(&page, result)
	default:
		err = writeJSON(&page, result)
	}
	if err != nil {
		return err
	}
	if c.Output == "" || c.Output == "-" {
		_, err = page.WriteTo(a.stdout)
		return err
	}
	return writeWhole(c.Output, page.Bytes())
}

// redlineStyle draws the fragment that redline writes, by colour and by sign.
const redlineStyle = `body{font:16px/1.8 "Noto Serif CJK SC","Songti SC",SimSun,serif;max-width:46em;margin:2em auto;padding:0 1em}
ins{color:#0a5d2c;background:#e6f5ea;text-decoration:underline}del{color:#a11;background:#fdecec;text-decoration:line-through}
.rl-badge{font:12px sans-serif;border:1px solid #999;border-radius:3px;padding:0 .3em;margin-right:.4em;color:#444}
.rl-change{border-left:3px solid transparent;padding-left:.8em;margin:.6em 0}.rl-amended,.rl-added,.rl-deleted,.rl-moved,.rl-split,.rl-merged{border-color:#bbb}`

func writeRedlinePage(w io.Writer, title string, r *redline.Result) error {
	_, err := fmt.Fprintf(w, `<!DOCTYPE html>
<html lang="zh-CN"><head><meta charset="utf-8"><title>%s</title><style>%s</style></head><body>
`, html.EscapeString(title), redlineStyle)
	if err != nil {
		return err
	}
	if err := redline.WriteHTML(w, r, redline.HTMLOptions{}); err != nil {
		return err
	}
	_, err = io.WriteString(w, "</body></html>\n")
	return err
}

// writeWhole writes a file under another name first, so that there is never
// half of it.
func writeWhole(name string, data []byte) error {
	f, err := os.CreateTemp(filepath.Dir(name), ".hefa-*")
	if err != nil {
		return fmt.Errorf("writing %s: %w", name, err)
	}
	defer func() { _ = os.Remove(f.Name()) }() // gone already where all went well
	_, err = f.Write(data)
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
