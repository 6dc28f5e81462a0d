package object

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"strings"
	"time"

	"github.com/minio/minio-go/v7"
	"github.com/minio/minio-go/v7/pkg/credentials"
)

// S3Config says where a bucket is and who may use it.
type S3Config struct {
	Endpoint  string // host:port, without a scheme
	Bucket    string
	AccessKey string
	SecretKey string
	Region    string // "" is us-east-1, which most stores of one's own take
	Secure    bool   // https
}

// S3 is a [Store] in a bucket of any S3-compatible store.
type S3 struct {
	core   minio.Core
	bucket string

	// renewAfter is the age from which an object that is put again is written
	// again, so that it is not taken for an old leftover before its row is
	// written. S3 has no other way to renew a date.
	renewAfter time.Duration
}

// requestTries is how often a request is made that failed for a moment.
const requestTries = 3

// OpenS3 returns the store in a bucket, which is made where there is none and
// the key allows it. The error is [ErrUnavailable] where the store cannot be used.
func OpenS3(ctx context.Context, cfg S3Config) (*S3, error) {
	region := cfg.Region
	if region == "" {
		region = "us-east-1"
	}
	client, err := minio.New(cfg.Endpoint, &minio.Options{
		Creds:      credentials.NewStaticV4(cfg.AccessKey, cfg.SecretKey, ""),
		Secure:     cfg.Secure,
		Region:     region,
		MaxRetries: requestTries,
		Transport:  transport(),
	})
	if err != nil {
		return nil, fmt.Errorf("opening S3 store %q: %w", cfg.Endpoint, err)
	}
	s := &S3{core: minio.Core{Client: client}, bucket: cfg.Bucket, renewAfter: 24 * time.Hour}
	if err := s.ensureBucket(ctx, region); err != nil {
		return nil, err
	}
	return s, nil
}

func transport() *http.Transport {
	return &http.Transport{
		Proxy:                 http.ProxyFromEnvironment,
		DialContext:           (&net.Dialer{Timeout: 3 * time.Second, KeepAlive: 15 * time.Second}).DialContext,
		TLSHandshakeTimeout:   5 * time.Second,
		ExpectContinueTimeout: time.Second,
		MaxIdleConnsPerHost:   16,
		IdleConnTimeout:       time.Minute,
		DisableCompression:    true, // an object's bytes are what was put
	}
}

func (s *S3) ensureBucket(ctx context.Context, region string) error {
	st := watchStall(ctx)
	defer st.end()
	exists, err := s.core.BucketExists(st.ctx, s.bucket)
	if err != nil {
		return s.trouble(st, "looking for the bucket", err)
	}
	if exists {
		return nil
	}
	err = s.core.MakeBucket(st.ctx, s.bucket, minio.MakeBucketOptions{Region: region})
	switch minio.ToErrorResponse(err).Code {
	case "BucketAlreadyOwnedByYou", "BucketAlreadyExists":
		return nil // another server was faster
	}
	if err != nil {
		return s.trouble(st, "making the bucket, which is not there", err)
	}
	return nil
}

// trouble wraps an error of the store: the caller's own where its context
// ended, ErrNotFound for a missing object, else ErrUnavailable.
func (s *S3) trouble(st *stall, doing string, err error) error {
	doing = fmt.Sprintf("%s in bucket %s of %s", doing, s.bucket, s.core.EndpointURL().Host)
	cause := context.Cause(st.ctx)
	code := minio.ToErrorResponse(err).Code
	switch {
	case cause != nil:
		return fmt.Errorf("%s: %w", doing, cause)
	case code == "NoSuchKey":
		return fmt.Errorf("%s: %w", doing, ErrNotFound)
	}
	return fmt.Errorf("%s: %w: %w", doing, ErrUnavailable, err)
}

// Put implements [Store].
func (s *S3) Put(ctx context.Context, r io.Reader, size int64) (Hash, int64, error) {
	sp, err := fill(ctx, "", r, size)
	if err != nil {
		return "", 0, err
	}
	defer sp.discard()
	info, err := s.Stat(ctx, sp.hash)
	if err == nil && info.Size == sp.size && time.Since(info.Modified) < s.renewAfter {
		return sp.hash, sp.size, nil
	}
	if err != nil && !errors.Is(err, ErrNotFound) {
		return "", 0, err
	}
	key, err := sp.hash.key()
	if err != nil {
		return "", 0, err
	}
	if err := s.upload(ctx, key, sp.file, sp.size, sp.hash); err != nil {
		return "", 0, err
	}
	return sp.hash, sp.size, nil
}

// upload writes a key in one request, which the store takes or refuses as a
// whole.
func (s *S3) upload(ctx context.Context, key string, body io.ReadSeeker, size int64, hash Hash) error {
	if _, err := body.Seek(0, io.SeekStart); err != nil {
		return fmt.Errorf("reading a spooled object: %w", err)
	}
	st := watchStall(ctx)
	defer st.end()
	// The hash is part of the signature, so that every store checks it.
	_, err := s.core.PutObject(st.ctx, s.bucket, key, &upload{body, st}, size, "", string(hash), minio.PutObjectOptions{
		ContentType:          "application/octet-stream",
		DisableContentSha256: true, // not by the library, chunk by chunk
	})
	if err != nil {
		return s.trouble(st, "storing "+key, err)
	}
	return nil
}

// Open implements [Store].
func (s *S3) Open(ctx context.Context, h Hash) (io.ReadCloser, int64, error) {
	key, err := h.key()
	if err != nil {
		return nil, 0, err
	}
	body, info, err := s.get(ctx, key)
	if err != nil {
		return nil, 0, err
	}
	return verify(body, h, info.Size), info.Size, nil
}

func (s *S3) get(ctx context.Context, key string) (io.ReadCloser, minio.ObjectInfo, error) {
	st := watchStall(ctx)
	body, info, _, err := s.core.GetObject(st.ctx, s.bucket, key, minio.GetObjectOptions{})
	if err != nil {
		err = s.trouble(st, "reading "+key, err)
		st.end()
		return nil, info, err
	}
	st.paused()
	return &download{body, st, func(err error) error { return s.trouble(st, "reading "+key, err) }}, info, nil
}

// Stat implements [Store].
func (s *S3) Stat(ctx context.Context, h Hash) (Info, error) {
	key, err := h.key()
	if err != nil {
		return Info{}, err
	}
	st := watchStall(ctx)
	defer st.end()
	info, err := s.core.StatObject(st.ctx, s.bucket, key, minio.StatObjectOptions{})
	if err != nil {
		return Info{}, s.trouble(st, "looking for "+key, err)
	}
	return Info{Hash: h, Size: info.Size, Modified: info.LastModified}, nil
}

// List implements [Store].
func (s *S3) List(ctx context.Context, visit func(Info) error) error {
	st := watchStall(ctx)
	defer st.end()
	for o := range s.core.ListObjectsIter(st.ctx, s.bucket, minio.ListObjectsOptions{Prefix: prefix, Recursive: true}) {
		st.paused()
		if o.Err != nil {
			return s.trouble(st, "listing objects", o.Err)
		}
		if h, ok := hashOfKey(o.Key); ok {
			if err := visit(Info{Hash: h, Size: o.Size, Modified: o.LastModified}); err != nil {
				return err
			}
		}
		st.moved()
	}
	if err := context.Cause(st.ctx); err != nil {
		return s.trouble(st, "listing objects", err)
	}
	return nil
}

// Delete implements [Store].
func (s *S3) Delete(ctx context.Context, h Hash) error {
	key, err := h.key()
	if err != nil {
		return err
	}
	st := watchStall(ctx)
	defer st.end()
	err = s.core.RemoveObject(st.ctx, s.bucket, key, minio.RemoveObjectOptions{})
	if err != nil && minio.ToErrorResponse(err).Code != "NoSuchKey" {
		return s.trouble(st, "deleting "+key, err)
	}
	return nil
}

// ID implements [Store].
func (s *S3) ID(ctx context.Context) (string, error) {
	body, _, err := s.get(ctx, idKey)
	if errors.Is(err, ErrNotFound) {
		return "", nil
	}
	if err != nil {
		return "", err
	}
	raw, err := io.ReadAll(io.LimitReader(body, 1024))
	if err := errors.Join(err, body.Close()); err != nil {
		return "", fmt.Errorf("reading the store's identity: %w", err)
	}
	return strings.TrimSpace(string(raw)), nil
}

// SetID implements [Store].
func (s *S3) SetID(ctx context.Context, id string) error {
	return s.upload(ctx, idKey, strings.NewReader(id), int64(len(id)), HashOf([]byte(id)))
}

// Check implements [Store].
func (s *S3) Check(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(ctx, checkLimit)
	defer cancel()
	st := watchStall(ctx)
	defer st.end()
	exists, err := s.core.BucketExists(st.ctx, s.bucket)
	if err != nil {
		return fmt.Errorf("checking the object store: %w: %w", ErrUnavailable, err)
	}
	if !exists {
		return fmt.Errorf("checking the object store: %w: bucket %s is gone", ErrUnavailable, s.bucket)
	}
	return nil
}
