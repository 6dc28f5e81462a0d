package web

import (
	"testing"

	"hefa/storage/cluster/clustertest"
)

func TestMain(m *testing.M) { clustertest.Main(m) }
