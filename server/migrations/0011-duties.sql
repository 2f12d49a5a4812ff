-- Duties that one server at a time holds, by an advisory lock of its session. Whoever takes one
-- raises its epoch; a write under an older epoch is refused.
CREATE TABLE duties (
  name text PRIMARY KEY,
  epoch bigint NOT NULL CHECK (epoch > 0),
  -- Names the server, for people.
  holder text NOT NULL,
  taken_at timestamptz NOT NULL
);
