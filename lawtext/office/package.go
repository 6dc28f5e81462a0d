package office

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"path"
	"strings"
)

// maxParts bounds the number of parts of an archive.
const maxParts = 20000

// archive is an OOXML package, read within limits.
type archive struct {
	parts  map[string]*zip.File
	limits Limits
	read   int64 // bytes unpacked so far
}

// openArchive opens a package and refuses what would unpack to too much.
func openArchive(data []byte, limits Limits) (*archive, error) {
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		return nil, refuse(ErrDamaged, err.Error())
	}
	if len(z.File) > maxParts {
		return nil, refuse(ErrBomb, fmt.Sprintf("%d parts", len(z.File)))
	}
	a := &archive{parts: make(map[string]*zip.File, len(z.File)), limits: limits}
	var total uint64
	for _, f := range z.File {
		if f.Flags&1 != 0 {
			return nil, refuse(ErrEncrypted, f.Name)
		}
		total += f.UncompressedSize64
		if total > uint64(limits.Unpacked) || f.UncompressedSize64 > uint64(limits.Unpacked) {
			return nil, refuse(ErrBomb, f.Name)
		}
		if f.UncompressedSize64 > 10<<20 && f.UncompressedSize64/max(f.CompressedSize64, 1) > uint64(limits.Ratio) {
			return nil, refuse(ErrBomb, f.Name)
		}
		name := strings.ToLower(strings.TrimPrefix(strings.ReplaceAll(f.Name, `\`, "/"), "/"))
		if _, twice := a.parts[name]; !twice {
			a.parts[name] = f
		}
	}
	return a, nil
}

// has reports whether a part is there.
func (a *archive) has(name string) bool { return a.parts[strings.ToLower(name)] != nil }

// part unpacks a part; nil where there is none.
func (a *archive) part(name string) ([]byte, error) {
	f := a.parts[strings.ToLower(strings.TrimPrefix(name, "/"))]
	if f == nil {
		return nil, nil
	}
	r, err := f.Open()
	if err != nil {
		return nil, refuse(ErrDamaged, name+": "+err.Error())
	}
	defer func() { _ = r.Close() }() // reading: a failed close loses nothing
	limit := min(a.limits.Part, a.limits.Unpacked-a.read)
	b, err := io.ReadAll(io.LimitReader(r, limit+1))
	if int64(len(b)) > limit {
		return nil, refuse(ErrBomb, name)
	}
	if err != nil {
		return nil, refuse(ErrDamaged, name+": "+err.Error())
	}
	a.read += int64(len(b))
	return b, nil
}

// relation is one entry of a .rels part.
type relation struct {
	Type   string `xml:"Type,attr"`
	Target string `xml:"Target,attr"`
	Mode   string `xml:"TargetMode,attr"`
}

// relations reads the relations of a part ("" for the package): their last
// path element of the type, and the part's name.
func (a *archive) relations(of string) (map[string][]string, error) {
	dir, base := path.Split(of)
	b, err := a.part(dir + "_rels/" + base + ".rels")
	if err != nil || b == nil {
		return nil, err
	}
	if err := noEntities(b); err != nil {
		return nil, err
	}
	var rels struct {
		Relations []relation `xml:"Relationship"`
	}
	if err := xml.Unmarshal(b, &rels); err != nil {
		return nil, refuse(ErrDamaged, of+".rels: "+err.Error())
	}
	found := map[string][]string{}
	for _, r := range rels.Relations {
		if r.Mode == "External" {
			continue
		}
		target := r.Target
		if !strings.HasPrefix(target, "/") {
			target = path.Join(dir, target)
		}
		kind := path.Base(r.Type)
		found[kind] = append(found[kind], strings.TrimPrefix(target, "/"))
	}
	return found, nil
}

// noEntities refuses a part that declares a document type, with or without
// entities: no OOXML part has one.
func noEntities(b []byte) error {
	if i := bytes.Index(b, []byte("<!DOCTYPE")); i >= 0 {
		return refuse(ErrEntities, "")
	}
	if i := bytes.Index(b, []byte("<!ENTITY")); i >= 0 {
		return refuse(ErrEntities, "")
	}
	return nil
}

// xmlError names what is wrong with a part.
func xmlError(part string, err error) error {
	var e *Error
	if errors.As(err, &e) {
		return err
	}
	return refuse(ErrDamaged, part+": "+err.Error())
}
