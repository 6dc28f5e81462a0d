//go:build unix && !linux

package cluster

import (
	"errors"
	"syscall"
)

// attributes starts a session of its own as the account. User namespaces are
// Linux's alone.
func (a account) attributes() (*syscall.SysProcAttr, error) {
	if a.namespace != nil {
		return nil, errors.ErrUnsupported
	}
	return &syscall.SysProcAttr{Setsid: true, Credential: a.other}, nil
}
