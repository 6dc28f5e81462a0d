package redline

import (
	"strings"
	"sync"
)

// formulas stand in so many statutes that they prove no descent even where one
// article alone has them.
var formulas = []string{
	"违反本法规定，构成犯罪的，依法追究刑事责任。",
	"；构成犯罪的，依法追究刑事责任。",
	"构成违反治安管理行为的，由公安机关依法给予治安管理处罚；",
	"对直接负责的主管人员和其他直接责任人员依法给予处分",
	"法律、行政法规另有规定的，从其规定",
	"县级以上地方各级人民政府应当",
	"省、自治区、直辖市人民政府",
}

// formulaRuns are the runs of the formulas.
var formulaRuns = sync.OnceValue(func() []uint64 {
	var runs []uint64
	for _, f := range formulas {
		runs = grams(runs, folded(nil, f))
	}
	return runs
})

// mostlyFormula reports whether a text is little more than one of them.
func mostlyFormula(text string) bool {
	for _, f := range formulas {
		if len(text) < 2*len(f) && strings.Contains(text, f) {
			return true
		}
	}
	return false
}
