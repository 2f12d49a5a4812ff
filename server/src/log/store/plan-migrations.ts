import { Fault } from '../../observe/fault.ts';

/** A migration as it is recorded in the database. */
export interface RecordedMigration {
  readonly number: number;
  readonly name: string;
  readonly sha256: string;
}

/** A migration as it lies in its file. */
export interface Migration extends RecordedMigration {
  readonly sql: string;
}

/**
 * Which of `migrations` are still to be applied. Both lists are in order of their numbers.
 * @throws Fault STORE-106 when the database knows later ones, STORE-109 when the history differs.
 */
export function planMigrations(migrations: readonly Migration[], recorded: readonly RecordedMigration[]): Migration[] {
  const byNumber = new Map<number, Migration>();
  for (const migration of migrations) {
    const twin = byNumber.get(migration.number);
    if (twin) throw new Fault('STORE-109', `migrations ${twin.name} and ${migration.name} have the same number`);
    byNumber.set(migration.number, migration);
  }
  for (const past of recorded) requireSame(past, byNumber.get(past.number));
  const applied = new Set(recorded.map(({ number }) => number));
  const last = recorded.at(-1);
  const pending = migrations.filter(({ number }) => !applied.has(number));
  const [next] = pending;
  if (last && next && next.number < last.number) {
    throw new Fault('STORE-109', `migration ${next.name} comes too late: ${last.name} is already applied`);
  }
  return pending;
}

function requireSame(past: RecordedMigration, present: Migration | undefined): void {
  if (!present)
    throw new Fault('STORE-106', `the database has seen migration ${past.name}, which this version does not know`);
  if (present.sha256 !== past.sha256)
    throw new Fault('STORE-109', `migration ${present.name} was changed after it was applied`);
}
