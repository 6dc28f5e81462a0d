package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"net/url"
	"sync"
	"time"
)

// operatorClient speaks the operator's API to the running server, or to this
// process itself where none runs.
type operatorClient struct {
	http *http.Client
	lang lang
	// own is the site this process opened, nil beside a server.
	own *site
	// stop ends what answers in this process.
	stop func() error
}

// startLimit is how long a command waits for a server that is just starting.
const startLimit = time.Minute

// The ways in which a command opens the site where no server runs: an import
// leaves indexing to the next server or search.
var (
	withIndex    = (*app).openIndexed
	withoutIndex = (*app).open
)

// asOperator finds who answers: the server whose socket is in the data folder,
// or else this process, with the folder's lock.
func (a *app) asOperator(ctx context.Context, open func(*app, context.Context) (*site, error)) (*operatorClient, error) {
	if err := a.check(); err != nil {
		return nil, err
	}
	deadline := time.Now().Add(startLimit)
	for {
		if conn, err := a.dialSocket(); err == nil {
			_ = conn.Close() // it answers
			dial := func(context.Context, string, string) (net.Conn, error) { return a.dialSocket() }
			return &operatorClient{http: clientOver(dial), lang: a.lang, stop: func() error { return nil }}, nil
		}
		s, err := open(a, ctx)
		if err == nil {
			return a.answerMyself(s), nil
		}
		if !errors.Is(err, errHeld) || time.Now().After(deadline) {
			return nil, err
		}
		select {
		case <-ctx.Done():
			return nil, ctx.Err()
		case <-time.After(200 * time.Millisecond):
		}
	}
}

// answerMyself serves the operator's API inside this process.
func (a *app) answerMyself(s *site) *operatorClient {
	l := &innerListener{conns: make(chan net.Conn), closed: make(chan struct{})}
	server := newServer(s.operator())
	go func() {
		if err := served(server.Serve(l)); err != nil {
			slog.Error("answering", "error", err)
		}
	}()
	return &operatorClient{http: clientOver(l.dial), lang: a.lang, own: s, stop: func() error {
		return errors.Join(server.Close(), s.Close())
	}}
}

func clientOver(dial func(context.Context, string, string) (net.Conn, error)) *http.Client {
	return &http.Client{Transport: &http.Transport{DialContext: dial, MaxIdleConnsPerHost: 16, DisableCompression: true}}
}

// call makes one request; body is sent as it is when it is bytes, else as JSON.
func (c *operatorClient) call(ctx context.Context, method, path string, query url.Values, body, into any) error {
	raw, ok := body.([]byte)
	if !ok && body != nil {
		var err error
		if raw, err = json.Marshal(body); err != nil {
			return fmt.Errorf("asking: %w", err)
		}
	}
	address := "http://hefa" + path
	if len(query) > 0 {
		address += "?" + query.Encode()
	}
	req, err := http.NewRequestWithContext(ctx, method, address, bytes.NewReader(raw))
	if err != nil {
		return fmt.Errorf("asking: %w", err)
	}
	req.Header.Set("Accept-Language", c.lang.tag())
	res, err := c.http.Do(req)
	if err != nil {
		return fmt.Errorf("asking the server: %w", err)
	}
	defer func() { _ = res.Body.Close() }() // read to its end
	if res.StatusCode != http.StatusOK {
		return readOperatorError(res)
	}
	if into == nil {
		into = &struct{}{}
	}
	if err := json.NewDecoder(res.Body).Decode(into); err != nil {
		return fmt.Errorf("reading the answer: %w", err)
	}
	return nil
}

// errUnavailable is a server whose database or objects are gone.
var errUnavailable = errors.New("the server cannot work")

func readOperatorError(res *http.Response) error {
	var told operatorError
	data, err := io.ReadAll(io.LimitReader(res.Body, 1<<20))
	if err != nil || json.Unmarshal(data, &told) != nil || told.Error == "" {
		return fmt.Errorf("the server answered %s", res.Status)
	}
	switch {
	case told.Usage:
		return &usageError{told.Error}
	case res.StatusCode == http.StatusServiceUnavailable:
		return fmt.Errorf("%w: %s", errUnavailable, told.Error)
	}
	return &spokenError{told.Error}
}

// closing ends the client at the end of a command; its error matters only
// where the command had none.
func (c *operatorClient) closing(err *error) {
	c.http.CloseIdleConnections()
	if stopErr := c.stop(); *err == nil {
		*err = stopErr
	}
}

// innerListener hands connections from one part of this process to another.
type innerListener struct {
	conns  chan net.Conn
	closed chan struct{}
	once   sync.Once
}

func (l *innerListener) dial(ctx context.Context, _, _ string) (net.Conn, error) {
	mine, theirs := net.Pipe()
	select {
	case l.conns <- theirs:
		return mine, nil
	case <-l.closed:
		return nil, net.ErrClosed
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}

// Accept implements [net.Listener].
func (l *innerListener) Accept() (net.Conn, error) {
	select {
	case c := <-l.conns:
		return c, nil
	case <-l.closed:
		return nil, net.ErrClosed
	}
}

// Close implements [net.Listener].
func (l *innerListener) Close() error {
	l.once.Do(func() { close(l.closed) })
	return nil
}

// Addr implements [net.Listener].
func (l *innerListener) Addr() net.Addr { return &net.UnixAddr{Name: "inner", Net: "unix"} }
