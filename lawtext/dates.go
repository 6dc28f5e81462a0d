package lawtext

import (
	"strings"
	"time"
)

// DateInName is the last (YYYY-MM-DD) or （YYYY-MM-DD） in a file name, or "".
func DateInName(name string) string {
	name = strings.NewReplacer("（", "(", "）", ")").Replace(name)
	for end := len(name); ; {
		i := strings.LastIndexByte(name[:end], '(')
		if i < 0 {
			return ""
		}
		if len(name) > i+11 && name[i+11] == ')' {
			if _, err := time.Parse(time.DateOnly, name[i+1:i+11]); err == nil {
				return name[i+1 : i+11]
			}
		}
		end = i
	}
}
