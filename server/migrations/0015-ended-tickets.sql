-- Finished tickets are listed however they ended: closed, refused, transferred, cancelled or merged.
CREATE INDEX tickets_ended ON tickets (closed_at DESC, id DESC) INCLUDE (region_id, lon, lat) WHERE closed_at IS NOT NULL;
DROP INDEX tickets_closed;
