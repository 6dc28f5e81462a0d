package web

import (
	"crypto/rand"
	"fmt"
	"log/slog"
	"net/http"
	"regexp"
	"runtime/debug"
	"strings"
	"time"

	"hefa/search"
	"hefa/web/lang"
)

// formLimit is the largest body of an ordinary form, in bytes.
const formLimit = 1 << 20

// listLimit is that of a form with a list of literals: of Chinese a form sends
// three times the bytes, and a list a little too long is told as that.
const listLimit = 4 * search.MaxKeptList

// contentPolicy is the whole of what pages may load.
const contentPolicy = "default-src 'self'; object-src 'none'; base-uri 'none'; frame-ancestors 'none'; form-action 'self'"

// stack is everything each request passes through, outermost first. Size
// limit, session and guard differ by address and follow in [server.serve].
func (s *server) stack(router http.Handler) http.Handler {
	layers := []func(http.Handler) http.Handler{
		s.identify,
		s.logAccess,
		s.count,
		s.recoverPanics,
		s.secure,
		s.cross.Handler,
	}
	h := router
	for i := len(layers) - 1; i >= 0; i-- {
		h = layers[i](h)
	}
	return h
}

var saneRequestID = regexp.MustCompile(`^[A-Za-z0-9_-]{8,64}$`)

// identify makes the visit: request id, the person's machine, the language.
func (s *server) identify(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		v := &visit{}
		trusted := s.readForwarding(r, v)
		if id := r.Header.Get("X-Request-Id"); trusted && saneRequestID.MatchString(id) {
			v.requestID = id
		} else {
			v.requestID = strings.ToLower(rand.Text()[:12])
		}
		v.lang = chooseLanguage(w, r)
		w.Header().Set("X-Request-Id", v.requestID)
		next.ServeHTTP(w, withVisit(r, v))
	})
}

// chooseLanguage: ?lang= decides and is remembered; pages are Chinese unless
// told otherwise, the API follows Accept-Language.
func chooseLanguage(w http.ResponseWriter, r *http.Request) lang.Lang {
	if l, ok := lang.Parse(r.URL.Query().Get("lang")); ok {
		if !isAPI(r) {
			http.SetCookie(w, &http.Cookie{Name: "hefa_lang", Value: string(l), Path: "/", MaxAge: 365 * 24 * 3600,
				HttpOnly: true, SameSite: http.SameSiteLaxMode})
		}
		return l
	}
	if isAPI(r) {
		return lang.Match(r.Header.Get("Accept-Language"))
	}
	if c, err := r.Cookie("hefa_lang"); err == nil {
		if l, ok := lang.Parse(c.Value); ok {
			return l
		}
	}
	return lang.Zh
}

// logAccess writes one line a request: never a query, a form or a cookie.
func (s *server) logAccess(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		start, v := time.Now(), from(r)
		rec := &recorder{ResponseWriter: w}
		next.ServeHTTP(rec, r)
		level := slog.LevelInfo
		if v.route == "/healthz" || v.route == "/readyz" || strings.HasPrefix(v.route, "/assets/") {
			level = slog.LevelDebug
		}
		attrs := []slog.Attr{slog.String("id", v.requestID), slog.String("method", r.Method), slog.String("path", r.URL.Path),
			slog.Int("status", rec.code()), slog.Int64("bytes", rec.bytes), slog.Duration("took", time.Since(start)),
			slog.String("client", v.client)}
		if v.person != nil {
			attrs = append(attrs, slog.String("person", string(v.person.ID)))
		}
		s.Log.LogAttrs(r.Context(), level, "request", attrs...)
	})
}

// recoverPanics turns a panic into a 500 with its stack in the log.
func (s *server) recoverPanics(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		defer func() {
			p := recover()
			if p == nil {
				return
			}
			if err, ok := p.(error); ok && err == http.ErrAbortHandler { //nolint:errorlint // net/http compares it so
				panic(p)
			}
			s.Log.ErrorContext(r.Context(), "panic", "id", from(r).requestID, "path", r.URL.Path, "panic", fmt.Sprint(p), "stack", string(debug.Stack()))
			s.fail(w, r, fmt.Errorf("a panic: %v", p))
		}()
		next.ServeHTTP(w, r)
	})
}

// secure sets the headers that hold for everything.
func (s *server) secure(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		h := w.Header()
		h.Set("Content-Security-Policy", contentPolicy)
		h.Set("X-Content-Type-Options", "nosniff")
		h.Set("Referrer-Policy", "same-origin")
		h.Set("Cross-Origin-Opener-Policy", "same-origin")
		h.Set("Cache-Control", "no-store")
		h.Set("Vary", "Cookie, Accept-Language")
		if from(r).secure {
			h.Set("Strict-Transport-Security", "max-age=31536000")
		}
		next.ServeHTTP(w, r)
	})
}

// recorder remembers what was answered.
type recorder struct {
	http.ResponseWriter
	status int
	bytes  int64
}

func (r *recorder) WriteHeader(status int) {
	if r.status == 0 {
		r.status = status
	}
	r.ResponseWriter.WriteHeader(status)
}

func (r *recorder) Write(b []byte) (int, error) {
	if r.status == 0 {
		r.status = http.StatusOK
	}
	n, err := r.ResponseWriter.Write(b)
	r.bytes += int64(n)
	return n, err
}

// Unwrap lets http.ResponseController reach the connection.
func (r *recorder) Unwrap() http.ResponseWriter { return r.ResponseWriter }

func (r *recorder) code() int {
	if r.status == 0 {
		return http.StatusOK
	}
	return r.status
}
