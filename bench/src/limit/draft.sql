WITH asker AS (
    SELECT s.website_id, s.member_id
    FROM sessions s
    JOIN accounts a ON a.id = s.account_id
    JOIN memberships m ON m.website_id = s.website_id AND m.id = s.member_id
    WHERE s.token_hash = $2 AND s.website_id = $1 AND s.revoked_at IS NULL
        AND s.expires_at > now() AND s.last_seen_at > now() - interval '14 days'
        AND m.suspended_at IS NULL
),
saved AS (
    UPDATE order_drafts d
    SET topic = $4, instructions = $5, version = d.version + 1, updated_at = $7
    FROM asker k
    WHERE d.website_id = $1 AND d.client_id = k.member_id AND d.id = $3 AND d.version = $6
        AND d.converted_at IS NULL
    RETURNING d.*
),
noted AS (
    INSERT INTO audit_entries (id, website_id, at, actor, action, object, request_id)
    SELECT $8, $1, $7, $9, 'draft.saved', $10, $11 FROM saved
)
SELECT d.version, d.topic, d.instructions,
    coalesce(d.pages, 0) + coalesce(d.slides, 0) > 0, d.deadline IS NOT NULL,
    d.subject_id IS NOT NULL, d.type_of_work_id IS NOT NULL, d.academic_level_id IS NOT NULL,
    EXISTS (
        SELECT FROM quotes q
        WHERE q.id = d.current_quote_id AND q.status = 'current' AND q.valid_until > $7
    )
FROM saved d
