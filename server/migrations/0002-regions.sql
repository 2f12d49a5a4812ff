-- The region tree in force. It is master data: replaced as a whole, below its roots.
CREATE TABLE regions (
  id text PRIMARY KEY,
  code_system text NOT NULL,
  code text NOT NULL,
  name text NOT NULL,
  level text NOT NULL,
  parent_id text REFERENCES regions (id) DEFERRABLE INITIALLY DEFERRED,
  valid_from date,
  valid_to date,
  label_lon double precision,
  label_lat double precision,
  -- MultiPolygon coordinates as in GeoJSON, WGS84.
  shape jsonb
);

CREATE TABLE region_origin (
  only_row boolean PRIMARY KEY DEFAULT true CHECK (only_row),
  origin text NOT NULL,
  is_schematic boolean NOT NULL,
  -- Version of the stream `regions` that put this set in place.
  version integer NOT NULL
);
