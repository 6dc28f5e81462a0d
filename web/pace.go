package web

import (
	"errors"
	"io"
	"net/http"
	"os"
	"time"
)

// A body may take bodyPatience, and a second more for each bodyRate bytes it
// has: whoever sends one byte a minute does not hold a connection for ever.
const (
	bodyPatience = 30 * time.Second
	bodyRate     = 16 << 10
)

// bodyTime is how long a body may take to arrive; length is -1 where it is not
// told, and then it may be as long as the limit.
func bodyTime(length, limit int64) time.Duration {
	if length < 0 || length > limit {
		length = limit
	}
	return bodyPatience + time.Duration(length/bodyRate)*time.Second
}

// pace gives a request's body its time, which ends with the body: what is done
// with it may take longer.
func pace(w http.ResponseWriter, r *http.Request, body io.ReadCloser, limit int64) io.ReadCloser {
	if r.Body == nil || r.Body == http.NoBody {
		return body
	}
	c := http.NewResponseController(w)
	if err := c.SetReadDeadline(time.Now().Add(bodyTime(r.ContentLength, limit))); err != nil {
		return body // no connection stands behind it
	}
	return &pacedBody{ReadCloser: body, done: func() { _ = c.SetReadDeadline(time.Time{}) }}
}

type pacedBody struct {
	io.ReadCloser
	done func()
}

// Read implements [io.Reader].
func (b *pacedBody) Read(p []byte) (int, error) {
	n, err := b.ReadCloser.Read(p)
	switch {
	case errors.Is(err, os.ErrDeadlineExceeded):
		return n, errSlow
	case err == io.EOF: //nolint:errorlint // readers answer it so
		b.done()
	}
	return n, err
}
