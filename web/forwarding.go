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
	v.forwarded = byProxy(h) || !ownName(r.Host)
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

// byProxy reports whether a header tells of a proxy.
func byProxy(h http.Header) bool {
	for name := range h {
		switch {
		case strings.HasPrefix(name, "X-Forwarded"), name == "Forwarded", name == "Via", name == "X-Real-Ip",
			name == "X-Client-Ip", name == "True-Client-Ip", name == "Cf-Connecting-Ip":
			return true
		}
	}
	return false
}

// ownName reports whether a Host is a name of this machine by which only
// itself can be meant, or an address. Any other name leads here through a
// proxy, or is a stranger's that a page of theirs made point here (DNS
// rebinding), for which the browser's own guards take it as the same site.
func ownName(hostPort string) bool {
	host := hostPort
	if h, _, err := net.SplitHostPort(hostPort); err == nil {
		host = h
	}
	host = strings.Trim(host, "[]")
	_, err := netip.ParseAddr(host)
	return err == nil || host == "" || strings.EqualFold(host, "localhost")
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
