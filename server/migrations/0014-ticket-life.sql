-- What was done about a ticket here, as the fold of its events; null while only its source speaks.
ALTER TABLE tickets ADD COLUMN life jsonb;
ALTER TABLE tickets ADD COLUMN lead_unit text;
CREATE INDEX tickets_by_lead ON tickets (lead_unit, reported_at DESC) WHERE lead_unit IS NOT NULL;
