package web

import (
	"mime/multipart"
	"net/http"
	"slices"
	"strings"

	"hefa/lawtext/office"
	"hefa/review"
	"hefa/storage"
)

// bringComments is what a form says where the file's comments are wanted.
const bringComments = "bring"

// chosenComments are the comments of a file that whoever uploads it wants to
// bring in: all of them, or none.
func chosenComments(choice string, reading *office.Reading) []review.FileComment {
	if choice != bringComments {
		return nil
	}
	list := make([]review.FileComment, len(reading.Comments))
	for i, c := range reading.Comments {
		list[i] = review.FileComment{Author: c.Author, Address: c.Address, Quoted: c.Quoted, Words: c.Text}
	}
	return list
}

// keepCommented is keepDraft, with the comments of the file where they are
// wanted.
func (s *server) keepCommented(r *http.Request, form *multipart.Form) (storage.Upload, []review.FileComment, error) {
	choice := field(form, "comments")
	if choice != "" && choice != bringComments {
		return storage.Upload{}, nil, &storage.Invalid{Field: "comments", Code: "unknown", Detail: choice}
	}
	upload, reading, err := s.keepDraft(r, form)
	if err != nil {
		return storage.Upload{}, nil, err
	}
	return upload, chosenComments(choice, reading), nil
}

// maxCommenters bounds the names shown of those who commented in a file.
const maxCommenters = 5

// commenters are the names of those who commented in a file, in the order met.
func commenters(comments []office.Comment) string {
	var names []string
	for _, c := range comments {
		if c.Author == "" || slices.Contains(names, c.Author) {
			continue
		}
		if len(names) == maxCommenters {
			return strings.Join(names, "、") + "…"
		}
		names = append(names, c.Author)
	}
	return strings.Join(names, "、")
}
