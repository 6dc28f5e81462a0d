package query

import "strings"

// Term is a code and the words people use for it, the proper one first.
type Term struct {
	Code  string
	Words []string
}

// Statuses are the values of [Status].
var Statuses = []Term{
	{"in-force", []string{"现行", "现行有效", "有效", "施行中"}},
	{"not-yet-effective", []string{"尚未生效", "未生效", "尚未施行"}},
	{"repealed", []string{"已废止", "废止"}},
	{"lapsed", []string{"已失效", "失效"}},
	{"drafting", []string{"起草中", "起草", "草案"}},
	{"withdrawn", []string{"已撤回", "撤回"}},
}

// Kinds are the values of [Kind].
var Kinds = []Term{
	{"normative", []string{"规范性文件", "行政规范性文件"}},
	{"rule", []string{"规章", "政府规章"}},
	{"regulation", []string{"法规", "地方性法规", "行政法规"}},
	{"decision", []string{"决策", "重大行政决策"}},
	{"law", []string{"法律"}},
	{"other", []string{"其他"}},
}

// fields are the names by which a field may be called, its own apart.
var fields = map[string]Field{
	"标题": Title, "title": Title,
	"机关": Body, "制定机关": Body, "body": Body,
	"文号": Number, "number": Number,
	"年份": Year, "年": Year, "year": Year,
	"状态": Status, "status": Status,
	"类型": Kind, "kind": Kind,
	"引用": Cites, "cites": Cites,
	"依据": Basis, "basis": Basis,
	"条": Article, "article": Article,
}

// code finds the code of a word; "" where there is none.
func code(terms []Term, word string) string {
	word = strings.ToLower(word)
	for _, t := range terms {
		if t.Code == word {
			return t.Code
		}
		for _, w := range t.Words {
			if w == word {
				return t.Code
			}
		}
	}
	return ""
}

func label(terms []Term, code string) string {
	for _, t := range terms {
		if t.Code == code {
			return t.Words[0]
		}
	}
	return code
}

// proper lists the proper words of a field's values.
func proper(terms []Term) []string {
	list := make([]string, len(terms))
	for i, t := range terms {
		list[i] = t.Words[0]
	}
	return list
}
