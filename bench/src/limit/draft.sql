UPDATE order_drafts d
SET topic = $4, instructions = $5, version = d.version + 1, updated_at = $7
WHERE d.website_id = $1 AND d.client_id = $2 AND d.id = $3 AND d.version = $6
    AND d.converted_at IS NULL
RETURNING d.version, d.topic, d.instructions,
    coalesce(d.pages, 0) + coalesce(d.slides, 0) > 0, d.deadline IS NOT NULL,
    d.subject_id IS NOT NULL, d.type_of_work_id IS NOT NULL, d.academic_level_id IS NOT NULL,
    EXISTS (
        SELECT FROM quotes q
        WHERE q.id = d.current_quote_id AND q.status = 'current' AND q.valid_until > $7
    )
