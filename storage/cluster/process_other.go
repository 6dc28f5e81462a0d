//go:build unix && !linux

package cluster

import (
	"os/exec"
	"strconv"
	"strings"
)

// runs says whether the postmaster is alive: a process of its number whose
// command names the data folder.
func (pm postmaster) runs(data string) bool {
	if pm.pid <= 0 {
		return false
	}
	out, err := exec.Command("ps", "-ww", "-o", "command=", "-p", strconv.Itoa(pm.pid)).Output()
	return err == nil && strings.Contains(string(out), data)
}

// anyWorksIn says whether any process at all works in the data folder; what a
// postmaster leaves behind bears no folder's name here, and PostgreSQL itself
// waits for it.
func anyWorksIn(string) bool { return false }
