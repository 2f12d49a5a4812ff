-- The event log. `log_head` is one row, updated last inside each append: its lock
-- makes sequences gapless and hands them out in commit order, however many write.
CREATE TABLE log_head (
  only_row boolean PRIMARY KEY DEFAULT true CHECK (only_row),
  sequence bigint NOT NULL
);
INSERT INTO log_head (sequence) VALUES (0);

CREATE TABLE events (
  sequence bigint PRIMARY KEY,
  stream text NOT NULL,
  version integer NOT NULL CHECK (version > 0),
  type text NOT NULL,
  type_version smallint NOT NULL,
  happened_at timestamptz NOT NULL,
  recorded_at timestamptz NOT NULL,
  caused_by text NOT NULL,
  data jsonb NOT NULL,
  UNIQUE (stream, version)
);

CREATE FUNCTION forbid_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'the log is append-only';
END $$;
CREATE TRIGGER events_are_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON events
  FOR EACH STATEMENT EXECUTE FUNCTION forbid_change();

-- Tables for queries: the fold of each stream, written with the events that change it.
CREATE TABLE tickets (
  id text PRIMARY KEY,
  version integer NOT NULL,
  source text NOT NULL,
  source_id text NOT NULL,
  status text NOT NULL,
  reported_at timestamptz NOT NULL,
  disposed_at timestamptz,
  closed_at timestamptz,
  due_at timestamptz,
  source_updated_at timestamptz NOT NULL,
  title text NOT NULL,
  body text,
  category text,
  demand_kind text,
  disposition text,
  priority text,
  channel text,
  address text,
  unit text,
  region_id text,
  lon double precision,
  lat double precision,
  place_source text NOT NULL,
  place_original jsonb,
  labels jsonb NOT NULL,
  flags text[] NOT NULL,
  UNIQUE (source, source_id)
);
CREATE INDEX tickets_by_region ON tickets (region_id, reported_at DESC);
CREATE INDEX tickets_closed ON tickets (closed_at DESC, id DESC) INCLUDE (region_id, lon, lat) WHERE status = 'closed';

CREATE TABLE stations (
  id text PRIMARY KEY,
  version integer NOT NULL,
  source text NOT NULL,
  source_id text NOT NULL,
  status text NOT NULL,
  last_heard_at timestamptz NOT NULL,
  name text NOT NULL,
  station_kind text NOT NULL,
  promise_seconds integer NOT NULL,
  region_id text,
  place jsonb NOT NULL,
  readings jsonb NOT NULL,
  UNIQUE (source, source_id)
);

CREATE TABLE incidents (
  id text PRIMARY KEY,
  version integer NOT NULL,
  source text NOT NULL,
  source_id text NOT NULL,
  status text NOT NULL,
  starts_at timestamptz NOT NULL,
  ends_at timestamptz,
  source_updated_at timestamptz NOT NULL,
  region_id text,
  facts jsonb NOT NULL,
  UNIQUE (source, source_id)
);
