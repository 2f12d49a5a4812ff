import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { appendFile, copyFile, readdir, readFile, stat, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { zstdDecompressSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { temporaryDirectory } from '../../../tests/support/temporary-directory.ts';
import { Fault } from '../observe/fault.ts';
import { HEAD_BYTES, SEAL_BYTES } from './file-frames.ts';
import { readBackupFile } from './read-backup-file.ts';
import { HEADER, tablesOf } from './test-kit/table-sources.ts';
import { verifyBackupFile } from './verify-backup-file.ts';
import { writeBackupFile } from './write-backup-file.ts';
import { writeContent } from './write-content.ts';

const ROWS = {
  regions: ['nbs:370203\t市北区'],
  evidence: [`1\t\\\\x${randomBytes(40_000).toString('hex')}`],
  events: Array.from({ length: 500 }, (_, index) => `${index + 1}\tticket-${index % 7}\t{"title": "路灯不亮"}`),
};

const write = (path: string, isReplacing = false): ReturnType<typeof writeBackupFile> =>
  writeBackupFile(path, writeContent(HEADER, tablesOf(ROWS, 1_000)), { isReplacing });

const faultOf = (error: unknown): string => (error instanceof Fault ? error.code : `no fault: ${String(error)}`);
/** The code of the fault that a file is refused with. */
const refusalOf = (path: string): Promise<string> => verifyBackupFile(path).then(() => 'taken', faultOf);

describe('a backup file', () => {
  it('[B5] is known by its SHA-256 and counts', async () => {
    const path = join(temporaryDirectory(), 'city.zst');
    const file = await write(path);
    const verified = await verifyBackupFile(path);
    expect(verified).toMatchObject({ header: HEADER, file, totals: { tables: 3, rows: 502 } });
    expect(file.bytes).toBe((await stat(path)).size);
    const sums = await new Promise<string>((resolve) => execFile('sha256sum', [path], (_, out) => resolve(out)));
    if (sums !== '') expect(sums).toContain(file.sha256);
  });

  it('[B5] is a Zstandard file, whose text any other tool can show', async () => {
    const path = join(temporaryDirectory(), 'city.zst');
    await write(path);
    const bytes = await readFile(path);
    // Other tools skip these two frames by themselves; Node.js stops behind the first.
    for (const at of [0, bytes.length - SEAL_BYTES]) expect(bytes.readUInt32LE(at)).toBe(0x184d2a50);
    const text = zstdDecompressSync(bytes.subarray(HEAD_BYTES, -SEAL_BYTES)).toString();
    expect(text.split('\n')[0]).toBe(JSON.stringify(HEADER));
    expect(text).toContain('nbs:370203\t市北区\n\\.\n');
  });

  it('[B5] is refused with any bit flipped, any tail missing, and anything added', async () => {
    const directory = temporaryDirectory();
    const whole = join(directory, 'city.zst');
    const { bytes } = await write(whole);
    const content = await readFile(whole);
    const broken = join(directory, 'broken.zst');
    await fc.assert(
      fc.asyncProperty(fc.nat({ max: bytes - 1 }), fc.nat({ max: 7 }), async (at, bit) => {
        const copy = Buffer.from(content);
        copy[at] = (copy[at] as number) ^ (1 << bit);
        await writeFile(broken, copy);
        expect(await refusalOf(broken)).toMatch(/^BACKUP-10[23]$/);
      }),
      // Beginning and end are small beside the rest, and are written by other code.
      { numRuns: 300, examples: [...Array(40).keys(), ...[...Array(90).keys()].map((back) => bytes - 1 - back)].map((at) => [at, at % 8]) },
    );
    await fc.assert(
      fc.asyncProperty(fc.nat({ max: bytes - 1 }), async (length) => {
        await copyFile(whole, broken);
        await truncate(broken, length);
        expect(await refusalOf(broken)).toMatch(/^BACKUP-10[23]$/);
      }),
      { numRuns: 100, examples: [[0], [1], [29], [30], [31], [110], [bytes - 80], [bytes - 1]] },
    );
    await copyFile(whole, broken);
    await appendFile(broken, '\n');
    expect(await refusalOf(broken)).toBe('BACKUP-102');
    // A whole second backup behind the first is no backup either.
    await writeFile(broken, Buffer.concat([content, content]));
    expect(await refusalOf(broken)).toBe('BACKUP-102');
  }); // prettier-ignore

  it('[B5] tells its end only when every byte was verified', async () => {
    const directory = temporaryDirectory();
    const path = join(directory, 'city.zst');
    const { bytes } = await write(path);
    const copy = await readFile(path);
    copy[bytes - 5] = (copy[bytes - 5] as number) ^ 1;
    await writeFile(path, copy);
    const kinds: string[] = [];
    const reading = (async () => {
      for await (const { kind } of readBackupFile(path)) kinds.push(kind);
    })();
    await expect(reading).rejects.toThrow();
    expect(kinds).not.toContain('end');
  });

  it('[B5] is refused when it is something else, of a later format, or not there', async () => {
    const directory = temporaryDirectory();
    const other = join(directory, 'other');
    await writeFile(other, 'requests.csv\n'.repeat(100));
    await expect(verifyBackupFile(other)).rejects.toThrow('does not begin as a backup');
    const later = join(directory, 'later.zst');
    await write(later);
    const copy = await readFile(later);
    copy.write('0002', 8 + 'citybrain-backup '.length, 'latin1');
    await writeFile(later, copy);
    await expect(verifyBackupFile(later)).rejects.toThrow('format 2; this version reads format 1');
    expect(await refusalOf(join(directory, 'nowhere'))).toBe('BACKUP-103');
  });

  it('[B6] is readable for its owner alone, and takes the place of no other unless told to', async () => {
    const directory = temporaryDirectory();
    const path = join(directory, 'city.zst');
    await write(path);
    expect((await stat(path)).mode & 0o777).toBe(0o600);
    await expect(write(path)).rejects.toMatchObject({ code: 'BACKUP-101' });
    await write(path, true);
    expect(await readdir(directory)).toEqual(['city.zst']);
    expect(await refusalOf(path)).toBe('taken');
  });

  it('[B6] leaves nothing behind when it can not be finished, and what was there as it was', async () => {
    const directory = temporaryDirectory();
    const path = join(directory, 'city.zst');
    await writeFile(path, 'the last one');
    const failing = (async function* () {
      yield Buffer.from('half');
      throw new Error('the database went away');
    })();
    await expect(writeBackupFile(path, failing, { isReplacing: true })).rejects.toThrow('the database went away');
    const stopped = writeBackupFile(path, writeContent(HEADER, tablesOf(ROWS)), {
      ...{ isReplacing: true, signal: AbortSignal.abort() },
    });
    await expect(stopped).rejects.toMatchObject({ name: 'AbortError' });
    expect(await readdir(directory)).toEqual(['city.zst']);
    expect(await readFile(path, 'utf8')).toBe('the last one');
    expect(faultOf(await write(join(directory, 'missing', 'city.zst')).catch((error: unknown) => error))).toBe(
      'BACKUP-101',
    );
  });

  it('[B6] does not write where another backup is being written', async () => {
    const directory = temporaryDirectory();
    await writeFile(join(directory, 'city.zst.partial'), 'half of another');
    const error = await write(join(directory, 'city.zst')).catch((caught: unknown) => caught);
    expect(faultOf(error)).toBe('BACKUP-101');
    expect(await readdir(directory)).toEqual(['city.zst.partial']);
  });
});
