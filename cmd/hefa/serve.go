package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"syscall"
	"time"

	"golang.org/x/sync/errgroup"

	"hefa/sample"
)

type serveCommand struct {
	Sample bool `help:"help_sample" default:"true" negatable:""`
}

// drain is how long requests under way may take once the server is told to end.
const drain = 10 * time.Second

// Run serves until it is told to end.
func (c *serveCommand) Run(ctx context.Context, a *app) (err error) {
	slog.SetDefault(slog.New(slog.NewTextHandler(a.stderr, nil)))
	if err := a.check(); err != nil {
		return err
	}
	if err := a.ensurePostgres(ctx); err != nil {
		return err
	}
	s, err := a.open(ctx)
	if err != nil {
		return err
	}
	defer s.closing(&err)
	if err := c.sample(ctx, s); err != nil {
		return err
	}
	if err := s.openIndex(ctx); err != nil {
		return err
	}
	if err := s.openNotices(); err != nil {
		return err
	}
	listener, err := a.listen()
	if err != nil {
		return err
	}
	work, stop := context.WithCancel(context.WithoutCancel(ctx))
	defer stop()
	group, work := errgroup.WithContext(work)
	servers, err := s.servers(work, group, listener)
	if err != nil {
		_ = listener.Close() // nothing was served on it
		return err
	}
	s.announce(ctx, listener.Addr())
	select {
	case <-ctx.Done():
	case <-work.Done():
	}
	slog.Info("ending")
	err = shutdown(servers)
	stop()
	return errors.Join(err, group.Wait())
}

// sample loads the sample data into a new installation of one's own, and
// refuses to show sample accounts to others.
func (c *serveCommand) sample(ctx context.Context, s *site) error {
	if c.Sample && s.app.embedded() && s.app.loopback() {
		if err := s.loadSample(ctx); err != nil {
			return err
		}
	}
	return s.refuseSampleAccounts(ctx)
}

// errSampleAccounts is an installation with sample accounts that others could
// reach.
var errSampleAccounts = errors.New("there are sample accounts")

func (s *site) refuseSampleAccounts(ctx context.Context) error {
	if s.app.embedded() && s.app.loopback() {
		return nil
	}
	var sample bool
	err := s.store.DB.QueryRowContext(ctx,
		`SELECT EXISTS (SELECT FROM person WHERE sample AND disabled_at IS NULL)`).Scan(&sample)
	if err != nil {
		return fmt.Errorf("looking for sample accounts: %w", err)
	}
	if sample {
		return errSampleAccounts
	}
	return nil
}

// listen takes the address asked for, or where none was, 8080 or a free port.
func (a *app) listen() (net.Listener, error) {
	if a.Listen != "" {
		return net.Listen("tcp", a.Listen)
	}
	l, err := net.Listen("tcp", defaultListen)
	if errors.Is(err, syscall.EADDRINUSE) || errors.Is(err, syscall.EACCES) {
		return net.Listen("tcp", "127.0.0.1:0")
	}
	return l, err
}

// servers starts what listens: the pages and the API, and the socket for
// commands.
func (s *site) servers(ctx context.Context, group *errgroup.Group, listener net.Listener) ([]*http.Server, error) {
	socket, err := s.app.listenSocket()
	if err != nil {
		return nil, err
	}
	handler, err := s.pages(ctx)
	if err != nil {
		_ = socket.Close() // nothing was served on it
		return nil, err
	}
	pages := newServer(handler)
	commands := newServer(s.operator())
	group.Go(func() error {
		if s.app.TLSCert != "" {
			return served(pages.ServeTLS(listener, s.app.TLSCert, s.app.TLSKey))
		}
		return served(pages.Serve(listener))
	})
	group.Go(func() error { return served(commands.Serve(socket)) })
	group.Go(func() error { return s.tick(ctx) })
	group.Go(func() error { return s.keepCopies(ctx) })
	group.Go(func() error { return s.watch(ctx) })
	group.Go(func() error { return s.notices.Run(ctx) })
	group.Go(func() error { return ignoreCancelled(s.index.Run(ctx)) })
	group.Go(func() error { return s.tellPosition(ctx) })
	return []*http.Server{pages, commands}, nil
}

// headerLimit is the largest header in bytes. A query of ten thousand brackets is
// ninety thousand in an address, and is to be answered with what is wrong with it.
const headerLimit = 512 << 10

// newServer bounds how long a client may take to say what it wants; how long
// an upload may take it does not know.
func newServer(h http.Handler) *http.Server {
	return &http.Server{
		Handler: h, ReadHeaderTimeout: 10 * time.Second, IdleTimeout: 2 * time.Minute, MaxHeaderBytes: headerLimit,
		ErrorLog: slog.NewLogLogger(slog.Default().Handler(), slog.LevelDebug),
	}
}

func served(err error) error {
	if errors.Is(err, http.ErrServerClosed) {
		return nil
	}
	return fmt.Errorf("serving: %w", err)
}

// shutdown lets requests under way end, and breaks those that do not.
func shutdown(servers []*http.Server) error {
	ctx, cancel := context.WithTimeout(context.Background(), drain)
	defer cancel()
	var group errgroup.Group
	for _, server := range servers {
		group.Go(func() error {
			if err := server.Shutdown(ctx); err != nil {
				return server.Close()
			}
			return nil
		})
	}
	return group.Wait()
}

// announce says where the server is, and who may sign in to the sample data.
func (s *site) announce(ctx context.Context, addr net.Addr) {
	a := s.app
	scheme := "http"
	if a.TLSCert != "" {
		scheme = "https"
	}
	host, port, _ := net.SplitHostPort(addr.String())
	if ip := net.ParseIP(host); ip != nil && ip.IsUnspecified() {
		host = "127.0.0.1"
	}
	say(a.stdout, "hefa ready at %s://%s/", scheme, net.JoinHostPort(host, port))
	if loaded, err := s.store.Sample(ctx); err == nil && loaded {
		say(a.stdout, "%s", a.lang.say("sample-accounts"))
		for _, account := range sample.Accounts {
			say(a.stdout, "  %-10s %s", account, a.lang.say("account-"+account))
		}
	}
}
