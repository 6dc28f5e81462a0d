package web

import (
	"fmt"
	"net/http"
	"strconv"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"
	"github.com/prometheus/client_golang/prometheus/promhttp"
)

// figures are what /metrics tells of the requests themselves.
type figures struct {
	requests *prometheus.CounterVec
	took     *prometheus.HistogramVec
	handler  http.Handler
}

func newFigures(reg *prometheus.Registry) (*figures, error) {
	f := &figures{
		requests: prometheus.NewCounterVec(prometheus.CounterOpts{
			Name: "hefa_http_requests_total", Help: "Requests answered, by route and status."}, []string{"method", "route", "status"}),
		took: prometheus.NewHistogramVec(prometheus.HistogramOpts{
			Name: "hefa_http_request_seconds", Help: "Time to answer, by route.",
			Buckets: []float64{.005, .01, .025, .05, .1, .25, .5, 1, 2.5, 5, 10}}, []string{"method", "route"}),
		handler: promhttp.HandlerFor(reg, promhttp.HandlerOpts{}),
	}
	for _, c := range []prometheus.Collector{f.requests, f.took} {
		if err := reg.Register(c); err != nil {
			return nil, fmt.Errorf("registering figures: %w", err)
		}
	}
	// The process's own may have been registered by whoever made the registry.
	_ = reg.Register(collectors.NewGoCollector())
	_ = reg.Register(collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}))
	return f, nil
}

func (s *server) count(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		start := time.Now()
		rec := &recorder{ResponseWriter: w}
		next.ServeHTTP(rec, r)
		route := from(r).route
		if route == "" {
			route = "none"
		}
		method := knownMethod(r.Method)
		s.figures.requests.WithLabelValues(method, route, strconv.Itoa(rec.code())).Inc()
		s.figures.took.WithLabelValues(method, route).Observe(time.Since(start).Seconds())
	})
}

// knownMethod keeps invented methods out of the figures, where each would be
// kept for good.
func knownMethod(m string) string {
	switch m {
	case http.MethodGet, http.MethodHead, http.MethodPost, http.MethodPut, http.MethodPatch, http.MethodDelete, http.MethodOptions:
		return m
	}
	return "other"
}

// metrics serves the figures to the guard's operators.
func (s *server) metrics(w http.ResponseWriter, r *http.Request) error {
	s.figures.handler.ServeHTTP(w, r)
	return nil
}
