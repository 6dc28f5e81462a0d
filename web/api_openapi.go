package web

import (
	"embed"
	"encoding/json"
	"fmt"
	"io/fs"
	"maps"
	"net/http"
)

// The API's description stands in one file for each part of the product; they
// are put together at start.
//
//go:embed openapi/*.json
var openAPIFiles embed.FS

// describeAPI puts the description together: paths and components of all
// files, everything else from the file that has it.
func describeAPI() ([]byte, error) {
	names, err := fs.Glob(openAPIFiles, "openapi/*.json")
	if err != nil {
		return nil, fmt.Errorf("finding the API's description: %w", err)
	}
	whole := map[string]json.RawMessage{}
	paths := map[string]json.RawMessage{}
	components := map[string]map[string]json.RawMessage{}
	for _, name := range names {
		data, err := openAPIFiles.ReadFile(name)
		if err != nil {
			return nil, fmt.Errorf("reading the API's description: %w", err)
		}
		var part struct {
			Paths      map[string]json.RawMessage            `json:"paths"`
			Components map[string]map[string]json.RawMessage `json:"components"`
		}
		if err := json.Unmarshal(data, &part); err != nil {
			return nil, fmt.Errorf("reading %s: %w", name, err)
		}
		if err := json.Unmarshal(data, &whole); err != nil {
			return nil, fmt.Errorf("reading %s: %w", name, err)
		}
		maps.Copy(paths, part.Paths)
		for family, entries := range part.Components {
			if components[family] == nil {
				components[family] = map[string]json.RawMessage{}
			}
			maps.Copy(components[family], entries)
		}
	}
	for key, value := range map[string]any{"paths": paths, "components": components} {
		if whole[key], err = json.Marshal(value); err != nil {
			return nil, fmt.Errorf("writing the API's description: %w", err)
		}
	}
	return json.Marshal(whole)
}

// openAPI answers with the API's description.
func (s *server) openAPI(w http.ResponseWriter, _ *http.Request) error {
	w.Header().Set("Content-Type", "application/json; charset=utf-8")
	_, err := w.Write(s.described)
	return err
}
