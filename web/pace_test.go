package web

import (
	"bufio"
	"errors"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"testing"
	"time"
)

func TestBodyTime(t *testing.T) {
	for _, c := range []struct {
		length, limit int64
		want          time.Duration
	}{
		{0, formLimit, 30 * time.Second}, {formLimit, formLimit, 94 * time.Second},
		{-1, formLimit, 94 * time.Second}, {1 << 40, formLimit, 94 * time.Second},
	} {
		if got := bodyTime(c.length, c.limit); got != c.want {
			t.Errorf("%d of at most %d bytes have %s, want %s", c.length, c.limit, got, c.want)
		}
	}
}

// A body that stops half way is given up; one that has come in time leaves
// its handler all the time it needs.
func TestPace(t *testing.T) {
	told := make(chan error, 1)
	srv := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body := pace(w, r, r.Body, formLimit)
		if err := http.NewResponseController(w).SetReadDeadline(time.Now().Add(200 * time.Millisecond)); err != nil {
			t.Error(err)
		}
		_, err := io.ReadAll(body)
		if err == nil {
			time.Sleep(300 * time.Millisecond)
			err = r.Context().Err()
		}
		told <- err
	}))
	defer srv.Close()
	send := func(body string) error {
		conn, err := net.Dial("tcp", srv.Listener.Addr().String())
		if err != nil {
			t.Fatal(err)
		}
		defer func() { _ = conn.Close() }()
		if _, err := io.WriteString(conn, "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\n\r\n"+body); err != nil {
			t.Fatal(err)
		}
		if _, err := http.ReadResponse(bufio.NewReader(conn), nil); err != nil {
			t.Error(err)
		}
		return <-told
	}
	if err := send("half "); !errors.Is(err, errSlow) || explain(err).Status != http.StatusRequestTimeout {
		t.Errorf("half a body: %v", err)
	}
	if err := send("0123456789"); err != nil {
		t.Errorf("a whole body: %v", err)
	}
}
