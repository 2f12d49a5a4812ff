/** Every fault code, what it means and what an operator does about it. docs/errors.md is generated from here. */
export const FAULTS = {
  'STORE-101': {
    meaning: 'PostgreSQL could not be started',
    remedy:
      'Read the lines of PostgreSQL above it; they name the cause. `npm run citybrain -- config` shows the data directory.',
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
  'STORE-108': {
    meaning: 'The data directory can not be written to',
    remedy: 'Give the user that runs the server write permission there, or set CITYBRAIN_DATA to another directory.',
  },
  'STORE-109': {
    meaning: 'The migrations at hand do not continue those that the database has seen',
    remedy:
      'Restore the file named in the message: an applied migration never changes, a further one gets the next number.',
  },
  'STORE-110': {
    meaning: 'A migration failed and was rolled back',
    remedy: 'The cause is in the message. Nothing of this migration remains; start again once the cause is gone.',
  },
  'STORE-111': {
    meaning: 'The files of the embedded PostgreSQL can not be used by this start',
    remedy: 'The message says whether it is their owner, a closed directory or another major version of PostgreSQL.',
  },
  'STORE-112': {
    meaning: 'The given PostgreSQL lacks something that the product needs',
    remedy: 'Use PostgreSQL 15 or newer with its contrib extensions (on Debian: the package postgresql).',
  },
  'LOG-101': {
    meaning: 'A stream has moved on since it was read',
    remedy: 'None: the command is decided again on the present state.',
  },
  'DUTY-101': {
    meaning: 'The duty has passed to another server',
    remedy: 'None: the server that holds it now does the work.',
  },
  'CONFIG-101': {
    meaning: 'A setting has a value that can not be used',
    remedy: 'Correct the setting named in the message; `npm run citybrain -- config` lists them all.',
  },
  'CONFIG-102': {
    meaning: 'The server could not listen on its address',
    remedy: 'Free the port named in the message, or set PORT and HOST.',
  },
  'CONFIG-103': {
    meaning: 'The file of days off and make-up days can not be used',
    remedy: 'Correct the entries named in the message; docs/spec/deadlines.md shows how the file is written.',
  },
  'CONFIG-104': {
    meaning: 'The file of SLA policies can not be used',
    remedy:
      'Correct what the message names; `npm run citybrain -- export policies <file>` writes a file to begin with.',
  },
  'FEED-101': {
    meaning: 'Intake takes nothing more at present',
    remedy: 'Send the request again after the seconds named in Retry-After.',
  },
  'FEED-102': {
    meaning: 'A file can not be read',
    remedy:
      'The message says why, and where it can the line. Correct the file and give it again: nothing of it was taken.',
  },
  'FEED-103': {
    meaning: 'A table does not fit the preset',
    remedy: 'Name the preset that was made for this table. Nothing of it was taken.',
  },
  'FEED-104': {
    meaning: 'There is nothing to replay',
    remedy: 'Choose a day on which the file has reports or closes.',
  },
  'EVIDENCE-101': {
    meaning: 'The stored bytes of a piece of evidence are not those that were uploaded',
    remedy: 'Bring the piece named in the message back from a backup; look for what else writes to the database.',
  },
  'SNAPSHOT-101': {
    meaning: 'A snapshot of the picture is damaged',
    remedy: 'None: the one before is taken, or the whole log. When it happens again, look at the disk.',
  },
  'SNAPSHOT-102': {
    meaning:
      'A snapshot of the picture is of another version, other regions, another zone, another log or a later time',
    remedy: 'None: the one before is taken, or the whole log, which takes longer.',
  },
  'BACKUP-101': {
    meaning: 'The backup could not be written to its file',
    remedy: 'The message says why: make room, name another file or directory, or add --force. Nothing is left of it.',
  },
  'BACKUP-102': {
    meaning: 'The backup file is damaged or incomplete',
    remedy: 'Use another copy of it, or an earlier backup. The store is as it was.',
  },
  'BACKUP-103': {
    meaning: 'The file is no backup that this version can read',
    remedy: 'Name the right file, or restore with the version that made it, or a later one. The store is as it was.',
  },
  'BACKUP-104': {
    meaning: 'The store can not take a backup, because it is not empty or in use',
    remedy:
      'Stop every server on it, then name an empty data directory in CITYBRAIN_DATA, or a database without tables in DATABASE_URL.',
  },
  'BACKUP-105': {
    meaning: 'What the backup holds does not fit together',
    remedy: 'Use an earlier backup, and keep this one for whoever looks into it. The store is as it was.',
  },
  'BACKUP-106': {
    meaning: 'There is no store to back up',
    remedy: 'Set CITYBRAIN_DATA or DATABASE_URL to the store of the server; `npm run citybrain -- config` shows both.',
  },
} as const satisfies Record<string, { meaning: string; remedy: string }>;

export type FaultCode = keyof typeof FAULTS;
