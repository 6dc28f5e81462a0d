package main

import (
	"runtime"
	"runtime/debug"

	"hefa/lawtext/office"
)

// version is set when a release is built: -ldflags "-X main.version=1.0.0".
var version = ""

type versionCommand struct{}

// Run prints what this program is.
func (versionCommand) Run(a *app) error {
	say(a.stdout, "hefa %s %s/%s %s reader %s", versionName(), runtime.GOOS, runtime.GOARCH, runtime.Version(), office.Version)
	return nil
}

// versionName is the release, or the commit it was built from.
func versionName() string {
	if version != "" {
		return version
	}
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return "devel"
	}
	for _, s := range info.Settings {
		if s.Key == "vcs.revision" && len(s.Value) >= 12 {
			return "devel-" + s.Value[:12]
		}
	}
	return "devel"
}
