// Package web is what people and programs see of hefa: pages, the JSON API and
// their sessions. It translates and never decides: who may do what is the word
// of storage, review and cleanup, and every sentence stands in web/lang.
//
// routes.go lists every address with its guard, stack.go what each request
// passes through, problem.go what each error becomes.
package web

import (
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"net/netip"
	"net/url"

	"github.com/alexedwards/scs/v2"
	"github.com/prometheus/client_golang/prometheus"
	"golang.org/x/sync/semaphore"

	"hefa/lawtext/office"
	"hefa/review"
	"hefa/review/cleanup"
	"hefa/review/notice"
	"hefa/search"
	"hefa/storage"
	"hefa/storage/derived"
)

// Config is what the pages and the API stand on.
type Config struct {
	Store *storage.Store
	// Review does what people do in matters; nil makes one over the store.
	Review *review.Review
	// Notices tells people what concerns them; nil makes one without mail.
	Notices *notice.Notices
	// Search finds words; nil answers that searching is unavailable.
	Search *search.Search
	// Office makes PDFs; nil has none.
	Office *derived.Office
	// Limits bound uploaded files; the zero value is [office.DefaultLimits].
	Limits office.Limits
	// PublicURL is the address people use (https://hefa.example.gov.cn), or "".
	PublicURL string
	// TrustedProxies are those whose X-Forwarded-For and -Proto are believed.
	TrustedProxies []netip.Prefix
	// Sample says that the data is the sample data, so that sign-in lists its
	// accounts and one press switches person, never on forwarded requests.
	Sample bool
	// Metrics collects figures; nil makes a registry of its own.
	Metrics *prometheus.Registry
	// MetricsOpen serves /metrics beyond loopback.
	MetricsOpen bool
	// Log takes the access log; nil is slog's default.
	Log *slog.Logger
}

// server answers requests.
type server struct {
	Config
	sessions *scs.SessionManager
	pages    pages
	assets   *assets
	figures  *figures
	cross    *http.CrossOriginProtection
	publicly *url.URL
	cleanup  *cleanup.Cleanup
	signIns  signInLimit
	// described is the API's description in the form of OpenAPI.
	described []byte
}

// New builds the handler of everything hefa serves.
func New(c Config) (http.Handler, error) {
	if c.Store == nil {
		return nil, errors.New("building the pages: no store")
	}
	if c.Review == nil {
		r, err := review.New(c.Store)
		if err != nil {
			return nil, fmt.Errorf("building the pages: %w", err)
		}
		c.Review = r
	}
	if c.Notices == nil {
		c.Notices = &notice.Notices{Store: c.Store, Review: c.Review, Compose: MailText}
	}
	if c.Limits == (office.Limits{}) {
		c.Limits = office.DefaultLimits
	}
	if c.Metrics == nil {
		c.Metrics = prometheus.NewRegistry()
	}
	if c.Log == nil {
		c.Log = slog.Default()
	}
	s := &server{Config: c, sessions: newSessions(c.Store.DB), cross: http.NewCrossOriginProtection(), cleanup: cleanup.New(c.Store),
		signIns: signInLimit{turns: semaphore.NewWeighted(signInsAtOnce)}}
	var err error
	if c.PublicURL != "" {
		if s.publicly, err = url.Parse(c.PublicURL); err != nil || s.publicly.Host == "" {
			return nil, fmt.Errorf("reading the public address %q: it must look like https://hefa.example.cn", c.PublicURL)
		}
		if err := s.cross.AddTrustedOrigin(s.publicly.Scheme + "://" + s.publicly.Host); err != nil {
			return nil, fmt.Errorf("trusting the public address: %w", err)
		}
	}
	s.cross.SetDenyHandler(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { s.fail(w, r, errCrossOrigin) }))
	if s.assets, err = newAssets(); err != nil {
		return nil, err
	}
	if s.pages, err = newPages(s.assets); err != nil {
		return nil, err
	}
	if s.described, err = describeAPI(); err != nil {
		return nil, err
	}
	if s.figures, err = newFigures(c.Metrics); err != nil {
		return nil, err
	}
	return s.stack(s.router()), nil
}
