package storage

import (
	"context"
	"fmt"
	"slices"
)

// NamedText is one text of a document with the file it was read from.
type NamedText struct {
	Document ID
	Name     TextName
	File     File
	Reading  Reading
}

// NamedText reads the text a name names, where the viewer may read it; else
// [ErrNotFound]. Reading a draft is an act the caller logs.
func (s *Store) NamedText(ctx context.Context, v Viewer, document ID, name TextName) (NamedText, error) {
	access, err := s.See(ctx, v, document)
	if err != nil {
		return NamedText{}, err
	}
	t := NamedText{Document: document, Name: name}
	var reading ID
	switch {
	case name.Version > 0 && access.Versions:
		var version Version
		version, err = ReadVersion(ctx, s.DB, document, name.Version)
		if err == nil && v == (Viewer{}) && version.Status != InForce {
			err = fmt.Errorf("reading %s without signing in: %w", name, ErrNotFound)
		}
		t.File, reading = version.File, version.Reading
	case name.Draft > 0 && access.Drafts:
		var draft Draft
		draft, err = ReadDraft(ctx, s.DB, document, name.Draft)
		t.File, reading = draft.File, draft.Reading
	default:
		err = fmt.Errorf("reading text %s: %w", name, ErrNotFound)
	}
	if err != nil {
		return NamedText{}, err
	}
	t.Reading, err = ReadReading(ctx, s.DB, reading)
	return t, err
}

// ReadableVersions lists the versions of a document that a viewer may read,
// oldest first, each with its status on a day ("" is today): all of them, or
// without signing in the one in force. Where the viewer may read nothing of
// the document the answer is [ErrNotFound].
func (s *Store) ReadableVersions(ctx context.Context, v Viewer, document ID, on Day) ([]Version, error) {
	access, err := s.See(ctx, v, document)
	if err != nil || !access.Versions {
		return nil, err
	}
	list, err := Versions(ctx, s.DB, document, on)
	if v == (Viewer{}) {
		list = slices.DeleteFunc(list, func(one Version) bool { return one.Status != InForce })
	}
	return list, err
}
