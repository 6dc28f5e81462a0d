package cluster

import (
	"os"
	"path/filepath"
	"strconv"
)

// runs says whether the postmaster is alive: a process of its number that
// works in the data folder, as PostgreSQL's processes do and one that was
// given the number later does not.
func (pm postmaster) runs(data string) bool {
	return pm.pid > 0 && worksIn(strconv.Itoa(pm.pid), data)
}

// anyWorksIn says whether any process at all works in the data folder.
func anyWorksIn(data string) bool {
	entries, err := os.ReadDir("/proc")
	if err != nil {
		return false
	}
	for _, e := range entries {
		if _, err := strconv.Atoi(e.Name()); err == nil && worksIn(e.Name(), data) {
			return true
		}
	}
	return false
}

func worksIn(pid, data string) bool {
	folder, err := os.Readlink(filepath.Join("/proc", pid, "cwd"))
	return err == nil && folder == data
}
