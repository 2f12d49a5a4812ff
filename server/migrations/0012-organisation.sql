-- Every organisation that was ever in force, whole: the newest version is in force,
-- a replay asks for the one of its day.
CREATE TABLE organisations (
  -- Version of the stream `organisation` that put it in place.
  version integer PRIMARY KEY,
  origin text NOT NULL,
  -- Made by the program from the regions: no real organisation, and the screens say so.
  is_example boolean NOT NULL,
  -- Version of the stream `regions` that it was made for.
  regions_version integer NOT NULL,
  -- Units, members, duties, areas and party roles, as the program holds them.
  parts jsonb NOT NULL
);
