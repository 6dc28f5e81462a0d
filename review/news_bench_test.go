package review_test

import (
	"context"
	"testing"

	"hefa/review"
	"hefa/review/procedure"
	"hefa/review/reviewtest"
)

// What an open workspace asks every four seconds, where nothing is new.
func BenchmarkNews(b *testing.B) {
	c := reviewtest.New(b)
	ctx := context.Background()
	o := c.Open("云州市公共自行车管理办法", first)
	c.To(o.Matter, procedure.InReview)
	for range 300 {
		if _, err := c.Comment(ctx, c.As("reviewer"), review.CommentInput{Matter: o.Matter, Address: "2", Words: "意见"}); err != nil {
			b.Fatal(err)
		}
	}
	at, err := c.News(ctx, c.See("head"), o.Matter, 0)
	if err != nil {
		b.Fatal(err)
	}
	b.ResetTimer()
	for b.Loop() {
		if n, err := c.News(ctx, c.See("head"), o.Matter, at); err != nil || n != 0 {
			b.Fatal(n, err)
		}
	}
}
