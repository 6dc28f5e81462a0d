package sample

import (
	"context"
	"crypto/rand"
	"fmt"

	"golang.org/x/sync/errgroup"

	"hefa/storage"
)

// bodies of 云州市, each after the ones it names.
var bodies = []struct {
	short, name string
	kind        storage.BodyKind
	parent      string
	reviewer    string // whose reviewing body this one is
	open        bool
}{
	{short: "市政府", name: "云州市人民政府", kind: storage.Government, open: true},
	{short: "市司法局", name: "云州市司法局", kind: storage.Department, parent: "市政府", reviewer: "市政府"},
	{short: "市城管局", name: "云州市城市管理局", kind: storage.Department, parent: "市政府", open: true},
	{short: "市市场监管局", name: "云州市市场监督管理局", kind: storage.Department, parent: "市政府", open: true},
	{short: "市住建局", name: "云州市住房和城乡建设局", kind: storage.Department, parent: "市政府", open: true},
	{short: "市交通局", name: "云州市交通运输局", kind: storage.Department, parent: "市政府", open: true},
	{short: "市教育局", name: "云州市教育局", kind: storage.Department, parent: "市政府"},
	// It reviews what 市司法局 drafts itself.
	{short: "市政府办公室", name: "云州市人民政府办公室", kind: storage.Department, parent: "市政府"},
	{short: "云法律师事务所", name: "云州云法律师事务所", kind: storage.External},
	{short: "青溪县政府", name: "青溪县人民政府", kind: storage.County, parent: "市政府", open: true},
	{short: "青溪县司法局", name: "青溪县司法局", kind: storage.CountyDepartment, parent: "青溪县政府", reviewer: "青溪县政府"},
	{short: "青溪县农业农村局", name: "青溪县农业农村局", kind: storage.CountyDepartment, parent: "青溪县政府"},
	{short: "临江区政府", name: "临江区人民政府", kind: storage.County, parent: "市政府", open: true},
	{short: "临江区司法局", name: "临江区司法局", kind: storage.CountyDepartment, parent: "临江区政府", reviewer: "临江区政府"},
	{short: "临江区民政局", name: "临江区民政局", kind: storage.CountyDepartment, parent: "临江区政府"},
	{short: "市人大常委会", name: "云州市人民代表大会常务委员会", kind: storage.External, open: true},
}

// Accounts are the sample accounts, in the order in which their people meet a
// document.
var Accounts = []string{"drafter", "legal", "reviewer", "head", "registrar", "cleanup", "auditor", "admin", "fang.jing", "zheng.lv"}

type person struct {
	account, name, body string
	role                storage.Role
	sample              bool
}

// people of 云州市. Those who are no sample accounts cannot sign in: nobody knows
// their passwords. fang.jing answers for a department that is consulted.
var people = []person{
	{"drafter", "林晓岚", "市城管局", storage.Drafter, true},
	{"legal", "周明远", "市城管局", storage.Legal, true},
	{"reviewer", "沈清和", "市司法局", storage.Reviewer, true},
	{"head", "韩立言", "市司法局", storage.Head, true},
	{"registrar", "罗敏", "市政府", storage.Registrar, true},
	{"cleanup", "唐雪君", "市司法局", storage.Cleanup, true},
	{"auditor", "何正", "市政府", storage.Auditor, true},
	{"admin", "吴启明", "市政府", storage.Admin, true},
	{"jiang.wen", "江闻", "市市场监管局", storage.Drafter, false},
	{"qiao.shu", "乔舒", "市市场监管局", storage.Legal, false},
	{"bai.ying", "白颖", "市司法局", storage.Reviewer, false},
	{"fang.jing", "方静", "市住建局", storage.Drafter, true},
	{"lu.yao", "陆遥", "市交通局", storage.Legal, false},
	{"shao.yun", "邵芸", "市教育局", storage.Drafter, false},
	{"qin.yue", "秦岳", "市政府办公室", storage.Reviewer, false},
	// Outside counsel holds no role but in the matters they are invited to.
	{"zheng.lv", "郑律", "云法律师事务所", "", true},
}

func (l *loader) loadBodiesAndPeople(ctx context.Context) error {
	if err := l.loadBodies(ctx); err != nil {
		return err
	}
	// Together, since hashing passwords is what takes the time.
	ids := make([]storage.ID, len(people))
	group, ctx := errgroup.WithContext(ctx)
	for i := range people {
		group.Go(func() (err error) {
			ids[i], err = l.loadPerson(ctx, people[i])
			return err
		})
	}
	if err := group.Wait(); err != nil {
		return err
	}
	for i, id := range ids {
		l.people[people[i].account] = id
	}
	return nil
}

func (l *loader) loadPerson(ctx context.Context, p person) (storage.ID, error) {
	password := Password
	if !p.sample {
		password = rand.Text()
	}
	made := storage.Person{Account: p.account, Name: p.name, Sample: p.sample}
	err := l.store.Do(ctx, storage.Operator(""), func(tx *storage.Tx) error {
		if err := tx.AddPerson(&made, password); err != nil {
			return err
		}
		tx.Log(storage.Event{Act: storage.ActPersonAdded, Subject: made.ID, Detail: map[string]string{"role": string(p.role)}})
		if p.role == "" {
			return nil
		}
		_, err := tx.GiveRole(made.ID, p.role, l.bodies[p.body], "", "")
		return err
	})
	if err != nil {
		return "", fmt.Errorf("adding %s: %w", p.account, err)
	}
	return made.ID, nil
}

func (l *loader) loadBodies(ctx context.Context) error {
	for _, b := range bodies {
		body := storage.Body{Kind: b.kind, Name: b.name, ShortName: b.short, Parent: l.bodies[b.parent], Open: b.open}
		err := l.store.Do(ctx, storage.Operator(""), func(tx *storage.Tx) error {
			if err := tx.AddBody(&body); err != nil {
				return err
			}
			tx.Log(storage.Event{Act: storage.ActBodyAdded, Subject: body.ID})
			if b.reviewer == "" {
				return nil
			}
			reviewed, err := storage.ReadBody(ctx, tx, l.bodies[b.reviewer])
			if err != nil {
				return err
			}
			reviewed.Reviewer = body.ID
			return tx.ChangeBody(&reviewed)
		})
		if err != nil {
			return fmt.Errorf("adding %s: %w", b.name, err)
		}
		l.bodies[b.short] = body.ID
	}
	return l.nameAlternate(ctx)
}

// nameAlternate lets the government name who reviews what its reviewing body
// drafts itself.
func (l *loader) nameAlternate(ctx context.Context) error {
	government, err := l.store.Body(ctx, l.bodies["市政府"])
	if err != nil {
		return err
	}
	government.Alternate = l.bodies["市政府办公室"]
	return l.store.ManageBody(ctx, storage.Operator(""), &government)
}
