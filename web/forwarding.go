package web

import (
	"net"
	"net/http"
	"net/netip"
	"strings"
)

// readForwarding finds the person's own address behind trusted proxies. It
// answers whether the request came from one.
func (s *server) readForwarding(r *http.Request, v *visit) (trusted bool) {
	v.client = r.RemoteAddr
	if host, _, err := net.SplitHostPort(r.RemoteAddr); err == nil {
		v.client = host
	}
	h := r.Header
	for _, name := range []string{"Forwarded", "X-Forwarded-For", "X-Forwarded-Host", "X-Forwarded-Proto", "X-Real-Ip", "Via"} {
		v.forwarded = v.forwarded || h.Get(name) != ""
	}
	v.secure = r.TLS != nil
	if !s.trusts(v.client) {
		return false
	}
	v.secure = v.secure || strings.EqualFold(h.Get("X-Forwarded-Proto"), "https")
	hops := strings.Split(strings.Join(h.Values("X-Forwarded-For"), ","), ",")
	for i := len(hops) - 1; i >= 0; i-- {
		hop := strings.TrimSpace(hops[i])
		if _, err := netip.ParseAddr(hop); err != nil {
			break
		}
		v.client = hop
		if !s.trusts(hop) {
			break
		}
	}
	return true
}

func (s *server) trusts(address string) bool {
	a, err := netip.ParseAddr(address)
	if err != nil {
		return false
	}
	for _, p := range s.TrustedProxies {
		if p.Contains(a.Unmap()) {
			return true
		}
	}
	return false
}

func isLoopback(address string) bool {
	a, err := netip.ParseAddr(address)
	return err == nil && a.Unmap().IsLoopback()
}

// isAPI tells programs' requests from people's.
func isAPI(r *http.Request) bool { return strings.HasPrefix(r.URL.Path, "/api/") }

// wantsJSON: the API, and scripts of the pages that ask for JSON.
func wantsJSON(r *http.Request) bool {
	accept := r.Header.Get("Accept")
	return isAPI(r) || strings.HasPrefix(accept, "application/json") || strings.HasPrefix(accept, "application/problem+json")
}
