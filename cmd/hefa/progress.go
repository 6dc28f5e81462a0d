package main

import (
	"fmt"
	"io"
	"os"
	"strings"
	"time"

	"golang.org/x/term"
)

// progress draws how far a command has come: a bar on a terminal, elsewhere a
// line every few seconds. It is not safe for concurrent use.
type progress struct {
	out         io.Writer
	terminal    bool
	total, done int
	bytes       int64
	begun, last time.Time
}

const (
	barWidth  = 30
	barEvery  = 100 * time.Millisecond
	lineEvery = 5 * time.Second
)

func newProgress(out io.Writer, total int) *progress {
	f, ok := out.(*os.File)
	now := time.Now()
	return &progress{out: out, terminal: ok && term.IsTerminal(int(f.Fd())), total: total, begun: now, last: now}
}

// step counts one more, of so many bytes.
func (p *progress) step(bytes int64) {
	p.done++
	p.bytes += bytes
	every := lineEvery
	if p.terminal {
		every = barEvery
	}
	if time.Since(p.last) >= every {
		p.draw()
	}
}

// end draws the last state and leaves its line.
func (p *progress) end() {
	if p.total == 0 {
		return
	}
	p.draw()
	if p.terminal {
		_, _ = io.WriteString(p.out, "\n")
	}
}

func (p *progress) draw() {
	p.last = time.Now()
	filled := barWidth * p.done / p.total
	bar := strings.Repeat("█", filled) + strings.Repeat("░", barWidth-filled)
	line := fmt.Sprintf("%s %d/%d  %.1f MB/s", bar, p.done, p.total,
		float64(p.bytes)/(1<<20)/p.last.Sub(p.begun).Seconds())
	if p.terminal {
		_, _ = fmt.Fprintf(p.out, "\r%s ", line)
		return
	}
	_, _ = fmt.Fprintln(p.out, line)
}
