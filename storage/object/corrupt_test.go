package object_test

import (
	"bytes"
	"errors"
	"io"
	"os"
	"path/filepath"
	"testing"

	"github.com/minio/minio-go/v7"
	"github.com/minio/minio-go/v7/pkg/credentials"

	"hefa/storage/object"
	"hefa/storage/object/objecttest"
)

// overwriteS3 returns how to put bytes at a key without asking for their hash.
func overwriteS3(t *testing.T, cfg object.S3Config) func(key string, content []byte) {
	client, err := minio.New(cfg.Endpoint, &minio.Options{Creds: credentials.NewStaticV4(cfg.AccessKey, cfg.SecretKey, "")})
	if err != nil {
		t.Fatal(err)
	}
	return func(key string, content []byte) {
		_, err := client.PutObject(t.Context(), cfg.Bucket, key, bytes.NewReader(content), int64(len(content)), minio.PutObjectOptions{})
		if err != nil {
			t.Fatal(err)
		}
	}
}

// TestCorrupt spoils an object behind the store's back: whoever reads it, in
// whatever steps, is told before the last byte.
func TestCorrupt(t *testing.T) {
	stores := map[string]func(t *testing.T) (object.Store, func(key string, content []byte)){
		"folder": func(t *testing.T) (object.Store, func(string, []byte)) {
			root := t.TempDir()
			f, err := object.OpenFolder(root)
			if err != nil {
				t.Fatal(err)
			}
			return f, func(key string, content []byte) {
				if err := os.WriteFile(filepath.Join(root, key), content, 0o600); err != nil {
					t.Fatal(err)
				}
			}
		},
		"MinIO": func(t *testing.T) (object.Store, func(string, []byte)) {
			cfg := objecttest.MinIO(t)
			return openS3(t, cfg), overwriteS3(t, cfg)
		},
		"versitygw": func(t *testing.T) (object.Store, func(string, []byte)) {
			cfg := objecttest.VersityGW(t)
			return openS3(t, cfg), overwriteS3(t, cfg)
		},
	}
	good := bytes.Repeat([]byte("第三条　"), 20000)
	flipped := bytes.Clone(good)
	flipped[len(flipped)-1] ^= 1
	for name, open := range stores {
		t.Run(name, func(t *testing.T) {
			s, overwrite := open(t)
			h := put(t, s, good)
			key := "sha256/" + string(h[:2]) + "/" + string(h)
			for kind, content := range map[string][]byte{
				"one bit": flipped, "shorter": good[:len(good)-1], "longer": append(bytes.Clone(good), 'x'), "empty": nil,
			} {
				overwrite(key, content)
				r, n, err := s.Open(t.Context(), h)
				if err != nil {
					t.Fatal(err)
				}
				if _, err := io.ReadFull(r, make([]byte, n)); n > 0 && !errors.Is(err, object.ErrCorrupt) {
					t.Errorf("%s, read to the last byte: %v", kind, err)
				}
				if _, err := io.Copy(io.Discard, r); !errors.Is(err, object.ErrCorrupt) {
					t.Errorf("%s, read to the end: %v", kind, err)
				}
				_ = r.Close()
			}
			overwrite(key, good[:10])
			if put(t, s, good); !bytes.Equal(get(t, s, h), good) {
				t.Error("putting the right bytes again did not heal it")
			}
		})
	}
}
