import { join } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { expect, it } from 'vitest';
import { temporaryDirectory } from '../../../tests/support/temporary-directory.ts';
import type { Database } from '../log/database.ts';
import { MIGRATIONS_DIRECTORY, readMigrations } from '../log/store/migrate.ts';
import { openTestStore } from '../log/store/test-store.ts';
import { makeBackup } from './make-backup.ts';
import { restoreBackup } from './restore-backup.ts';
import { fillStore } from './test-kit/fill-store.ts';

const MIB = 1024 * 1024;
const PIECES = 6;
const PIECE_BYTES = 15 * MIB;
/** A third of what passes through; rows of evidence alone have 30 MiB. */
const MOST_HELD_BYTES = 64 * MIB;

const addPhotos = (database: Database): Promise<number> =>
  database.execute(
    `INSERT INTO evidence (id, ticket_id, sha256, media_type, kind, name, size, bytes, uploaded_by, uploaded_at)
     SELECT 'p' || n, 'led', sha256(bytes), 'image/jpeg', 'photo', '现场.jpg', length(bytes), bytes, 'user:a', now()
     FROM generate_series(1, $1) AS n, LATERAL (SELECT decode(repeat(md5(n::text), $2::int / 16), 'hex') AS bytes) AS made`,
    [PIECES, PIECE_BYTES],
  );

/** The collector, which programs are not given by default. */
function collector(): () => void {
  setFlagsFromString('--expose-gc');
  return runInNewContext('gc') as () => void;
}

/**
 * The most bytes outside of the heap that were held at a time while `work` ran, beyond those before. Garbage that the
 * collector has not come to yet is not held: what looks like too much is looked at again behind it.
 */
async function mostHeld(work: () => Promise<unknown>): Promise<number> {
  const collect = collector();
  collect();
  const before = process.memoryUsage().arrayBuffers;
  const held = () => process.memoryUsage().arrayBuffers - before;
  let most = 0;
  const timer = setInterval(() => {
    if (held() > MOST_HELD_BYTES) collect();
    most = Math.max(most, held());
  }, 5);
  await work().finally(() => clearInterval(timer));
  return most;
}

it('[B4] holds a small part of a large store at a time, to back it up and to restore it', async () => {
  const [source, target] = [await openTestStore(), await openTestStore({ migrationsDirectory: null })];
  try {
    await fillStore(source.database);
    await addPhotos(source.database);
    const path = join(temporaryDirectory(), 'city.zst');
    const options = { database: source.database, program: '0.1.0', zone: 'Asia/Shanghai', now: new Date(0) };
    const held = await mostHeld(async () => {
      const { tables } = await makeBackup(path, { ...options, isReplacing: false });
      expect(tables.get('evidence')?.bytes).toBeGreaterThan(2 * PIECES * PIECE_BYTES);
    });
    expect(held).toBeLessThan(MOST_HELD_BYTES);
    const migrations = await readMigrations(MIGRATIONS_DIRECTORY);
    expect(await mostHeld(() => restoreBackup(path, { database: target.database, migrations }))).toBeLessThan(MOST_HELD_BYTES);
  } finally {
    await source.close();
    await target.close();
  }
}); // prettier-ignore
