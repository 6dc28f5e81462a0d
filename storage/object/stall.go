package object

import (
	"context"
	"errors"
	"fmt"
	"io"
	"time"
)

// stallLimit is how long a store may stay silent before it counts as
// unavailable. A transfer may take as long as it likes while it moves.
const stallLimit = 6 * time.Second

// stall ends its context when nothing has moved for stallLimit.
type stall struct {
	ctx    context.Context
	cancel context.CancelCauseFunc
	timer  *time.Timer
}

func watchStall(ctx context.Context) *stall {
	s := new(stall)
	s.ctx, s.cancel = context.WithCancelCause(ctx)
	s.timer = time.AfterFunc(stallLimit, func() {
		s.cancel(fmt.Errorf("%w: silent for %v", ErrUnavailable, stallLimit))
	})
	return s
}

// moved says that the store gave a sign of life.
func (s *stall) moved() { s.timer.Reset(stallLimit) }

// paused says that nothing is asked of the store for now.
func (s *stall) paused() { s.timer.Stop() }

func (s *stall) end() {
	s.timer.Stop()
	s.cancel(nil)
}

// upload is a body on its way to a store; each read of it is a sign of life.
type upload struct {
	io.ReadSeeker
	stall *stall
}

func (u *upload) Read(p []byte) (int, error) {
	u.stall.moved()
	return u.ReadSeeker.Read(p)
}

// download is an object on its way from a store. Only the time spent waiting
// for the store counts, not the time its reader takes between reads.
type download struct {
	io.ReadCloser
	stall *stall
	wrap  func(error) error
}

func (d *download) Read(p []byte) (int, error) {
	d.stall.moved()
	n, err := d.ReadCloser.Read(p)
	d.stall.paused()
	if err != nil && !errors.Is(err, io.EOF) {
		err = d.wrap(err)
	}
	return n, err
}

func (d *download) Close() error {
	d.stall.end()
	return d.ReadCloser.Close()
}
