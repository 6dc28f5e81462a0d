package review_test

import (
	"testing"

	"hefa/review/procedure"
	"hefa/review/reviewtest"
	"hefa/storage"
)

// The database refuses what no code of ours should ever try.
func TestDatabaseRefuses(t *testing.T) {
	c := reviewtest.New(t)
	o := c.Open("云州市公共自行车管理办法", first)
	early := c.Open("云州市公共汽车管理办法", second)
	c.To(o.Matter, procedure.OpinionSigned)
	ended := bring(t, c, procedure.Withdrawn)
	unchecked := bring(t, c, procedure.Submitted)
	unconfirmed := c.Open("云州市公园管理办法", first)
	c.To(unconfirmed.Matter, procedure.OwnLegal)
	for _, x := range []struct {
		statement string
		id        storage.ID
	}{
		{`UPDATE opinion SET words = '改' WHERE matter = $1`, o.Matter},
		{`DELETE FROM opinion WHERE matter = $1`, o.Matter},
		{`UPDATE matter SET state = 'burnt' WHERE id = $1`, o.Matter},
		{`UPDATE matter SET state = 'suspended' WHERE id = $1`, o.Matter},
		{`UPDATE matter SET state = 'suspended', suspended_from = 'drafting' WHERE id = $1`, o.Matter},
		{`UPDATE matter SET state = 'published' WHERE id = $1`, o.Matter},
		{`UPDATE matter SET state = 'review' WHERE id = $1`, o.Matter},
		{`UPDATE matter SET state = 'review', accepted_on = today() WHERE id = $1`, early.Matter},
		{`UPDATE matter SET state = 'published', ended_at = now(), accepted_on = today() WHERE id = $1`, early.Matter},
		{`UPDATE matter SET state = 'drafting', ended_at = NULL WHERE id = $1`, ended.Matter},
		{`UPDATE matter SET round = 2 WHERE id = $1`, ended.Matter},
		{`INSERT INTO matter SELECT (json_populate_record(m, json_build_object('id', gen_random_uuid()))).* FROM matter m WHERE id = $1`, o.Matter},
		{`UPDATE matter SET state = 'review', accepted_on = today() WHERE id = $1`, unchecked.Matter},
		{`UPDATE matter SET state = 'review', accepted_on = today() WHERE id = $1`, unconfirmed.Matter},
		{`UPDATE matter SET stopped_act = NULL WHERE id = $1`, o.Matter},
		{`UPDATE matter SET days = 0 WHERE id = $1`, o.Matter},
		{`DELETE FROM matter_step WHERE matter = $1`, o.Matter},
		{`UPDATE matter_step SET reason = '改' WHERE matter = $1`, o.Matter},
		{`UPDATE matter_step SET status = 'done', last_day = today() WHERE matter = $1`, unconfirmed.Matter},
		{`UPDATE matter_step SET status = 'excused' WHERE matter = $1`, unconfirmed.Matter},
		{`INSERT INTO matter_step SELECT gen_random_uuid(), matter, code, 'done', NULL, NULL, '', '', NULL, by, role, body FROM matter_step WHERE matter = $1`, unconfirmed.Matter},
		{`INSERT INTO matter_step SELECT (json_populate_record(s, json_build_object('id', gen_random_uuid()))).* FROM matter_step s WHERE matter = $1`, unconfirmed.Matter},
		{`DELETE FROM material_check WHERE matter = $1`, o.Matter},
		{`UPDATE material_check SET found = '{}' WHERE matter = $1`, o.Matter},
		{`INSERT INTO material_check SELECT gen_random_uuid(), matter, '{"explanation": "missing"}', by, role, body FROM material_check WHERE matter = $1`, o.Matter},
		{`INSERT INTO matter_extension SELECT id, 1, 1, 0, '理由', opened_by, 'head', reviewing FROM matter WHERE id = $1`, o.Matter},
		{`INSERT INTO matter_extension SELECT id, 1, 1, 5, '', opened_by, 'head', reviewing FROM matter WHERE id = $1`, o.Matter},
		{`INSERT INTO calendar_day SELECT '2024-03-06', false FROM matter WHERE id = $1`, o.Matter},
		{`INSERT INTO draft SELECT document, 9, gen_random_uuid(), file, reading FROM draft WHERE matter = $1`, o.Matter},
	} {
		if _, err := c.Store.DB.Exec(x.statement, x.id); err == nil {
			t.Errorf("accepted: %s", x.statement)
		}
	}
}

// Each way of each procedure file is one the database lets matters go.
func TestDatabaseKnowsEveryWay(t *testing.T) {
	c := reviewtest.New(t)
	for _, p := range c.Procedures.Newest() {
		for _, m := range p.Moves {
			next := []procedure.State{m.To}
			for _, then := range m.Then {
				next = append(next, then...)
			}
			for _, from := range m.From {
				for _, to := range next {
					if to == "" || to == procedure.Left || to == procedure.Suspended || to == procedure.Withdrawn {
						continue
					}
					var known bool
					err := c.Store.DB.QueryRow(`SELECT EXISTS (SELECT FROM state_follows WHERE from_state = $1 AND to_state = $2)`, from, to).Scan(&known)
					if err != nil || !known {
						t.Errorf("%s goes from %s to %s, which the database does not know (%v)", p.Name, from, to, err)
					}
				}
			}
		}
	}
}
