-- Who may come in. Secrets are stored as SHA-256 of 256 random bits, passwords as argon2id.
CREATE TABLE access_users (
  id text PRIMARY KEY,
  name text NOT NULL,
  password_hash text NOT NULL,
  must_change_password boolean NOT NULL,
  role text NOT NULL CHECK (role IN ('administrator', 'supervisor', 'viewer')),
  scope text,
  created_at timestamptz NOT NULL,
  disabled_at timestamptz
);
CREATE UNIQUE INDEX access_users_by_name ON access_users (lower(name));

CREATE TABLE access_sessions (
  id text PRIMARY KEY,
  secret_sha256 bytea NOT NULL UNIQUE,
  user_id text NOT NULL REFERENCES access_users (id),
  -- Opened by a one-time link: whoever holds it may set a password without knowing the old one.
  opened_by_link boolean NOT NULL,
  created_at timestamptz NOT NULL,
  last_seen_at timestamptz NOT NULL
);
CREATE INDEX access_sessions_by_user ON access_sessions (user_id);

-- One-time sign-in links; used ones are deleted.
CREATE TABLE access_links (
  secret_sha256 bytea PRIMARY KEY,
  user_id text NOT NULL REFERENCES access_users (id),
  expires_at timestamptz NOT NULL
);

CREATE TABLE access_tokens (
  id text PRIMARY KEY,
  secret_sha256 bytea NOT NULL UNIQUE,
  kind text NOT NULL CHECK (kind IN ('feed', 'display', 'api')),
  name text NOT NULL,
  scope text,
  feed text CHECK ((kind = 'feed') = (feed IS NOT NULL)),
  -- null: by a command on the server.
  created_by text REFERENCES access_users (id),
  created_at timestamptz NOT NULL,
  last_used_at timestamptz,
  revoked_at timestamptz
);
