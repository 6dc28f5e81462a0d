package main

type configCommand struct{}

// Run prints the settings in force, secrets hidden.
func (configCommand) Run(a *app) error {
	if err := a.check(); err != nil {
		return err
	}
	for _, s := range a.list() {
		say(a.stdout, "%s=%s", s[0], s[1])
	}
	return nil
}
