package web

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"net/http"
	"slices"

	"hefa/storage"
	"hefa/web/lang"
)

// visit is what is known of one request beyond HTTP. The stack makes it; each
// layer fills in its part.
type visit struct {
	requestID string
	// route is the pattern of the address, for figures.
	route string
	// client is the address of the person's machine.
	client string
	// forwarded: it came through a proxy, or under a name that others gave this
	// machine. secure: the person uses https.
	forwarded, secure bool
	lang              lang.Lang
	// token is the session's; "" where there is none.
	token string
	// person is nil where nobody has signed in.
	person   *storage.Person
	holdings []storage.Holding
	// content is a hash of the JSON that was read; "" where none was.
	content string
}

type visitKey struct{}

// from answers the visit of a request.
func from(r *http.Request) *visit {
	if v, ok := r.Context().Value(visitKey{}).(*visit); ok {
		return v
	}
	return &visit{lang: lang.Zh}
}

func withVisit(r *http.Request, v *visit) *http.Request {
	return r.WithContext(context.WithValue(r.Context(), visitKey{}, v))
}

// viewer is who asks to read.
func (v *visit) viewer() storage.Viewer {
	if v.person == nil {
		return storage.Viewer{}
	}
	return storage.Viewer{Person: v.person.ID}
}

// holds reports whether the person holds one of the roles anywhere today. It
// only decides what is shown: acts ask again within their transaction.
func (v *visit) holds(roles ...storage.Role) bool {
	return slices.ContainsFunc(v.holdings, func(h storage.Holding) bool { return slices.Contains(roles, h.Role) })
}

// holdsIn is holds of one body.
func (v *visit) holdsIn(body storage.ID, role storage.Role) bool {
	return slices.ContainsFunc(v.holdings, func(h storage.Holding) bool { return h.Body == body && h.Role == role })
}

// actor is who acts in this request. Forms carry the key that makes an act
// happen once in the field "once", API clients in Idempotency-Key. The form
// must have been parsed.
func actor(r *http.Request) *storage.Actor {
	v := from(r)
	a := &storage.Actor{RequestID: v.requestID}
	if v.person != nil {
		a.Person = v.person.ID
	}
	if r.Method == http.MethodGet || r.Method == http.MethodHead {
		return a
	}
	key := r.Header.Get("Idempotency-Key")
	if key == "" && r.PostForm != nil {
		key = r.PostForm.Get("once")
	}
	if len(key) > 200 {
		hash := sha256.Sum256([]byte(key))
		key = hex.EncodeToString(hash[:])
	}
	if key != "" {
		a.OnceKey, a.OnceRoute, a.OnceContent = key, r.Method+" "+r.URL.Path, v.content
	}
	return a
}
