package main

import (
	"testing"

	"github.com/rogpeppe/go-internal/testscript"

	"hefa/storage/cluster/clustertest"
)

func TestMain(m *testing.M) {
	testscript.Main(tests{m}, map[string]func(){"hefa": main})
}

// tests are the package's, which stop the cluster they used.
type tests struct{ m *testing.M }

func (t tests) Run() int { return clustertest.Run(t.m) }

func TestScripts(t *testing.T) {
	testscript.Run(t, testscript.Params{Dir: "testdata/script"})
}
