package review

import (
	"context"
	"errors"
	"fmt"

	"hefa/lawtext"
	"hefa/storage"
)

// Basis is a provision on which something stands, a comment for one: a unit of a published
// version, as it was when it was cited.
type Basis struct {
	Document storage.ID `json:"document"`
	Version  int        `json:"version"`
	// Address is the unit cited, "" for the whole.
	Address lawtext.Address `json:"address,omitempty"`
	// Title is the version's, without 《》.
	Title string `json:"title"`
	// Words are those of the unit; "" for the whole.
	Words string `json:"text,omitempty"`
	// Status is that of the version today.
	Status storage.Status `json:"status"`
	// Newer is the newest version, where it is a later one; else 0.
	Newer int `json:"newer,omitempty"`
}

// Superseded reports whether the version cited is no longer the law: it has
// ended.
func (b Basis) Superseded() bool { return b.Status == storage.Repealed || b.Status == storage.Lapsed }

// Cited is the basis as a sentence cites it: 《行政许可法》第十七条.
func (b Basis) Cited() string {
	if b.Address == "" {
		return "《" + b.Title + "》"
	}
	return "《" + b.Title + "》" + b.Address.Chinese()
}

// Ref is the basis as [ParseBasisRef] reads it.
func (b Basis) Ref() string { return BasisRef{b.Document, b.Version, b.Address}.String() }

// BasisRef names a provision: DOCUMENT@v1 or DOCUMENT@v1#17.
type BasisRef struct {
	Document storage.ID      `json:"document"`
	Version  int             `json:"version"`
	Address  lawtext.Address `json:"address,omitempty"`
}

func (r BasisRef) String() string {
	s := fmt.Sprintf("%s@v%d", r.Document, r.Version)
	if r.Address != "" {
		s += "#" + string(r.Address)
	}
	return s
}

// maxBases is the most provisions that one comment, conclusion or answer cites.
const maxBases = 20

// basisTable is where the provisions that something cites are kept: the name
// of the table and of the column that names what cites.
type basisTable struct{ table, column string }

var (
	commentBases       = basisTable{"comment_basis", "comment"}
	pointBases         = basisTable{"point_basis", "conclusion"}
	commentAnswerBases = basisTable{"answer_basis", "comment_answer"}
	pointAnswerBases   = basisTable{"answer_basis", "point_answer"}
)

// json is the SQL of the provisions that the row named by id cites.
func (b basisTable) json(id string) string {
	return fmt.Sprintf(`(SELECT json_agg(basis_json(b.document, b.version, b.address, b.title, b.words) ORDER BY b.ord)
		FROM %s b WHERE b.%s = %s)`, b.table, b.column, id)
}

// addBases keeps the provisions that something cites. Versions are read by
// everybody who signs in.
func addBases(t *turn, to basisTable, citing storage.ID, bases []BasisRef) error {
	if len(bases) > maxBases {
		return &storage.Invalid{Field: "bases", Code: "too-many"}
	}
	for i, ref := range bases {
		b, err := readBasis(t.tx.Ctx, t.tx, ref)
		if err != nil {
			return err
		}
		_, err = t.tx.Exec(`INSERT INTO `+to.table+` (`+to.column+`, ord, document, version, address, title, words)
			VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT DO NOTHING`,
			citing, i+1, b.Document, b.Version, b.Address, b.Title, b.Words)
		if err != nil {
			return fmt.Errorf("citing %s: %w", ref, err)
		}
	}
	return nil
}

// replaceBases puts other provisions in the place of those that something cites.
func replaceBases(t *turn, of basisTable, citing storage.ID, bases []BasisRef) error {
	if _, err := t.tx.Exec(`DELETE FROM `+of.table+` WHERE `+of.column+` = $1`, citing); err != nil {
		return fmt.Errorf("taking away what %s cites: %w", citing, err)
	}
	return addBases(t, of, citing, bases)
}

// Basis reads the provision that a reference names, as everybody who signs in
// may. One that names nothing is an Invalid of "bases".
func (r *Review) Basis(ctx context.Context, ref BasisRef) (Basis, error) {
	return readBasis(ctx, r.Store.DB, ref)
}

// readBasis reads what a reference names; one that names nothing is an
// Invalid of "bases".
func readBasis(ctx context.Context, q storage.Querier, ref BasisRef) (Basis, error) {
	version, err := storage.ReadVersion(ctx, q, ref.Document, ref.Version)
	if errors.Is(err, storage.ErrNotFound) {
		return Basis{}, &storage.Invalid{Field: "bases", Code: "no-basis", Detail: ref.String()}
	}
	if err != nil {
		return Basis{}, err
	}
	b := Basis{Document: ref.Document, Version: ref.Version, Title: version.Title, Status: version.Status}
	if ref.Address == "" {
		return b, nil
	}
	reading, err := storage.ReadReading(ctx, q, version.Reading)
	if err != nil {
		return b, err
	}
	u := reading.Text.Resolve(ref.Address)
	if u == nil {
		return b, &storage.Invalid{Field: "bases", Code: "no-basis", Detail: ref.String()}
	}
	b.Address, b.Words = u.Address, u.Plain()
	return b, nil
}
