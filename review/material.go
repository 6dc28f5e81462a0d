package review

import (
	"context"
	"fmt"
	"strings"
	"time"

	"hefa/review/procedure"
	"hefa/storage"
)

// Acts on materials, as the log names them.
const (
	ActMaterialAdded   storage.Act = "material-added"
	ActMaterialRemoved storage.Act = "material-removed"
)

// Material is one thing on the checklist: a file, or why there is none.
type Material struct {
	ID   storage.ID    `json:"id"`
	Code string        `json:"code"`
	File *storage.File `json:"file,omitempty"`
	// Absence is the stated reason why there is no file.
	Absence string     `json:"absence,omitempty"`
	By      storage.ID `json:"by"`
	ByName  string     `json:"byName"`
	ForName string     `json:"forName,omitempty"`
	At      time.Time  `json:"at"`
}

// MaterialInput is a material to add: a file kept in the object store (see
// storage.Store.Keep), or a reason why there is none.
type MaterialInput struct {
	Code    string
	File    *storage.File
	Absence string
}

// AddMaterialsInput adds several materials at once.
type AddMaterialsInput struct {
	Matter    storage.ID
	Rev       int
	Materials []MaterialInput
}

// AddMaterials puts materials on a matter's checklist and answers their ids.
func (r *Review) AddMaterials(ctx context.Context, a *storage.Actor, in AddMaterialsInput) ([]storage.ID, error) {
	move := MoveInput{Matter: in.Matter, Rev: in.Rev}
	return beside(ctx, r, a, procedure.Material, move, func(t *turn) ([]storage.ID, error) {
		t.event.Act = ActMaterialAdded
		ids := []storage.ID{}
		if len(in.Materials) == 0 {
			return nil, &storage.Invalid{Field: "materials", Code: "required"}
		}
		for i := range in.Materials {
			id, err := r.addMaterial(t.tx, &t.m, &in.Materials[i])
			if err != nil {
				return nil, err
			}
			ids = append(ids, id)
			if f := in.Materials[i].File; f != nil {
				t.event.Hashes = append(t.event.Hashes, string(f.Hash))
			}
		}
		t.event.Subject = ids[0]
		return ids, nil
	})
}

func (r *Review) addMaterial(tx *storage.Tx, m *Matter, in *MaterialInput) (storage.ID, error) {
	in.Absence = strings.TrimSpace(in.Absence)
	if _, known := m.p.Material(in.Code); !known {
		return "", &storage.Invalid{Field: "material", Code: "unknown", Detail: in.Code}
	}
	if (in.File == nil) == (in.Absence == "") {
		return "", &storage.Invalid{Field: "material", Code: "file-or-absence", Detail: in.Code}
	}
	var file storage.ID
	if in.File != nil {
		if err := tx.AddFile(in.File); err != nil {
			return "", err
		}
		file = in.File.ID
	}
	id := storage.NewID()
	_, err := tx.Exec(`INSERT INTO material (id, matter, code, file, absence, by, for_person) VALUES ($1, $2, $3, $4, $5, $6, $7)`,
		id, m.ID, in.Code, file, in.Absence, tx.Actor.Person, tx.Actor.For)
	if err != nil {
		return "", fmt.Errorf("adding material %s: %w", in.Code, err)
	}
	_, err = tx.Exec(`UPDATE material_asked SET met_at = act_time() WHERE matter = $1 AND code = $2 AND met_at IS NULL`, m.ID, in.Code)
	if err != nil {
		return "", fmt.Errorf("adding material %s: %w", in.Code, err)
	}
	return id, nil
}

// RemoveMaterialInput names a material to take off the checklist.
type RemoveMaterialInput struct {
	Matter   storage.ID
	Rev      int
	Material storage.ID
}

// RemoveMaterial takes a material off the checklist. The file is kept.
func (r *Review) RemoveMaterial(ctx context.Context, a *storage.Actor, in RemoveMaterialInput) error {
	_, err := beside(ctx, r, a, procedure.Material, MoveInput{Matter: in.Matter, Rev: in.Rev}, func(t *turn) (struct{}, error) {
		t.event.Act, t.event.Subject = ActMaterialRemoved, in.Material
		return struct{}{}, t.tx.ChangeOne("removing a material",
			`UPDATE material SET removed_at = act_time() WHERE id = $1 AND matter = $2 AND removed_at IS NULL`, in.Material, in.Matter)
	})
	return err
}

// ChecklistItem is one item of a matter's checklist with what there is of it.
type ChecklistItem struct {
	procedure.MaterialItem
	Materials []Material `json:"materials"`
	// Asked: the item was asked for at a return and has not come.
	Asked bool `json:"asked,omitempty"`
	// Note is what was said of it then.
	Note string `json:"note,omitempty"`
	// Excused: it is missing because a step that would have left it was
	// excused, or is asked to be.
	Excused bool `json:"excused,omitempty"`
	// Complete: nothing is missing.
	Complete bool `json:"complete"`
}

// Materials is a matter's checklist, in the procedure's order, for those who
// may read its drafts.
func (r *Review) Materials(ctx context.Context, v storage.Viewer, matter storage.ID) ([]ChecklistItem, error) {
	m, err := r.Matter(ctx, v, matter)
	if err != nil {
		return nil, err
	}
	return r.checklist(ctx, r.Store.DB, &m)
}

func (r *Review) checklist(ctx context.Context, q storage.Querier, m *Matter) ([]ChecklistItem, error) {
	there, err := materials(ctx, q, m.ID)
	if err != nil {
		return nil, err
	}
	asked, err := askedFor(ctx, q, m.ID)
	if err != nil {
		return nil, err
	}
	excused, err := excusedMaterials(ctx, q, m)
	if err != nil {
		return nil, err
	}
	list := []ChecklistItem{}
	for _, item := range m.p.Materials {
		c := ChecklistItem{MaterialItem: item, Materials: []Material{}}
		for _, one := range there {
			if one.Code == item.Code {
				c.Materials = append(c.Materials, one)
			}
		}
		c.Note, c.Asked = asked[item.Code]
		c.Excused = excused[item.Code] && len(c.Materials) == 0
		c.Complete = !c.Asked && (!item.Required || len(c.Materials) > 0 || c.Excused)
		list = append(list, c)
	}
	return list, nil
}

func materials(ctx context.Context, q storage.Querier, matter storage.ID) ([]Material, error) {
	type row struct {
		Material
		file storage.File
	}
	rows, err := q.QueryContext(ctx, `SELECT mt.id, mt.code, mt.absence, mt.by, p.name, person_name(mt.for_person), mt.at, f.id, coalesce(f.blob, ''),
		coalesce(f.name, ''), coalesce(f.media_type, ''), coalesce(f.size, 0), f.by, coalesce(f.at, mt.at)
		FROM material mt JOIN person p ON p.id = mt.by LEFT JOIN file f ON f.id = mt.file
		WHERE mt.matter = $1 AND mt.removed_at IS NULL ORDER BY mt.id`, matter)
	if err != nil {
		return nil, fmt.Errorf("listing materials of matter %s: %w", matter, err)
	}
	found, err := storage.Collect(rows, func(r *row) []any {
		f := &r.file
		return []any{&r.ID, &r.Code, &r.Absence, &r.By, &r.ByName, &r.ForName, &r.At,
			&f.ID, &f.Hash, &f.Name, &f.MediaType, &f.Size, &f.By, &f.At}
	})
	list := make([]Material, len(found))
	for i := range found {
		list[i] = found[i].Material
		if found[i].file.ID != "" {
			list[i].File = &found[i].file
		}
	}
	return list, err
}

// askedFor maps the codes asked for, and not yet met, to what was said.
func askedFor(ctx context.Context, q storage.Querier, matter storage.ID) (map[string]string, error) {
	rows, err := q.QueryContext(ctx, `SELECT code, note FROM material_asked WHERE matter = $1 AND met_at IS NULL ORDER BY id`, matter)
	if err != nil {
		return nil, fmt.Errorf("listing what matter %s lacks: %w", matter, err)
	}
	list, err := storage.Collect(rows, func(m *MissingItem) []any { return []any{&m.Code, &m.Note} })
	asked := map[string]string{}
	for _, m := range list {
		asked[m.Code] = m.Note
	}
	return asked, err
}

// missingMaterials are the codes of required items of which there is nothing.
func (r *Review) missingMaterials(ctx context.Context, q storage.Querier, m *Matter) ([]string, error) {
	list, err := r.checklist(ctx, q, m)
	var missing []string
	for _, c := range list {
		if c.Required && len(c.Materials) == 0 && !c.Excused {
			missing = append(missing, c.Code)
		}
	}
	return missing, err
}

// excusedMaterials are the codes that steps would have left which are excused,
// or asked to be.
func excusedMaterials(ctx context.Context, q storage.Querier, m *Matter) (map[string]bool, error) {
	standing, err := standingSteps(ctx, q, m.ID)
	if err != nil {
		return nil, err
	}
	excused := map[string]bool{}
	for _, s := range m.p.Steps {
		status := standing[s.Code]
		for _, code := range s.Materials {
			excused[code] = excused[code] || status == StepAsked || status == StepExcused || status == "" && m.spared(s)
		}
	}
	return excused, nil
}

// openRequests are the codes asked for that have not come, in the order of the
// codes.
func openRequests(ctx context.Context, q storage.Querier, matter storage.ID) ([]string, error) {
	rows, err := q.QueryContext(ctx, `SELECT DISTINCT code FROM material_asked WHERE matter = $1 AND met_at IS NULL ORDER BY code`, matter)
	if err != nil {
		return nil, fmt.Errorf("listing what matter %s lacks: %w", matter, err)
	}
	return storage.Collect(rows, func(s *string) []any { return []any{s} })
}
