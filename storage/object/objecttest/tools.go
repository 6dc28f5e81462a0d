// Package objecttest gives tests real S3 servers: MinIO and versitygw, each a
// process of the test's own on a free loopback port.
package objecttest

import (
	"os"
	"path/filepath"
	"testing"
)

// The servers' versions; .ci/tools builds the same.
const (
	minioVersion     = "v0.0.0-20260212201848-7aac2a2c5b7c"
	versitygwVersion = "v1.8.0"
)

// tool returns the path of a server's binary, in $HEFA_TEST_BIN or among the
// user's cached tools. A missing one fails the test.
func tool(t testing.TB, name string) string {
	t.Helper()
	var folders []string
	if dir := os.Getenv("HEFA_TEST_BIN"); dir != "" {
		folders = append(folders, dir)
	}
	if cache, err := os.UserCacheDir(); err == nil {
		folders = append(folders, filepath.Join(cache, "hefa", "tools"))
	}
	for _, dir := range folders {
		path := filepath.Join(dir, name)
		if _, err := os.Stat(path); err == nil {
			return path
		}
	}
	t.Fatalf("%s is in none of %q: run make test (or make tools)", name, folders)
	return ""
}
