// Command hefa keeps and reviews the normative documents of government
// bodies: the server, and the commands beside it.
package main

import (
	"context"
	"io"
	"os"
	"os/signal"
	"syscall"
)

// app is what every command is given.
type app struct {
	Settings
	lang   lang
	stdin  io.Reader
	stdout io.Writer
	stderr io.Writer
}

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	context.AfterFunc(ctx, stop) // a second signal ends it at once
	code := run(ctx, os.Args[1:], os.Stdin, os.Stdout, os.Stderr)
	stop()
	os.Exit(code)
}

// endAtOnce lets a signal end the program where it stands: commands that open
// nothing have nothing to put in order.
func endAtOnce() { signal.Reset(os.Interrupt, syscall.SIGTERM) }
