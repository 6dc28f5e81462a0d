package engine

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"github.com/blevesearch/bleve/v2/index/scorch"
	index "github.com/blevesearch/bleve_index_api"
)

// Copy writes the index as it stands into a folder, from which [Open] opens it;
// whoever searches or applies batches need not wait. The index must be open.
func (e *Engine) Copy(dir string) error {
	s, ok := e.index.(*scorch.Scorch)
	if !ok {
		return errClosed
	}
	reader := s.CopyReader()
	err := reader.CopyTo(copyFolder(dir))
	if err = errors.Join(err, reader.CloseCopyReader()); err != nil {
		return fmt.Errorf("copying the index: %w", err)
	}
	return sumFiles(dir)
}

// copyFolder implements [index.Directory]. Bleve names its files with a folder
// of its own before them.
type copyFolder string

var _ index.Directory = copyFolder("")

// GetWriter makes one of the copy's files.
func (dir copyFolder) GetWriter(path string) (io.WriteCloser, error) {
	return os.OpenFile(filepath.Join(string(dir), filepath.Base(path)), os.O_CREATE|os.O_EXCL|os.O_RDWR, 0o600)
}
