WITH asker AS (
    SELECT s.website_id, s.member_id
    FROM sessions s
    JOIN accounts a ON a.id = s.account_id
    JOIN memberships m ON m.website_id = s.website_id AND m.id = s.member_id
    WHERE s.token_hash = $2 AND s.website_id = $1 AND s.revoked_at IS NULL
        AND s.expires_at > now() AND s.last_seen_at > now() - interval '14 days'
        AND m.suspended_at IS NULL
),
page AS (
    SELECT w.*, row_number() OVER (ORDER BY w.rating_key DESC, w.member_id DESC) AS place
    FROM asker k
    JOIN writers w ON w.website_id = $1
    WHERE NOT w.suspended AND (w.rating_key, w.member_id) < ($3, $4)
    ORDER BY w.rating_key DESC, w.member_id DESC
    LIMIT 51
)
SELECT p.member_id, coalesce(p.pen_name, p.display_name), p.rating_key, p.completed_orders,
    coalesce(c.is_available, true), c.availability_message, coalesce(c.max_active_orders, 5),
    c.max_orders_per_day, c.max_pages_per_week, b.ends_on, CASE WHEN b.is_public THEN b.reason END,
    l.active, l.today, l.week,
    f.stars_1, f.stars_2, f.stars_3, f.stars_4, f.stars_5,
    d.count_30, d.sum_30, d.count_90, d.sum_90,
    pf.writer_id IS NOT NULL, pf.bio, pf.years_of_experience, pf.show_order_history,
    s.id, CASE WHEN s.told THEN s.title END, s.pages, CASE WHEN s.told THEN s.preview END,
    s.source_order_id IS NOT NULL, s.is_featured
FROM page p
LEFT JOIN writer_capacities c ON c.website_id = $1 AND c.writer_id = p.member_id
CROSS JOIN LATERAL (SELECT now() AT TIME ZONE coalesce(c.time_zone, 'UTC') AS now) local
LEFT JOIN LATERAL (
    SELECT b.ends_on, b.is_public, b.reason
    FROM writer_blackouts b
    WHERE b.website_id = $1 AND b.writer_id = p.member_id
        AND local.now::date BETWEEN b.starts_on AND b.ends_on
    ORDER BY b.starts_on
    LIMIT 1
) b ON true
CROSS JOIN LATERAL (
    SELECT
        count(*) FILTER (WHERE o.status IN
            ('in_progress', 'in_review', 'revision_requested', 'revision_in_progress')) AS active,
        count(*) FILTER (WHERE o.assigned_at >=
            date_trunc('day', local.now) AT TIME ZONE coalesce(c.time_zone, 'UTC')) AS today,
        coalesce(sum(o.pages * CASE o.spacing WHEN 'single' THEN 2 ELSE 1 END) FILTER
            (WHERE o.assigned_at >=
                date_trunc('week', local.now) AT TIME ZONE coalesce(c.time_zone, 'UTC')),
            0) AS week
    FROM orders o
    WHERE o.website_id = $1 AND o.writer_id = p.member_id
        AND (o.assigned_at >= now() - interval '8 days' OR o.status IN
            ('in_progress', 'in_review', 'revision_requested', 'revision_in_progress'))
) l
CROSS JOIN LATERAL (
    SELECT coalesce(sum(t.stars_1), 0) AS stars_1, coalesce(sum(t.stars_2), 0) AS stars_2,
        coalesce(sum(t.stars_3), 0) AS stars_3, coalesce(sum(t.stars_4), 0) AS stars_4,
        coalesce(sum(t.stars_5), 0) AS stars_5
    FROM feedback_totals t
    WHERE t.website_id = $1 AND t.member_id = p.member_id
) f
CROSS JOIN LATERAL (
    SELECT coalesce(sum(e.count) FILTER (WHERE e.day >= e.today - 29), 0)::bigint AS count_30,
        coalesce(sum(e.sum) FILTER (WHERE e.day >= e.today - 29), 0)::bigint AS sum_30,
        coalesce(sum(e.count), 0)::bigint AS count_90,
        coalesce(sum(e.sum), 0)::bigint AS sum_90
    FROM (
        SELECT d.day, (now() AT TIME ZONE 'UTC')::date AS today,
            d.stars_1 + d.stars_2 + d.stars_3 + d.stars_4 + d.stars_5 AS count,
            d.stars_1 + 2 * d.stars_2 + 3 * d.stars_3 + 4 * d.stars_4 + 5 * d.stars_5 AS sum
        FROM feedback_daily d
        WHERE d.website_id = $1 AND d.member_id = p.member_id
            AND d.day > (now() AT TIME ZONE 'UTC')::date - 90
    ) e
) d
LEFT JOIN portfolios pf ON pf.website_id = $1 AND pf.writer_id = p.member_id
    AND pf.is_enabled AND pf.visibility IN ('clients_only', 'public')
LEFT JOIN LATERAL (
    SELECT s.id, s.title, s.pages, s.preview, s.source_order_id, s.is_featured, s.sort_key,
        s.source_order_id IS NULL OR k.consent IN ('anonymised_excerpt', 'full') AS told
    FROM portfolio_samples s
    LEFT JOIN sample_consents k ON k.website_id = $1 AND k.order_id = s.source_order_id
    WHERE s.website_id = $1 AND s.writer_id = pf.writer_id AND s.status = 'published'
        AND (s.source_order_id IS NULL OR k.consent <> 'never')
    ORDER BY s.sort_key DESC, s.id DESC
    LIMIT 3
) s ON true
ORDER BY p.place, s.sort_key DESC, s.id DESC
