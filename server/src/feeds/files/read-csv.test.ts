import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { describeWithShared } from '../../../../tests/support/shared-material.ts';
import { MAX_RECORD_BYTES, readCsv, readCsvFrom, type CsvRow } from './read-csv.ts';

const collect = async (rows: AsyncIterable<CsvRow>): Promise<CsvRow[]> => {
  const all: CsvRow[] = [];
  for await (const row of rows) all.push(row);
  return all;
};

/** In chunks of a few bytes, so that characters and records are cut anywhere. */
const rowsOf = (bytes: string | Buffer, chunkSize = 3): Promise<CsvRow[]> => {
  const whole = Buffer.from(bytes);
  const chunks: Buffer[] = [];
  for (let at = 0; at < whole.length; at += chunkSize) chunks.push(whole.subarray(at, at + chunkSize));
  return collect(readCsvFrom(Readable.from(chunks)));
};
const fieldsOf = async (bytes: string | Buffer): Promise<readonly (readonly string[])[]> =>
  (await rowsOf(bytes)).map(({ fields }) => fields);

describe('reading CSV', () => {
  it('reads records with the line on which they end, across line breaks in quotes', async () => {
    expect(await rowsOf('编号,b\n"一\n二",2\n\n3,4\n')).toEqual([
      { line: 1, fields: ['编号', 'b'] },
      { line: 3, fields: ['一\n二', '2'] },
      { line: 5, fields: ['3', '4'] },
    ]);
  });

  it('passes over a byte-order mark and takes CRLF', async () => {
    expect(await fieldsOf('\uFEFFa,b\r\n1,"x\r\ny"\r\n')).toEqual([
      ['a', 'b'],
      ['1', 'x\r\ny'],
    ]);
  });

  it('hands on records that are too short or too long', async () => {
    expect((await fieldsOf('a,b\n1\n1,2,3\n')).map(({ length }) => length)).toEqual([2, 1, 3]);
  });

  it('takes a quote within unquoted text for what it is', async () => {
    expect(await fieldsOf('a,b\n5" pipe,4\n1,2\n')).toEqual([
      ['a', 'b'],
      ['5" pipe', '4'],
      ['1', '2'],
    ]);
  });

  it('reads nothing from nothing', async () => {
    expect(await rowsOf('')).toEqual([]);
  });

  it.each([
    ['a,b\n1,2\n3,"four\n5,6\n', /^line 3: a quote is opened and never closed/],
    [Buffer.from([0x61, 0x0a, 0x62, 0x0a, 0xca, 0xd0, 0x0a, 0x63]), /^line 3 is not UTF-8/],
    [Buffer.from([0x61, 0x0a, 0x62, 0x0a, 0xe5, 0xb8]), /^line 3 is not UTF-8/],
  ])('names the line at which %j can not be read', async (bytes, message) => {
    await expect(rowsOf(bytes)).rejects.toMatchObject({
      code: 'FEED-102',
      message: expect.stringMatching(message) as string,
    });
  });

  it('gives up on a record without an end before it fills the memory', async () => {
    const endless = `a\n"${'x'.repeat(MAX_RECORD_BYTES + 10)}`;
    await expect(collect(readCsvFrom(Readable.from([Buffer.from(endless)])))).rejects.toThrow(
      /^line 2: a record of more than/,
    );
  });

  it('says that a file is not there', async () => {
    await expect(collect(readCsv('/nowhere/tickets.csv'))).rejects.toThrow(/ENOENT/);
  });

  it('lets go of the file when its reader stops', async () => {
    const bytes = Readable.from([Buffer.from('a\n1\n2\n'), Buffer.from('3\n')]);
    for await (const row of readCsvFrom(bytes)) if (row.line === 2) break;
    expect(bytes.destroyed).toBe(true);
  });
});

describeWithShared('csv-spectrum', 'fuzz/csv-spectrum/csvs', (directory) => {
  it('reads every file of it as its JSON twin says', async () => {
    for (const name of readdirSync(directory)) {
      const twin = join(directory, '..', 'json', name.replace('.csv', '.json'));
      const [header = [], ...records] = (await collect(readCsv(join(directory, name)))).map(({ fields }) => fields);
      const objects = records.map((fields) => Object.fromEntries(header.map((column, at) => [column, fields[at]])));
      const expected = JSON.parse(readFileSync(twin, 'utf8')) as unknown;
      // The twin of this one is an object and not an array, with another number in its first field.
      if (name === 'location_coordinates.csv') objects[0]!['Contact Phone Number'] = '1234567890';
      expect(objects, name).toEqual([expected].flat());
    }
  });
});
