import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Fault } from '../observe/fault.ts';
import { readContent, type ContentPart } from './read-content.ts';
import { collect, cut, HEADER, tablesOf } from './test-kit/table-sources.ts';
import { writeContent } from './write-content.ts';

/** Lines that COPY may write: a backslash never stands alone, but may be doubled or begin an escape. */
const rowLines = fc.array(
  fc.oneof(fc.constantFrom('', '\\N', '\\\\', '\\\\.', 'a\\.', '\\N\t\\\\.', '工单\\n', '.', '\\\\x00ff'), fc.string().map((text) => text.replaceAll(/[\\\n\r]/g, ''))),
  { maxLength: 12 },
); // prettier-ignore
const tables = fc.dictionary(fc.stringMatching(/^[a-z_]{1,8}$/), rowLines, { maxKeys: 4 });

/** The parts with the rows of each table put together. */
const rowsIn = (parts: readonly ContentPart[]): Record<string, string> => {
  const rows: Record<string, Buffer[]> = {};
  let table = '';
  for (const part of parts) {
    if (part.kind === 'table') rows[(table = part.head.table)] = [];
    if (part.kind === 'rows') rows[table]?.push(Buffer.from(part.bytes));
  }
  return Object.fromEntries(Object.entries(rows).map(([name, pieces]) => [name, Buffer.concat(pieces).toString()]));
};

const codeOf = (error: unknown): string | undefined => (error instanceof Fault ? error.code : undefined);

describe('the content of a backup', () => {
  it('[B1] is read as it was written, wherever it is cut', async () => {
    await fc.assert(
      fc.asyncProperty(tables, fc.integer({ min: 1, max: 9 }), fc.integer({ min: 1, max: 40 }), async (rows, written, read) => {
        const bytes = Buffer.concat(await collect(writeContent(HEADER, tablesOf(rows, written))));
        const parts = await collect(readContent(cut(bytes, read)));
        expect(parts[0]).toEqual({ kind: 'header', header: HEADER });
        expect(rowsIn(parts)).toEqual(Object.fromEntries(Object.entries(rows).map(([name, lines]) => [name, lines.map((line) => `${line}\n`).join('')])));
        const counts = Object.values(rows).map(({ length }) => length);
        expect(parts.filter(({ kind }) => kind === 'end of table').map((part) => 'totals' in part && part.totals.rows)).toEqual(counts);
        expect(parts.at(-1)).toMatchObject({ kind: 'end', totals: { tables: counts.length, rows: counts.reduce((sum, count) => sum + count, 0) } });
      }),
      { numRuns: 300 },
    );
  }); // prettier-ignore

  it('[B5] says where it was cut off', async () => {
    const bytes = Buffer.concat(await collect(writeContent(HEADER, tablesOf({ events: ['1', '2'] }))));
    for (let length = 0; length < bytes.length; length += 1) {
      const error = await collect(readContent(cut(bytes.subarray(0, length), 16))).catch((caught: unknown) => caught);
      expect(codeOf(error)).toBe('BACKUP-102');
    }
    await expect(collect(readContent(cut(Buffer.concat([bytes, Buffer.from('x')]), 16)))).rejects.toThrow(
      'after its end',
    );
  });

  it('[B5] does not take a table that has other rows than it states', async () => {
    const bytes = Buffer.concat(await collect(writeContent(HEADER, tablesOf({ events: ['1', '2'] }))));
    const without = Buffer.from(bytes.toString().replace('1\n2\n', '12\n'));
    await expect(collect(readContent(cut(without, 16)))).rejects.toThrow('events has 1 rows where 2 are stated');
  });
});
