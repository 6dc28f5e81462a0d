-- +goose Up

-- Who has had a hand in what a matter is about, in any matter over the document,
-- for themselves or as the one for whom a deputy acted.
CREATE FUNCTION hands(m matter) RETURNS uuid[] LANGUAGE sql STABLE AS $$
    SELECT CASE WHEN m.independent THEN ARRAY(
        SELECT unnest(ARRAY[by, for_person]) FROM draft WHERE document = m.document
        UNION SELECT unnest(ARRAY[k.person, k.for_person]) FROM matter_move k JOIN matter o ON o.id = k.matter
            WHERE o.document = m.document AND k.act IN ('submit', 'resubmit'))
    ELSE '{}' END
$$;

CREATE OR REPLACE FUNCTION drafted(viewer uuid, m matter) RETURNS boolean LANGUAGE sql STABLE AS $$
    SELECT coalesce(viewer = ANY (array_remove(hands(m), NULL)), false)
$$;

-- Whether a person may read a document's drafts: the view's answer for a few
-- rows, planned once and not with each query around it.
-- +goose StatementBegin
CREATE FUNCTION may_read_drafts(viewer uuid, which uuid) RETURNS boolean LANGUAGE plpgsql STABLE AS $$
BEGIN
    RETURN EXISTS (SELECT FROM draft_reader r WHERE r.document = which AND r.person = viewer);
END $$;
-- +goose StatementEnd
