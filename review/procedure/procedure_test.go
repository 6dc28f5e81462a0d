package procedure

import "testing"

func TestLoad(t *testing.T) {
	s, err := Load()
	if err != nil {
		t.Fatal(err)
	}
	if n := len(s.Newest()); n != 5 {
		t.Errorf("%d procedures", n)
	}
}
