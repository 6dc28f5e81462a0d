package sample

import (
	"hefa/review/cleanup"
	"hefa/storage"
)

// campaign is the story of one cleanup.
func campaign() *story {
	return &story{title: "涉企收费和市场准入规定专项清理", steps: []step{
		begin(28, "根据优化营商环境工作部署，对涉及收费、市场准入的文件进行专项清理。",
			"云州市机动车停放服务收费管理办法", "云州市户外广告设施设置管理办法", "云州市中小学生校外供餐管理规定",
			"云州市巡游出租汽车服务质量考核办法", "云州市优化营商环境若干措施"),
		conclude(18, "云州市机动车停放服务收费管理办法", cleanup.Keep, "收费依据充分，政府指导价标准已按程序公布，继续有效。"),
		conclude(17, "云州市户外广告设施设置管理办法", cleanup.Amend, "第六条审批材料可进一步精简，第九条检测频次宜与国家标准衔接，列入修改计划。"),
	}}
}

// begin begins the story's campaign over documents of these titles.
func begin(days int, basis string, titles ...string) step {
	return step{days, func(t *teller) error {
		in := cleanup.BeginInput{Title: t.title, Basis: basis, Due: storage.DayOf(t.now.AddDate(0, 0, 30))}
		for _, title := range titles {
			in.Documents = append(in.Documents, t.documents[title])
		}
		begun, err := cleanup.New(t.store).Begin(t.ctx, t.as("cleanup"), in)
		t.matter = begun.Campaign
		return err
	}}
}

func conclude(days int, title string, c cleanup.Conclusion, grounds string) step {
	return step{days, func(t *teller) error {
		_, err := cleanup.New(t.store).Conclude(t.ctx, t.as("cleanup"),
			cleanup.ConcludeInput{Campaign: t.matter, Document: t.documents[title], Conclusion: c, Grounds: grounds})
		return err
	}}
}
