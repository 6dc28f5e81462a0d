package web

import "hefa/lawtext/redline"

// sheetMove marks where a moved unit stood and leads to where it went.
type sheetMove struct{ ID, Number, To, ToNumber string }

// moveOf is the move of a change; units without numbers are named by where
// they stand.
func moveOf(c *redline.Change) sheetMove {
	m := sheetMove{ID: "old-" + string(c.OldAddresses[0]), Number: joinNumbers(c.Old), To: anchor(c.NewAddresses[0]), ToNumber: joinNumbers(c.New)}
	if m.Number == "" {
		m.Number, m.ToNumber = c.OldAddresses[0].Chinese(), c.NewAddresses[0].Chinese()
	}
	return m
}

// leavers are the moved units that stood before a change.
func leavers(r *redline.Result, moved []int) []sheetMove {
	var list []sheetMove
	for _, k := range moved {
		list = append(list, moveOf(&r.Changes[k]))
	}
	return list
}
