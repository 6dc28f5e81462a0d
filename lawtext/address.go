package lawtext

// Address says where a unit stands in its text: "12" for 第十二条, "12-1" for
// 第十二条之一, "12.2(3)1" for its second paragraph's third item's first
// subitem, "c2s1" for a section, "n1(2)3" in texts without 条, "t1r2k3" for a
// table cell, "annex1/3" inside an annex, "title", "pre", "sign"; "~2" marks a
// number that stands twice and "@2:" the second instrument in one file.
//
// An Address is its canonical string, so it may be stored, compared with ==
// and used as a map key. [ParseAddress] and [Address.String] are inverse.
type Address string

// String returns the canonical form.
func (a Address) String() string { return string(a) }
