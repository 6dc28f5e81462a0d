package main

import (
	"context"
	"io"
	"strings"
	"testing"
)

// What a command costs after the program has started.
func BenchmarkVersion(b *testing.B) {
	for b.Loop() {
		if code := run(context.Background(), []string{"version"}, strings.NewReader(""), io.Discard, io.Discard); code != exitOK {
			b.Fatal(code)
		}
	}
}
