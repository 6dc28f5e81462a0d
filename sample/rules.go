package sample

import (
	"context"
	"fmt"
	"path"

	"hefa/storage"
	"hefa/storage/intake"
)

// actVersionEnded is logged when a text that was brought in is ended by hand.
const actVersionEnded storage.Act = "version-ended"

// rule is a text that was there before hefa, brought in as an import does.
type rule struct {
	file string
	kind storage.Kind
	// body issues it; "" is the one the text names.
	body string
	// repealed is the first day on which it was no longer in force, or "".
	repealed storage.Day
}

var rules = []rule{
	{file: "云州市临时建设工程管理暂行办法.md", kind: storage.Rule, repealed: "2021-01-01"},
	{file: "云州市户外广告设施设置管理办法(2016-03-18).md", kind: storage.Rule},
	{file: "云州市户外广告设施设置管理办法(2022-08-12).md", kind: storage.Rule},
	{file: "云州市小型餐饮服务经营扶持办法.md", kind: storage.Normative, body: "云州市人民政府"},
	{file: "云州市城镇排水设施保护规定.md", kind: storage.Rule},
	{file: "云州市互联网租赁自行车投放管理暂行规定.md", kind: storage.Normative},
	{file: "云州市生活垃圾分类管理办法(2020-06-05).md", kind: storage.Rule},
	{file: "云州市行政规范性文件管理办法.md", kind: storage.Normative},
	{file: "云州市重大行政决策事项目录管理办法.md", kind: storage.Normative},
	{file: "云州市机动车停放服务收费管理办法.md", kind: storage.Normative},
	{file: "云州市数据资源开放促进条例.md", kind: storage.Regulation},
	{file: "青溪县农村宅基地审批管理办法.md", kind: storage.Normative},
	{file: "云州市优化营商环境若干措施.md", kind: storage.Normative, body: "云州市人民政府"},
	{file: "云州市中小学生校外供餐管理规定.md", kind: storage.Normative},
	{file: "临江区社区养老服务设施管理办法.md", kind: storage.Normative},
	{file: "云州市巡游出租汽车服务质量考核办法.md", kind: storage.Normative},
}

func (l *loader) loadRules(ctx context.Context) error {
	for _, r := range rules {
		data, err := texts.ReadFile(path.Join("texts/rules", r.file))
		if err != nil {
			return err
		}
		o := intake.Options{Body: r.body, Kind: r.kind, InForce: true, Join: true}
		a, err := intake.Bring(ctx, l.store, storage.Operator(""), r.file, data, o)
		if err != nil {
			return fmt.Errorf("bringing in %s: %w", r.file, err)
		}
		l.documents[a.Title] = a.Document
		if r.repealed == "" {
			continue
		}
		err = l.store.Do(ctx, storage.Operator(""), func(tx *storage.Tx) error {
			tx.Log(storage.Event{Act: actVersionEnded, Document: a.Document, Version: a.Version})
			return tx.EndVersion(a.Document, a.Version, r.repealed, storage.EndRepealed)
		})
		if err != nil {
			return fmt.Errorf("ending %s: %w", r.file, err)
		}
	}
	return nil
}
