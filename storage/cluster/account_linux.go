package cluster

import "syscall"

// attributes starts a session of its own as the account. In the namespace the
// one user there is has the account's ordinary number, and is root outside:
// root's files are its own, and PostgreSQL sees no root.
func (a account) attributes() (*syscall.SysProcAttr, error) {
	attr := &syscall.SysProcAttr{Setsid: true, Credential: a.other}
	if a.namespace == nil {
		return attr, nil
	}
	seen, err := credentialOf(a.namespace)
	if err != nil {
		return nil, err
	}
	attr.Cloneflags = syscall.CLONE_NEWUSER
	attr.UidMappings = []syscall.SysProcIDMap{{ContainerID: int(seen.Uid), HostID: 0, Size: 1}}
	attr.GidMappings = []syscall.SysProcIDMap{{ContainerID: int(seen.Gid), HostID: 0, Size: 1}}
	return attr, nil
}
