package cluster

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
)

// postmaster is what postmaster.pid says of one; the zero value says that
// there is no such file.
type postmaster struct {
	pid    int
	socket string // folder of its socket
	status string // "starting", "stopping", "ready", or "" as long as it has not written it
}

// readPidFile reads PostgreSQL's own record of who works in the data folder.
// Its lines are pid, folder, start, port, socket folder, address, shared
// memory and status; the later ones come while it starts.
func readPidFile(data string) (postmaster, error) {
	raw, err := os.ReadFile(filepath.Join(data, "postmaster.pid"))
	if errors.Is(err, os.ErrNotExist) {
		return postmaster{}, nil
	}
	if err != nil {
		return postmaster{}, fmt.Errorf("reading who works in the data: %w", err)
	}
	lines := strings.Split(string(raw), "\n")
	var pm postmaster
	// A negative number is a single-user backend's.
	if pm.pid, err = strconv.Atoi(strings.TrimSpace(lines[0])); err != nil || pm.pid <= 0 {
		return postmaster{}, fmt.Errorf("reading who works in the data: %s begins with %q",
			filepath.Join(data, "postmaster.pid"), lines[0])
	}
	if len(lines) > 5 {
		pm.socket = strings.TrimSpace(lines[4])
	}
	if len(lines) > 8 {
		pm.status = strings.TrimSpace(lines[7])
	}
	return pm, nil
}
