package clustertest_test

import (
	"database/sql"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"hefa/storage/cluster/clustertest"
)

func TestMain(m *testing.M) { clustertest.Main(m) }

func TestEachCallGivesAFreshDatabase(t *testing.T) {
	names := map[string]bool{}
	for range 3 {
		db, err := sql.Open("postgres", clustertest.DSN(t))
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { _ = db.Close() })
		var name string
		if err := db.QueryRow("SELECT current_database()").Scan(&name); err != nil {
			t.Fatal(err)
		}
		if names[name] {
			t.Errorf("%s was given twice", name)
		}
		names[name] = true
		if _, err := db.Exec("CREATE TABLE mine (n int)"); err != nil {
			t.Error(err)
		}
	}
}

// TestGoneWithTheProcess runs a process that takes a database and is killed,
// or ends without [clustertest.Main], and sees that nothing of it is left.
func TestGoneWithTheProcess(t *testing.T) {
	for _, end := range []string{"kill", "exit"} {
		t.Run(end, func(t *testing.T) {
			tmp := t.TempDir()
			cmd := exec.Command(os.Args[0], "-test.run=^TestAsChild$")
			cmd.Env = append(os.Environ(), "CLUSTERTEST_CHILD="+end, "TMPDIR="+tmp)
			out, err := cmd.CombinedOutput()
			if !strings.Contains(string(out), "a cluster runs") {
				t.Fatalf("the child: %v: %s", err, out)
			}
			for limit := time.Now().Add(20 * time.Second); ; time.Sleep(20 * time.Millisecond) {
				left, err := filepath.Glob(filepath.Join(tmp, "*"))
				if err != nil {
					t.Fatal(err)
				}
				if len(left) == 0 {
					break
				}
				if time.Now().After(limit) {
					t.Fatalf("left: %v", left)
				}
			}
		})
	}
}

func TestAsChild(t *testing.T) {
	end := os.Getenv("CLUSTERTEST_CHILD")
	if end == "" {
		return // not a child
	}
	clustertest.DSN(t)
	if _, err := os.Stdout.WriteString("a cluster runs\n"); err != nil {
		t.Fatal(err)
	}
	if end == "exit" {
		os.Exit(0)
	}
	self, err := os.FindProcess(os.Getpid())
	if err != nil {
		t.Fatal(err)
	}
	if err := self.Kill(); err != nil {
		t.Fatal(err)
	}
	select {}
}
