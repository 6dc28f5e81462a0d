package redline

import (
	"encoding/json"
	"testing"

	"hefa/lawtext"
	"hefa/lawtext/redline/redlinetest"
)

const carryOld = `云州市夜间经济促进办法
第一条 为了促进夜间经济发展，制定本办法。
第二条 区人民政府应当划定夜间经济集聚区。夜间经济集聚区内的商户可以延长营业时间。
第三条 申请设置夜间外摆摊位，应当提交下列材料：
（一）营业执照复印件；
（二）外摆区域平面图；
（三）卫生责任承诺书。
外摆摊位不得占用消防车通道。
第四条 商户应当在营业结束后三十分钟内清扫场地。
第五条 违反第四条规定的，处二百元以上一千元以下罚款。`

const carryNew = `云州市夜间经济促进办法
第一条 为了促进夜间经济发展，制定本办法。
第二条 夜间经济工作坚持政府引导、市场运作。
第三条 区人民政府应当划定夜间经济集聚区。
第四条 夜间经济集聚区内的商户可以延长营业时间。
第五条 申请设置夜间外摆摊位，应当提交下列材料：
（一）外摆区域平面图；
（二）营业执照复印件或者电子营业执照；
（三）卫生责任承诺书。
外摆摊位不得占用消防车通道，不得使用高音喇叭招揽顾客。
第六条 违反本办法规定使用高音喇叭的，处二百元以上五百元以下罚款。`

func TestForward(t *testing.T) {
	r := Compare(text(carryOld), text(carryNew))
	for _, c := range []struct {
		from, to lawtext.Address
		found    bool
	}{
		{"title", "title", true},
		{"1", "1", true},
		{"1.1", "1.1", true},
		{"2", "4", true}, // the larger part
		{"3", "5", true},
		{"3.1(2)", "5.1(1)", true},
		{"3.1(3)", "5.1(3)", true},
		{"3.2", "5.2", true},
		{"4", "", false},
		{"4.1", "", false},
		{"99", "", false},
	} {
		to, found := r.Forward(c.from)
		if to.Address != c.to || to.Around || found != c.found || found && (to.Confidence <= 0 || to.Confidence > 1) {
			t.Errorf("Forward(%s) = %+v, %v; want %s, %v", c.from, to, found, c.to, c.found)
		}
		if c.found {
			if back, _ := r.Backward(c.to); back.Address != c.from {
				t.Errorf("Backward(%s) = %+v, want %s", c.to, back, c.from)
			}
		}
	}
	if from, ok := r.Backward("3"); !ok || from.Address != "2" {
		t.Errorf("Backward(3) = %+v, %v; want 2, of which it is a part", from, ok)
	}
}

// A part of which nothing stayed leads to what took its place, where one part
// stands in the place of one; else to what is around it.
func TestForwardInPlace(t *testing.T) {
	const head = "云州市夜间集市管理办法\n第一条　为了规范夜间集市，制定本办法。\n"
	table := func(rows string) string {
		return "第四条　摊位费按照下表执行：\n|区域|开放时段|摊位费|\n" + rows
	}
	r := Compare(redlinetest.Read(head+"第二条　摊主应当遵守下列规定：\n（一）在划定的摊位内经营；\n（二）不得使用高音喇叭；\n（三）收市后清理垃圾。\n第三条　申请人应当提交下列材料：\n（一）身份证明；\n（二）健康证明；\n（三）经营品类说明。\n"+table("|临江片区|18时至23时|30|\n|老城片区|19时至24时|45|")),
		redlinetest.Read(head+"第二条　摊主应当遵守下列规定：\n（一）在划定的摊位内经营；\n（二）明码标价；\n（三）收市后清理垃圾。\n第三条　申请人应当提交下列材料：\n（一）身份证明；\n（二）经营品类说明；\n（三）照片。\n"+table("|临江片区|18时至23时|30|\n|老城片区|19时至24时|40|")))
	for _, c := range []struct {
		from, to lawtext.Address
		around   bool
	}{
		{"2.1(2)", "2.1(2)", false},
		{"3.1(2)", "3", true},
		{"3.1(3)", "3.1(2)", false},
		{"t1r3k3", "t1r3k3", false},
	} {
		to, ok := r.Forward(c.from)
		if !ok || to.Address != c.to || to.Around != c.around || to.Confidence < 0.3 && !to.Around {
			t.Errorf("Forward(%s) = %+v, %v; want %s, around: %v", c.from, to, ok, c.to, c.around)
		}
		if back, _ := r.Backward(c.to); !c.around && back.Address != c.from {
			t.Errorf("Backward(%s) = %+v, want %s", c.to, back, c.from)
		}
	}
}

// Cells go with their rows and spans, and what came with the words of a part
// that went is that part.
func TestForwardToTheSameWords(t *testing.T) {
	const head = "云州市夜间集市管理办法\n第一条　摊位费按照下表执行：\n"
	r := Compare(
		redlinetest.Read(head+"|区域|时段|摊位费|\n|临江片区|18时至23时|30|\n|老城片区|19时至24时|45|\n|新城片区↓3|一类|20|\n|二类|15|\n|三类|10|\n第二条　申请人应当提交下列材料：\n（一）身份证明；\n（二）健康证明；\n（三）经营品类说明。"),
		redlinetest.Read(head+"|区域|时段|摊位费|\n|老城片区|19时至24时|45|\n|临江片区|18时至23时|30|\n|新城片区↓2|二类|15|\n|三类|10|\n第二条　申请人应当提交下列材料：\n（一）健康证明；\n（二）营业执照；\n（三）照片。\n经营品类说明"))
	for from, to := range map[lawtext.Address]lawtext.Address{
		"t1r2k1": "t1r3k1", "t1r2k3": "t1r3k3", "t1r3k3": "t1r2k3", // places changed
		"t1r4k1": "t1r4k1", // its first row went
		"t1r4k2": "1", "t1r5k2": "t1r4k3", "2.1(2)": "2.1(1)", "2.1(3)": "2.2",
	} {
		got, ok := r.Forward(from)
		if !ok || got.Address != to || got.Around != (to == "1") {
			t.Errorf("Forward(%s) = %+v, %v; want %s", from, got, ok, to)
		}
	}
}

// A paragraph that went over to another article is followed there.
func TestForwardToAnotherArticle(t *testing.T) {
	const first, second = "市商务主管部门负责夜间集市的统筹协调。", "街道办事处应当每季度听取摊主和周边居民的意见。"
	const moved = "摊主应当在收市后三十分钟内清理垃圾，恢复道路原状。"
	r := Compare(
		text("云州市夜间集市管理办法\n第一条 "+first+"\n"+moved+"\n第二条 "+second),
		text("云州市夜间集市管理办法\n第一条 "+first+"\n第二条 "+second+"\n"+moved))
	if to, ok := r.Forward("1.2"); !ok || to.Address != "2.2" || to.Around {
		t.Errorf("Forward(1.2) = %+v, %v; want 2.2", to, ok)
	}
	if from, ok := r.Backward("2.2"); !ok || from.Address != "1.2" || from.Around {
		t.Errorf("Backward(2.2) = %+v, %v; want 1.2", from, ok)
	}
}

// A passage does not go over to the same words that stood elsewhere all along.
func TestCarryNotToOthers(t *testing.T) {
	r := Compare(
		redlinetest.Read("云州市备案办法\n第一条　运营单位应当在三十日内办理备案。\n登记机关应当在三十日内答复。\n第二条　违反规定的，处一千元罚款；情节严重的，并处一千元以上二千元以下罚款。\n第三条　数量如下：\n|区域|灭火器|水带|\n|住宅小区|2|1.0|\n|商业场所|3|2.0|"),
		redlinetest.Read("云州市备案办法\n第一条　运营单位应当在二十日内办理备案。\n登记机关应当在三十日内答复。\n第二条　违反规定的，处二千元罚款；情节严重的，并处一千元以上二千元以下罚款。\n第三条　数量如下：\n|区域|灭火器|水带|\n|住宅小区|3|1.0|\n|商业场所|3|2.0|"))
	for _, p := range []Passage{
		{Address: "1.1", Range: lawtext.Range{Start: 7, End: 10}, Words: "三十日"},
		{Address: "2.1", Range: lawtext.Range{Start: 7, End: 10}, Words: "一千元"},
		{Address: "t1r2k2", Range: lawtext.Range{Start: 0, End: 1}, Words: "2"},
	} {
		if got, ok := r.Carry(p); ok && got.Words == p.Words {
			t.Errorf("%s in %s is found at %s, %v", p.Words, p.Address, got.Address, got.Range)
		}
	}
	kept := Passage{Address: "1.2", Range: lawtext.Range{Start: 7, End: 10}, Words: "三十日"}
	if got, ok := r.Carry(kept); !ok || got.Address != "1.2" || got.Range != kept.Range {
		t.Errorf("what stayed is found at %+v, %v", got, ok)
	}
}

// TestForwardFromJSON holds that a stored result still leads to the units.
func TestForwardFromJSON(t *testing.T) {
	data, err := json.Marshal(Compare(text(carryOld), text(carryNew)))
	if err != nil {
		t.Fatal(err)
	}
	var r Result
	if err := json.Unmarshal(data, &r); err != nil {
		t.Fatal(err)
	}
	to, ok := r.Forward("3.1(2)")
	if to.Address != "5" || !to.Around || !ok || to.Confidence <= 0 || to.Confidence > withinArticle {
		t.Errorf("Forward(3.1(2)) = %+v, %v; want the article, half as sure", to, ok)
	}
}

func TestCarry(t *testing.T) {
	r := Compare(text(carryOld), text(carryNew))
	for _, c := range []struct {
		name  string
		from  Passage
		at    lawtext.Address
		words string
		start int
	}{
		{"kept", Passage{Address: "1.1", Range: lawtext.Range{Start: 2, End: 8}, Words: "促进夜间经济"}, "1.1", "促进夜间经济", 2},
		{"into the part that was split off", Passage{Address: "2.1", Words: "延长营业时间"}, "4.1", "延长营业时间", 13},
		{"moved within the article", Passage{Address: "3.1(2)", Range: lawtext.Range{Start: 0, End: 7}, Words: "外摆区域平面图"}, "5.1(1)", "外摆区域平面图", 0},
		{"by words alone", Passage{Address: "3.2", Words: "消防车通道"}, "5.2", "消防车通道", 8},
		{"by range alone", Passage{Address: "3.2", Range: lawtext.Range{Start: 8, End: 13}}, "5.2", "消防车通道", 8},
	} {
		got, ok := r.Carry(c.from)
		if !ok || got.Address != c.at || got.Words != c.words || got.Range.Start != c.start {
			t.Errorf("%s: %+v, %v; want %s in %s at %d", c.name, got, ok, c.words, c.at, c.start)
		}
	}
	for _, p := range []Passage{
		{Address: "4.1", Words: "清扫场地"},
		{Address: "77", Words: "清扫"},
		{Address: "1.1", Words: "没有的话"},
	} {
		if got, ok := r.Carry(p); ok {
			t.Errorf("Carry(%+v) = %+v, want none", p, got)
		}
	}
}
