-- Items refused at intake, as they came. The same item refused again counts up.
CREATE TABLE quarantine (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  feed text NOT NULL,
  raw_sha256 bytea NOT NULL,
  raw bytea NOT NULL,
  code text NOT NULL,
  message text NOT NULL,
  path text,
  item_id text,
  -- Where the item counts without a place of its own: the home of whoever sent it.
  home_region_id text,
  first_received_at timestamptz NOT NULL,
  received_at timestamptz NOT NULL,
  attempts integer NOT NULL DEFAULT 1,
  resolved_at timestamptz,
  UNIQUE (feed, raw_sha256)
);
CREATE INDEX quarantine_open ON quarantine (received_at DESC) WHERE resolved_at IS NULL;
