-- Photos and documents of tickets, as they were uploaded. Never changed; the same bytes on a ticket are one piece.
CREATE TABLE evidence (
  id text PRIMARY KEY,
  -- No reference: tickets is a query table, which is made anew from the log.
  ticket_id text NOT NULL,
  sha256 bytea NOT NULL CHECK (length(sha256) = 32),
  media_type text NOT NULL,
  kind text NOT NULL CHECK (kind IN ('photo', 'document')),
  -- Safe to show and to save under.
  name text NOT NULL,
  size integer NOT NULL CHECK (size = length(bytes)),
  bytes bytea NOT NULL,
  -- WebP; null: a document, or a photo that could not be decoded.
  thumbnail bytea,
  width integer,
  height integer,
  uploaded_by text NOT NULL,
  uploaded_at timestamptz NOT NULL,
  UNIQUE (ticket_id, sha256)
);
-- Photos and packed documents don't get smaller.
ALTER TABLE evidence ALTER COLUMN bytes SET STORAGE EXTERNAL, ALTER COLUMN thumbnail SET STORAGE EXTERNAL;
