package main

import (
	"bufio"
	"net/http"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"time"
)

// figures are the processor time that server and database have used.
type figures struct{ server, database time.Duration }

func (f figures) since(before figures) figures {
	return figures{f.server - before.server, f.database - before.database}
}

// figures asks the server, and the system for PostgreSQL, of whose processes
// only Linux tells.
func (w *town) figures() figures {
	w.t.Helper()
	_, data, err := w.ask(&townsman{}, http.MethodGet, "/metrics", "", nil)
	w.must(err)
	f := figures{server: time.Duration(figure(string(data), "process_cpu_seconds_total") * float64(time.Second))}
	var backend int
	w.must(w.db.QueryRowContext(w.t.Context(), `SELECT pg_backend_pid()`).Scan(&backend))
	postmaster := statOf(strconv.Itoa(backend)).parent
	stats, err := filepath.Glob("/proc/[0-9]*")
	w.must(err)
	for _, dir := range stats {
		pid := filepath.Base(dir)
		switch stat := statOf(pid); {
		case pid == postmaster:
			f.database += stat.used + stat.ended
		case stat.parent == postmaster:
			f.database += stat.used
		}
	}
	return f
}

// stat is what Linux tells of a process: its parent, and the processor time
// that it and its children that have ended have used.
type stat struct {
	parent      string
	used, ended time.Duration
}

func statOf(pid string) stat {
	line, err := os.ReadFile("/proc/" + pid + "/stat")
	_, rest, _ := strings.Cut(string(line), ") ")
	fields := strings.Fields(rest)
	if err != nil || len(fields) < 15 {
		return stat{} // it has ended meanwhile, or this is no Linux
	}
	ticks := func(i int) time.Duration {
		n, err := strconv.ParseInt(fields[i], 10, 64)
		if err != nil {
			return 0
		}
		return time.Duration(n) * 10 * time.Millisecond // hundredths of a second, on every Linux
	}
	return stat{parent: fields[1], used: ticks(11) + ticks(12), ended: ticks(13) + ticks(14)}
}

// figure is one number of a page of metrics.
func figure(page, name string) float64 {
	lines := bufio.NewScanner(strings.NewReader(page))
	for lines.Scan() {
		if value, ok := strings.CutPrefix(lines.Text(), name+" "); ok {
			if n, err := strconv.ParseFloat(value, 64); err == nil {
				return n
			}
		}
	}
	return 0
}

// peak is the most memory that the server has had resident, in bytes; 0 where
// the system does not tell.
func (w *town) peak() int64 {
	status, err := os.ReadFile("/proc/" + strconv.Itoa(w.server.Process.Pid) + "/status")
	if err != nil {
		return 0
	}
	for line := range strings.Lines(string(status)) {
		if value, ok := strings.CutPrefix(line, "VmHWM:"); ok {
			n, err := strconv.ParseInt(strings.Fields(value)[0], 10, 64)
			w.must(err)
			return n << 10
		}
	}
	return 0
}
