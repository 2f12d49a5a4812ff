import { Type, type Static } from 'typebox';
import { Compile } from 'typebox/compile';
import { Fault } from '../observe/fault.ts';

const Count = Type.Integer({ minimum: 0 });
const Name = Type.String({ pattern: '^[a-z_][a-z0-9_]*$', maxLength: 63 });

/** First line of a backup: what it is of. */
export const BackupHeader = Type.Object({
  backup: Type.Literal('citybrain'),
  /** Version of the program that made it. */
  program: Type.String(),
  /** ISO 8601. */
  madeAt: Type.String(),
  /** Version of the PostgreSQL that it was read from. */
  postgres: Type.String(),
  /** The city's time zone when it was made; a setting and not part of the store. */
  zone: Type.String(),
  /** Last sequence of the log. */
  head: Count,
  /** The migrations that the store had seen. */
  schema: Type.Array(Type.Object({ number: Count, name: Type.String(), sha256: Type.String() }), { minItems: 1 }),
  /** Names of the duties that servers had taken. */
  duties: Type.Array(Type.String()),
  /** Pieces whose bytes had lost their hash already. */
  damagedEvidence: Type.Array(Type.String()),
});
export type BackupHeader = Static<typeof BackupHeader>;

/** The line before a table's rows. */
export const TableHead = Type.Object({ table: Name, columns: Type.Array(Name, { minItems: 1 }) });
export type TableHead = Static<typeof TableHead>;

/** The line after them. */
export const TableTotals = Type.Object({ rows: Count, bytes: Count });
export type TableTotals = Static<typeof TableTotals>;

/** The last line: sums over all tables. */
export const BackupTotals = Type.Object({ tables: Count, rows: Count, bytes: Count });
export type BackupTotals = Static<typeof BackupTotals>;

const VALIDATORS = {
  header: Compile(BackupHeader),
  table: Compile(TableHead),
  'end of a table': Compile(TableTotals),
  end: Compile(BackupTotals),
} as const;

interface Records {
  readonly header: BackupHeader;
  readonly table: TableHead;
  readonly 'end of a table': TableTotals;
  readonly end: BackupTotals;
}

/** Whether `text` is the record of this kind, and which. */
export function recordIn<Kind extends keyof Records>(kind: Kind, text: string): Records[Kind] | null {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return null;
  }
  return VALIDATORS[kind].Check(value) ? (value as Records[Kind]) : null;
}

/** @throws Fault BACKUP-102 when `text` is no record of this kind */
export function readRecord<Kind extends keyof Records>(kind: Kind, text: string): Records[Kind] {
  const record = recordIn(kind, text);
  if (!record) throw new Fault('BACKUP-102', `where the ${kind} should stand, the file says: ${text.slice(0, 80)}`);
  return record;
}
