//go:build unix

package derived

import (
	"os/exec"
	"syscall"
)

// killFamily has the end of the context kill a program with all it started:
// soffice is a shell script around other programs.
func killFamily(cmd *exec.Cmd) {
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	cmd.Cancel = func() error { return syscall.Kill(-cmd.Process.Pid, syscall.SIGKILL) }
}
