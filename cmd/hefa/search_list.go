package main

import (
	"fmt"
	"io"
	"os"
	"strings"
)

// searchList are queries that are answered together, in their order.
type searchList struct {
	Queries []string `json:"queries"`
}

// mostListed is how large a file of queries may be, in bytes.
const mostListed = 8 << 20

// listed reads the queries of --list, one a line; lines with nothing on them
// are passed over.
func (c *searchCommand) listed(a *app) ([]string, error) {
	switch {
	case c.List == "" && len(c.Words) == 0:
		return nil, a.usage("search-nothing")
	case c.List == "":
		return nil, nil
	case len(c.Words) > 0:
		return nil, a.usage("search-list-and-query")
	}
	in := a.stdin
	if c.List != "-" {
		f, err := os.Open(c.List)
		if err != nil {
			return nil, a.usage("search-list-unreadable", c.List)
		}
		defer func() { _ = f.Close() }()
		in = f
	}
	data, err := io.ReadAll(io.LimitReader(in, mostListed+1))
	if err != nil {
		return nil, fmt.Errorf("reading the queries: %w", err)
	}
	if len(data) > mostListed {
		return nil, a.usage("search-list-long", mostListed>>20)
	}
	queries := []string{}
	for line := range strings.Lines(strings.TrimPrefix(string(data), "\uFEFF")) {
		if line = strings.TrimRight(line, "\r\n"); strings.TrimSpace(line) != "" {
			queries = append(queries, line)
		}
	}
	return queries, nil
}
