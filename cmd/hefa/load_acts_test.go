package main

import (
	"fmt"
	"net/url"
	"slices"
	"strings"

	"hefa/storage"
)

// townAct is one kind of act, and how often it is done beside the others.
type townAct struct {
	kind   string
	weight int
	roles  []storage.Role
	do     func(w *town, p *townsman) error
}

var (
	bureau   = []storage.Role{storage.Reviewer, storage.Head}
	everyone = storage.Roles
)

// townActs is what people do in the course of a day. A move that nothing waits
// for is a look at one's work instead.
var townActs = []townAct{
	{"my work", 4, everyone, page("/work")},
	{"matters", 3, everyone, page("/matters")},
	{"notices", 1, everyone, page("/notices")},
	{"documents", 1, everyone, page("/documents")},
	{"audit", 3, []storage.Role{storage.Auditor}, page("/audit")},
	{"cleanup", 2, []storage.Role{storage.Cleanup}, page("/cleanup")},
	{"document", 3, everyone, func(w *town, p *townsman) error {
		return w.page(p, "/documents/"+w.documents[p.random.IntN(len(w.documents))])
	}},
	{"search", 4, everyone, func(w *town, p *townsman) error {
		return w.page(p, "/search?q="+url.QueryEscape(townWords[p.random.IntN(len(townWords))]))
	}},
	{"exact search", 2, []storage.Role{storage.Cleanup, storage.Reviewer}, func(w *town, p *townsman) error {
		return w.page(p, "/search?exact=1&q="+url.QueryEscape(townWords[p.random.IntN(len(townWords))]))
	}},
	{"workspace", 5, bureau, (*town).sitsDown},
	{"redline", 3, bureau, func(w *town, p *townsman) error {
		m := w.any(p)
		return w.page(p, "/documents/"+m.Document+"/redline?from=1&to=2")
	}},
	{"comment", 8, bureau, func(w *town, p *townsman) error {
		m := w.any(p)
		p.n++
		words := fmt.Sprintf("%s的第%d条意见", p.account, p.n)
		err := w.change(p, "comment", "commented", m, map[string]any{"address": townAddress(p), "kind": "content", "weight": "consider",
			"audience": "body", "text": words}, "/comments")
		if err != nil {
			return err
		}
		return w.page(p, "/matters/"+m.Matter)
	}},
	{"tick", 8, bureau, func(w *town, p *townsman) error {
		return w.change(p, "tick", "articles-read", w.any(p), map[string]any{"draft": 2, "articles": []string{townAddress(p)}}, "/reading")
	}},
	{"new document", 1, []storage.Role{storage.Drafter}, func(w *town, p *townsman) error {
		p.n++
		m, err := w.opensMatter(p, p.random.Uint64())
		if err != nil {
			return err
		}
		w.wait("submit", m)
		return w.page(p, "/matters/"+m.Matter)
	}},
	{"submit", 4, []storage.Role{storage.Drafter}, move("submit", "submit", "consent")},
	{"consent", 4, []storage.Role{storage.Legal}, move("consent", "consent", "accept")},
	{"accept", 2, bureau, move("accept", "accept", "return")},
	{"return", 2, bureau, move("return", "return-amendment", "resubmit")},
	{"next draft", 6, []storage.Role{storage.Drafter}, func(w *town, p *townsman) error {
		m := w.takes("resubmit", p.body)
		if m == nil {
			return w.page(p, "/work")
		}
		if err := w.uploads(p, m, p.random.Uint64()); err != nil {
			return err
		}
		w.wait("hand in", m)
		return w.page(p, "/matters/"+m.Matter)
	}},
	{"resubmit", 6, []storage.Role{storage.Drafter}, move("hand in", "resubmit", "return")},
}

// actsOf are the kinds of act of a role, each as often as it weighs.
func actsOf(role storage.Role) []townAct {
	var list []townAct
	for _, a := range townActs {
		if slices.Contains(a.roles, role) {
			list = append(list, slices.Repeat([]townAct{a}, a.weight)...)
		}
	}
	return list
}

func page(path string) func(*town, *townsman) error {
	return func(w *town, p *townsman) error { return w.page(p, path) }
}

// move takes a matter that waits, does the act, and puts it where the next act
// finds it; then the person sees the matter's page.
func move(waits, act, next string) func(*town, *townsman) error {
	return func(w *town, p *townsman) error {
		m := w.takes(waits, p.body)
		if m == nil {
			return w.page(p, "/work")
		}
		in := map[string]any{"act": act}
		switch act {
		case "submit":
			in = m.submission()
		case "accept":
			in["complete"] = true
		}
		if err := w.change(p, waits, act, m, in, "/moves"); err != nil {
			return err
		}
		w.wait(next, m)
		return w.page(p, "/matters/"+m.Matter)
	}
}

// sitsDown opens a workspace, which from then on asks for news.
func (w *town) sitsDown(p *townsman) error {
	p.desk, p.heard = w.any(p).Matter, 0
	return w.page(p, "/matters/"+p.desk)
}

// listens asks for news of the open workspace, and has its panel made anew
// where there is any.
func (w *town) listens(p *townsman) error {
	var told struct{ Position int64 }
	err := w.send(p, "GET", fmt.Sprintf("/matters/%s/news?after=%d", p.desk, p.heard), nil, &told)
	if err != nil || told.Position == 0 {
		return err
	}
	first := p.heard == 0 // the page itself told its place
	p.heard = told.Position
	if first {
		return nil
	}
	return w.page(p, "/matters/"+p.desk+"/panel")
}

// any is one of the matters that stay in review.
func (w *town) any(p *townsman) *townMatter { return w.desks[p.random.IntN(len(w.desks))] }

// submission hands a matter in with every material and step explained away.
func (m *townMatter) submission() map[string]any {
	var absent []map[string]string
	for _, code := range []string{"explanation", "legal-basis", "comments-received"} {
		absent = append(absent, map[string]string{"code": code, "absence": "无"})
	}
	return map[string]any{"act": "submit", "materials": absent, "others": "不适用"}
}

// townWords are what people look for.
var townWords = strings.Fields("管理 监督检查 应当自收到申请之日起 停车 处罚 第九条 市人民政府 责令限期改正 公共 登记备案 施行 主管部门应当")

func townAddress(p *townsman) string { return fmt.Sprint(1 + p.random.IntN(townArticles-1)) }

// townArticles is how many articles a text of the town has.
const townArticles = 40

// townText is a rule of forty articles; a later draft differs in one article of
// ten.
func townText(seed uint64, title string, draft int) string {
	if title == "" {
		title = fmt.Sprintf("云州市第%d号管理办法", seed)
	}
	who := strings.Fields("市人民政府 区人民政府 主管部门 运营单位 公民和法人 行业协会 街道办事处")
	does := strings.Fields("应当建立 可以制定 负责监督检查 应当自收到申请之日起公开 不得拒绝 应当登记备案 组织实施")
	what := strings.Fields("公共停车设施 道路清扫保洁 再生资源回收 户外广告 绿色建筑 预付费经营 电动自行车停放")
	rest := strings.Fields("并向社会公布，接受监督。 违反规定的，责令限期改正；逾期不改正的，依法给予处罚。 具体办法另行制定。 所需经费列入本级财政预算。")
	var b strings.Builder
	fmt.Fprintf(&b, "%s\n", title)
	for i := range townArticles {
		at := seed + uint64(i)
		if i%10 == 3 {
			at += uint64(draft)
		}
		fmt.Fprintf(&b, "第%d条　", i+1)
		for j := range uint64(3) {
			at = at*6364136223846793005 + 1442695040888963407 + j
			n := int(at >> 40)
			fmt.Fprintf(&b, "%s对%s%s的%s工作，%s", who[n%len(who)], what[n/7%len(what)], does[n/49%len(does)], what[n/343%len(what)], rest[n/2401%len(rest)])
		}
		b.WriteString("\n")
	}
	return b.String()
}
