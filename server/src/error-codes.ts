/** Every fault code, what it means and what an operator does about it. docs/errors.md is generated from here. */
export const FAULTS = {
  'STORE-101': {
    meaning: 'PostgreSQL could not be started',
    remedy: 'Read the lines of PostgreSQL above it; they name the cause. `npm run citybrain -- config` shows the data directory.',
  },
  'STORE-102': {
    meaning: 'The data directory is in use by another server',
    remedy: 'Stop that server, or set CITYBRAIN_DATA to another directory.',
  },
  'STORE-103': {
    meaning: 'PostgreSQL does not run as root and no system user for it could be made',
    remedy: 'Create one (`useradd --system citybrain-postgres`) or set DATABASE_URL.',
  },
  'STORE-104': {
    meaning: 'The database could not be reached',
    remedy: 'It is tried again by itself. If it lasts, check DATABASE_URL or the lines of PostgreSQL above.',
  },
  'STORE-105': {
    meaning: 'The database has an encoding or locale that the product cannot work with',
    remedy: "Create it with ENCODING 'UTF8' and a UTF-8 locale, e.g. LC_CTYPE 'C.UTF-8'.",
  },
  'STORE-106': {
    meaning: 'The database was written by a newer version of the product',
    remedy: 'Start that version; migrations only go forward.',
  },
  'STORE-107': {
    meaning: 'A PostgreSQL left over from an earlier start could not be stopped',
    remedy: 'End the process named in the message, then start again.',
  },
  'LOG-101': {
    meaning: 'A stream has moved on since it was read',
    remedy: 'None: the command is decided again on the present state.',
  },
  'CONFIG-101': {
    meaning: 'A setting has a value that can not be used',
    remedy: 'Correct the setting named in the message; `npm run citybrain -- config` lists them all.',
  },
  'FEED-101': {
    meaning: 'Intake takes nothing more at present',
    remedy: 'Send the request again after the seconds named in Retry-After.',
  },
} as const satisfies Record<string, { meaning: string; remedy: string }>;

export type FaultCode = keyof typeof FAULTS;
