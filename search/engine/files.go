package engine

import (
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"hash/crc32"
	"io"
	"os"
	"path/filepath"
)

// sums is the file that lists every file and its checksum as a clean end left
// them. After a kill there is none.
const sums = "sums.json"

// checkFiles reads every file of the index and answers which segments are not
// as they were written: Bleve itself opens those without an error. A kill may
// leave a segment half written that nothing refers to, so it is for the caller
// to see whether one of them is in use. After a clean end any difference at all
// is [ErrDamaged].
func checkFiles(dir string) (broken map[string]bool, err error) {
	if err := checkSums(dir); err != nil {
		return nil, err
	}
	segments, err := filepath.Glob(filepath.Join(dir, "*.zap"))
	if err != nil {
		return nil, fmt.Errorf("listing the index: %w", err)
	}
	broken = map[string]bool{}
	for _, path := range segments {
		switch err := checkSegment(path); {
		case errors.Is(err, ErrDamaged):
			broken[filepath.Base(path)] = true
		case err != nil:
			return nil, fmt.Errorf("checking %s: %w", filepath.Base(path), err)
		}
	}
	return broken, nil
}

// checkSegment compares a segment with the CRC-32 in its last four bytes.
func checkSegment(path string) error {
	sum, footer, err := sumFile(path)
	if err != nil {
		return err
	}
	if sum != footer {
		return fmt.Errorf("CRC-32 is %08x and not %08x: %w", sum, footer, ErrDamaged)
	}
	return nil
}

// sumFile is the CRC-32 of all but a file's last four bytes, and those.
func sumFile(path string) (sum, footer uint32, err error) {
	f, err := os.Open(path)
	if err != nil {
		return 0, 0, err
	}
	defer func() { _ = f.Close() }()
	info, err := f.Stat()
	if err != nil {
		return 0, 0, err
	}
	if info.Size() < 4 {
		return 0, 0, fmt.Errorf("%d bytes: %w", info.Size(), ErrDamaged)
	}
	h := crc32.NewIEEE()
	if _, err := io.CopyBuffer(h, io.LimitReader(f, info.Size()-4), make([]byte, 1<<20)); err != nil {
		return 0, 0, err
	}
	var last [4]byte
	if _, err := io.ReadFull(f, last[:]); err != nil {
		return 0, 0, err
	}
	return h.Sum32(), binary.BigEndian.Uint32(last[:]), nil
}

// checkSums compares the files with what the last clean end wrote down, and
// removes that: from now on it is out of date.
func checkSums(dir string) error {
	path := filepath.Join(dir, sums)
	written, err := os.ReadFile(path)
	if errors.Is(err, os.ErrNotExist) {
		return nil
	}
	if err != nil {
		return fmt.Errorf("reading the index's checksums: %w", err)
	}
	var want map[string]uint64
	if err := json.Unmarshal(written, &want); err != nil {
		return fmt.Errorf("reading the index's checksums: %w: %w", err, ErrDamaged)
	}
	got, err := fileSums(dir)
	if err != nil {
		return err
	}
	for name, sum := range want {
		if got[name] != sum {
			return fmt.Errorf("%s has changed since it was closed: %w", name, ErrDamaged)
		}
	}
	if err := os.Remove(path); err != nil {
		return fmt.Errorf("removing old checksums: %w", err)
	}
	return nil
}

// sumFiles writes down every file's checksum.
func sumFiles(dir string) error {
	got, err := fileSums(dir)
	if err != nil {
		return err
	}
	b, err := json.Marshal(got)
	if err != nil {
		return fmt.Errorf("writing checksums: %w", err)
	}
	if err := os.WriteFile(filepath.Join(dir, sums), b, 0o600); err != nil {
		return fmt.Errorf("writing the index's checksums: %w", err)
	}
	return nil
}

// fileSums is each file's checksum; of a segment, whose own is checked apart,
// the one it states.
func fileSums(dir string) (map[string]uint64, error) {
	files, err := os.ReadDir(dir)
	if err != nil {
		return nil, fmt.Errorf("listing the index: %w", err)
	}
	got := map[string]uint64{}
	for _, f := range files {
		if f.IsDir() || f.Name() == sums {
			continue
		}
		var sum, footer uint32
		if filepath.Ext(f.Name()) == ".zap" {
			footer, err = statedSum(filepath.Join(dir, f.Name()))
		} else {
			sum, footer, err = sumFile(filepath.Join(dir, f.Name()))
		}
		if err != nil {
			return nil, fmt.Errorf("reading %s: %w", f.Name(), err)
		}
		got[f.Name()] = uint64(sum)<<32 | uint64(footer)
	}
	return got, nil
}

// statedSum is what a segment says of itself in its last four bytes; 0 where
// it is too short to say anything.
func statedSum(path string) (uint32, error) {
	f, err := os.Open(path)
	if err != nil {
		return 0, err
	}
	defer func() { _ = f.Close() }()
	info, err := f.Stat()
	if err != nil || info.Size() < 4 {
		return 0, err
	}
	var b [4]byte
	if _, err := f.ReadAt(b[:], info.Size()-4); err != nil {
		return 0, err
	}
	return binary.BigEndian.Uint32(b[:]), nil
}
