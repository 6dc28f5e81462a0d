package storage

import (
	"database/sql"
	"encoding/json"
	"fmt"
)

// jsonColumn scans a JSON column into a value.
type jsonColumn struct{ into any }

func jsonInto(v any) jsonColumn { return jsonColumn{v} }

// JSONInto scans a JSON column into what v points to; NULL leaves it as it is.
func JSONInto(v any) sql.Scanner { return jsonInto(v) }

// Scan implements [database/sql.Scanner].
func (c jsonColumn) Scan(v any) error {
	switch v := v.(type) {
	case nil:
		return nil
	case []byte:
		return json.Unmarshal(v, c.into)
	case string:
		return json.Unmarshal([]byte(v), c.into)
	}
	return fmt.Errorf("reading JSON: unexpected %T", v)
}
