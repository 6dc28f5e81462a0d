package web

import (
	"context"
	"testing"
)

// What answered in time counts, however long the other was waited for.
func TestHeard(t *testing.T) {
	late, cancel := context.WithCancel(context.Background())
	cancel()
	for range 50 {
		c := make(chan string, 1)
		c <- "ok"
		if got := heard(late, c); got != "ok" {
			t.Fatalf("an answer in time was heard as %q", got)
		}
	}
	if got := heard(late, make(chan string)); got != "unavailable" {
		t.Errorf("no answer was heard as %q", got)
	}
}
