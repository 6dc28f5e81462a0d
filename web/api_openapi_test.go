package web

import (
	"slices"
	"strings"
	"testing"

	"github.com/getkin/kin-openapi/openapi3"
)

// apiDescription is the API's description, checked.
func apiDescription(t testing.TB) *openapi3.T {
	t.Helper()
	data, err := describeAPI()
	if err != nil {
		t.Fatal(err)
	}
	loader := openapi3.NewLoader()
	described, err := loader.LoadFromData(data)
	if err != nil {
		t.Fatal(err)
	}
	if err := described.Validate(loader.Context); err != nil {
		t.Fatal(err)
	}
	return described
}

// Every address of the API is described, and every described one is there.
func TestDescriptionIsTrue(t *testing.T) {
	var described, there []string
	for path, item := range apiDescription(t).Paths.Map() {
		for method := range item.Operations() {
			described = append(described, method+" "+path)
		}
	}
	for _, rt := range (&server{}).apiRoutes() {
		there = append(there, rt.method+" "+rt.path)
	}
	for _, one := range there {
		if !slices.Contains(described, one) {
			t.Errorf("%s is not described", one)
		}
	}
	for _, one := range described {
		if !slices.Contains(there, one) {
			t.Errorf("%s is described but not there", one)
		}
	}
	for _, one := range there {
		if strings.Count(strings.Join(there, "\n")+"\n", one+"\n") > 1 {
			t.Errorf("%s is there twice", one)
		}
	}
}
