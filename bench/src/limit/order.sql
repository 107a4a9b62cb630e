WITH asker AS (
    SELECT s.website_id, s.member_id
    FROM sessions s
    JOIN accounts a ON a.id = s.account_id
    JOIN memberships m ON m.website_id = s.website_id AND m.id = s.member_id
    WHERE s.token_hash = $2 AND s.website_id = $1 AND s.revoked_at IS NULL
        AND s.expires_at > now() AND s.last_seen_at > now() - interval '14 days'
        AND m.suspended_at IS NULL
)
SELECT c.part, c.id, c.place, c.at, c.due, c.done, c.one, c.two, c.three, c.four, c.five, c.six,
    c.parent,
    o.number, o.status, o.title, o.topic, CASE c.part WHEN 0 THEN o.instructions END,
    o.pages, o.slides, o.reference_count, o.spacing, o.deadline, o.created_at, o.completed_at,
    o.released_at, o.round_count, o.price, o.currency, a.id, a.display_name,
    w.member_id, coalesce(w.pen_name, w.display_name),
    s.id, s.name, t.id, t.name, l.id, l.name, q.id, CASE c.part WHEN 0 THEN q.lines END,
    f.count, f.sum
FROM asker k
JOIN orders o ON o.website_id = $1 AND o.client_id = k.member_id
JOIN memberships m ON m.website_id = $1 AND m.id = o.client_id
JOIN accounts a ON a.id = m.account_id
LEFT JOIN writers w ON w.website_id = $1 AND w.member_id = o.writer_id
JOIN catalog_items s ON s.website_id = $1 AND s.id = o.subject_id
JOIN catalog_items t ON t.website_id = $1 AND t.id = o.type_of_work_id
JOIN catalog_items l ON l.website_id = $1 AND l.id = o.academic_level_id
JOIN quotes q ON q.website_id = $1 AND q.id = o.quote_id
CROSS JOIN LATERAL (
    SELECT
        coalesce(sum(f.stars_1 + f.stars_2 + f.stars_3 + f.stars_4 + f.stars_5), 0) AS count,
        coalesce(sum(f.stars_1 + 2 * f.stars_2 + 3 * f.stars_3 + 4 * f.stars_4
            + 5 * f.stars_5), 0) AS sum
    FROM feedback_totals f
    WHERE f.website_id = $1 AND f.member_id = o.writer_id
) f
CROSS JOIN LATERAL (
    SELECT 0 AS part, o.id, 0 AS place, o.created_at AS at, NULL::timestamptz AS due,
        NULL::timestamptz AS done, NULL::text AS one, NULL::text AS two, NULL::text AS three,
        NULL::text AS four, NULL::text AS five, NULL::text AS six, NULL::uuid AS parent
    UNION ALL
    SELECT 1, d.id, -d.number, d.created_at, NULL, NULL, d.text, d.note,
        NULL, NULL, NULL, NULL, NULL
    FROM deliveries d
    WHERE d.website_id = $1 AND d.order_id = o.id AND d.released_at IS NOT NULL
    UNION ALL
    SELECT 2, r.id, -r.round, r.created_at,
        coalesce(r.agreed_deadline, r.requested_deadline, r.default_deadline), r.submitted_at,
        r.title, r.description, r.severity, r.status, NULL, NULL, NULL
    FROM revision_requests r
    WHERE r.website_id = $1 AND r.order_id = o.id
    UNION ALL
    SELECT 3, i.id, i.position, NULL, NULL, NULL, i.section, i.issue, i.request, i.severity,
        i.answer, i.answer_note, i.revision_id
    FROM revision_requests r
    JOIN change_items i ON i.website_id = $1 AND i.revision_id = r.id
    WHERE r.website_id = $1 AND r.order_id = o.id
    UNION ALL
    SELECT 4, e.id, e.number, e.at, NULL, NULL, e.kind, e.party, e.note,
        CASE e.party
            WHEN 'client' THEN a.display_name
            WHEN 'writer' THEN coalesce(v.pen_name, v.display_name)
        END, NULL, NULL, NULL
    FROM order_events e
    LEFT JOIN writers v ON v.website_id = $1 AND v.member_id = e.member_id
    WHERE e.website_id = $1 AND e.order_id = o.id
) c
WHERE o.id = $3 AND o.status = 'completed'
ORDER BY c.part, c.place
