package storage

import (
	"context"
	"database/sql/driver"
	"errors"
	"fmt"

	"github.com/lib/pq"
)

// statementsKept is how many prepared statements a connection keeps. hefa has
// some four hundred; those of rights are dear to plan and asked all the time.
const statementsKept = 250

// prepared makes connections that prepare each statement once. lib/pq has every
// query parsed and planned anew, which for one that asks who may read takes two
// milliseconds where answering it takes a tenth of one.
type prepared struct{ driver.Connector }

// Connect implements [driver.Connector].
func (p prepared) Connect(ctx context.Context) (driver.Conn, error) {
	c, err := p.Connector.Connect(ctx)
	if err != nil {
		return nil, err
	}
	full, ok := c.(fullConn)
	if !ok {
		return nil, errors.Join(fmt.Errorf("a connection of the unexpected type %T", c), c.Close())
	}
	return &preparedConn{fullConn: full, statements: map[string]*statement{}}, nil
}

// fullConn is all that database/sql uses of lib/pq's connection.
type fullConn interface {
	driver.Conn
	driver.ConnBeginTx
	driver.ConnPrepareContext
	driver.ExecerContext
	driver.NamedValueChecker
	driver.Pinger
	driver.QueryerContext
	driver.SessionResetter
	driver.Validator
}

// preparedConn is one connection with its statements; database/sql uses it from
// one goroutine at a time.
type preparedConn struct {
	fullConn
	statements map[string]*statement
	uses       int
}

type statement struct {
	fullStmt
	used int // when it was last used, in uses of the connection
}

type fullStmt interface {
	driver.Stmt
	driver.StmtExecContext
	driver.StmtQueryContext
}

// QueryContext implements [driver.QueryerContext].
func (c *preparedConn) QueryContext(ctx context.Context, query string, args []driver.NamedValue) (driver.Rows, error) {
	if len(args) == 0 {
		return c.fullConn.QueryContext(ctx, query, args)
	}
	s, err := c.statement(ctx, query)
	if err != nil {
		return nil, err
	}
	rows, err := s.QueryContext(ctx, args)
	return rows, c.outlived(query, err)
}

// ExecContext implements [driver.ExecerContext].
func (c *preparedConn) ExecContext(ctx context.Context, query string, args []driver.NamedValue) (driver.Result, error) {
	if len(args) == 0 {
		return c.fullConn.ExecContext(ctx, query, args)
	}
	s, err := c.statement(ctx, query)
	if err != nil {
		return nil, err
	}
	result, err := s.ExecContext(ctx, args)
	return result, c.outlived(query, err)
}

// statement is a query prepared, by an earlier use where there was one.
func (c *preparedConn) statement(ctx context.Context, query string) (*statement, error) {
	c.uses++
	if s := c.statements[query]; s != nil {
		s.used = c.uses
		return s, nil
	}
	if len(c.statements) >= statementsKept {
		if err := c.forget(c.longestUnused()); err != nil {
			return nil, err
		}
	}
	made, err := c.PrepareContext(ctx, query)
	if err != nil {
		return nil, err
	}
	full, ok := made.(fullStmt)
	if !ok {
		return nil, errors.Join(fmt.Errorf("a statement of the unexpected type %T", made), made.Close())
	}
	s := &statement{full, c.uses}
	c.statements[query] = s
	return s, nil
}

func (c *preparedConn) longestUnused() (query string) {
	least := c.uses + 1
	for q, s := range c.statements {
		if s.used < least {
			query, least = q, s.used
		}
	}
	return query
}

func (c *preparedConn) forget(query string) error {
	s := c.statements[query]
	delete(c.statements, query)
	return s.Close()
}

// outlived forgets a statement that the database no longer knows, or whose
// table has other columns now, so that it is prepared anew the next time.
func (c *preparedConn) outlived(query string, err error) error {
	var e *pq.Error
	if errors.As(err, &e) && (e.Code == "26000" || e.Code == "0A000") {
		return errors.Join(err, c.forget(query))
	}
	return err
}
