package web

import (
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"fmt"
	"io/fs"
	"mime"
	"net/http"
	"path"
	"strings"

	"github.com/gorilla/mux"

	"hefa/storage"
)

//go:embed assets
var assetFiles embed.FS

// assets are the style sheets, scripts and pictures. Their address carries the
// hash of all of them, so that relative imports hold and browsers may keep
// them for ever.
type assets struct {
	hash  string
	files map[string][]byte
}

func newAssets() (*assets, error) {
	a := &assets{files: map[string][]byte{}}
	sum := sha256.New()
	err := fs.WalkDir(assetFiles, "assets", func(p string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := assetFiles.ReadFile(p)
		if err != nil {
			return err
		}
		name := strings.TrimPrefix(p, "assets/")
		a.files[name] = data
		_, err = fmt.Fprintf(sum, "%s %d\n%s", name, len(data), data)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("reading the assets: %w", err)
	}
	a.hash = hex.EncodeToString(sum.Sum(nil))[:12]
	return a, nil
}

// address is where an asset is served; an unknown one is an error, so that no
// page is shown without its style.
func (a *assets) address(name string) (string, error) {
	if _, ok := a.files[name]; !ok {
		return "", fmt.Errorf("no asset %q", name)
	}
	return "/assets/" + a.hash + "/" + name, nil
}

// mediaTypes are ours, not the operating system's.
var mediaTypes = map[string]string{
	".css": "text/css; charset=utf-8", ".js": "text/javascript; charset=utf-8", ".svg": "image/svg+xml",
}

func (s *server) asset(w http.ResponseWriter, r *http.Request) error {
	vars := mux.Vars(r)
	return s.serveAsset(w, vars["path"], vars["hash"] == s.assets.hash)
}

// favicon answers browsers that ask before they have read a page.
func (s *server) favicon(w http.ResponseWriter, _ *http.Request) error {
	return s.serveAsset(w, "img/seal.svg", false)
}

// serveAsset lets a browser keep the asset for ever only under its own hash:
// an older page gets the newer file once.
func (s *server) serveAsset(w http.ResponseWriter, name string, forever bool) error {
	data, ok := s.assets.files[name]
	if !ok {
		return fmt.Errorf("serving asset %.80q: %w", name, storage.ErrNotFound)
	}
	kind := mediaTypes[path.Ext(name)]
	if kind == "" {
		kind = mime.TypeByExtension(path.Ext(name))
	}
	h := w.Header()
	h.Set("Content-Type", kind)
	h.Del("Vary")
	if forever {
		h.Set("Cache-Control", "public, max-age=31536000, immutable")
	}
	_, err := w.Write(data)
	return err
}
