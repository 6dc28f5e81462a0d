package main

import (
	"context"
	"fmt"
	"net/http"
	"net/netip"
	"strings"

	"hefa/lawtext/office"
	"hefa/storage/derived"
	"hefa/web"
)

// pages is what people and programs see.
func (s *site) pages(ctx context.Context) (http.Handler, error) {
	proxies, err := s.app.proxies()
	if err != nil {
		return nil, err
	}
	sample, err := s.store.Sample(ctx)
	if err != nil {
		return nil, err
	}
	return web.New(web.Config{
		Office: derived.NewOffice(derived.FindOffice(s.app.Soffice)),
		Store:  s.store, Notices: s.notices, Search: s.index, MetricsOpen: s.app.MetricsOpen, Limits: s.app.limits(), PublicURL: s.app.PublicURL, TrustedProxies: proxies, Sample: sample,
	})
}

// limits bound what may be uploaded.
func (s *Settings) limits() office.Limits {
	limits := office.DefaultLimits
	limits.File = int64(s.MaxUpload)
	return limits
}

// proxies reads the proxies to be trusted: networks or single addresses.
func (a *app) proxies() ([]netip.Prefix, error) {
	var list []netip.Prefix
	for _, written := range a.TrustedProxies {
		if written = strings.TrimSpace(written); written == "" {
			continue
		}
		prefix, err := netip.ParsePrefix(written)
		if err != nil {
			var addr netip.Addr
			if addr, err = netip.ParseAddr(written); err == nil {
				prefix = netip.PrefixFrom(addr, addr.BitLen())
			}
		}
		if err != nil {
			return nil, a.usage("bad-proxy", fmt.Sprintf("%.60q", written))
		}
		list = append(list, prefix)
	}
	return list, nil
}
