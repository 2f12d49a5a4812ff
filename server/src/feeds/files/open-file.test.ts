import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { crc32, deflateRawSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readCsv } from './read-csv.ts';

interface ZipEntry {
  readonly name: string;
  readonly content: Buffer;
  /** 1: encrypted. */
  readonly flags?: number;
  readonly method?: number;
  readonly statedSize?: number;
}

/** A zip by the book (APPNOTE 4.3), with what a test wants stated wrongly. */
function zipOf(entries: readonly ZipEntry[]): Buffer {
  const files: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const { name, content, flags = 0, method = 8, statedSize = content.length } of entries) {
    const packed = deflateRawSync(content, { level: 9 });
    const fields = Buffer.alloc(26);
    fields.writeUInt16LE(20, 0);
    fields.writeUInt16LE(flags, 2);
    fields.writeUInt16LE(method, 4);
    fields.writeUInt32LE(crc32(content), 10);
    fields.writeUInt32LE(packed.length, 14);
    fields.writeUInt32LE(statedSize, 18);
    fields.writeUInt16LE(name.length, 22);
    const tail = Buffer.alloc(14);
    tail.writeUInt32LE(offset, 10);
    const file = Buffer.concat([Buffer.from('PK\x03\x04'), fields, Buffer.from(name), packed]);
    directory.push(Buffer.from('PK\x01\x02\x14\x00', 'latin1'), fields, tail, Buffer.from(name));
    files.push(file);
    offset += file.length;
  }
  const size = Buffer.concat(directory).length;
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06', 'latin1');
  end.writeUInt16LE(entries.length, 8);
  end.writeUInt16LE(entries.length, 10);
  end.writeUInt32LE(size, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...files, ...directory, end]);
}

let directory: string;
beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), 'citybrain-files-'));
});
afterAll(() => rmSync(directory, { recursive: true }));

async function read(bytes: Buffer, name = 'tickets.zip'): Promise<(readonly string[])[]> {
  const path = join(directory, name);
  writeFileSync(path, bytes);
  const rows: (readonly string[])[] = [];
  for await (const { fields } of readCsv(path)) rows.push(fields);
  return rows;
}

const TABLE = Buffer.from('a,b\n1,2\n');
const csv = (options: Partial<ZipEntry> = {}): ZipEntry => ({ name: 'tickets.csv', content: TABLE, ...options });
const TABLE_ROWS = [
  ['a', 'b'],
  ['1', '2'],
];

describe('a file of tickets', () => {
  it('is read as CSV, or as the one CSV file of a zip, whatever its name', async () => {
    expect(await read(TABLE, 'plain.zip')).toEqual(TABLE_ROWS);
    expect(await read(zipOf([csv()]), 'zipped.csv')).toEqual(TABLE_ROWS);
  });

  it('is found in a zip beside what is no table', async () => {
    const others = ['folder/', 'folder/readme.txt', '__MACOSX/._tickets.csv', '._tickets.csv'];
    const entries = others.map((name) => ({ name, content: Buffer.alloc(0) }));
    expect(await read(zipOf([...entries, csv({ name: 'folder/Tickets.CSV' })]))).toEqual(TABLE_ROWS);
  });

  it.each([
    ['several tables', zipOf([csv(), csv({ name: 'b.csv' })]), /holds 2 CSV files \(tickets\.csv, b\.csv\): unpack it/],
    ['no table', zipOf([{ name: 'a.txt', content: TABLE }]), /holds no \.csv file, only a\.txt/],
    ['nothing', zipOf([]), /holds no \.csv file$/],
    ['an encrypted table', zipOf([csv({ flags: 1 })]), /is encrypted: unpack it with its password/],
    ['a table packed by other means', zipOf([csv({ method: 12 })]), /packed in a way \(12\)/],
    ['a bomb', zipOf([csv({ content: Buffer.alloc(4_000_000) })]), /would unpack \d+ bytes to 4000000/],
    ['a bomb that lies', zipOf([csv({ content: Buffer.alloc(4_000_000), statedSize: 100 })]), /too many bytes/],
    ['half a zip', zipOf([csv()]).subarray(0, 60), /is a broken zip/],
    ['gzip', Buffer.from([0x1f, 0x8b, 8, 0, 0]), /is gzip: unpack it first/],
    ['UTF-16', Buffer.from('\uFEFFa,b\n', 'utf16le'), /is UTF-16: save it as UTF-8/],
    ['an Excel workbook', Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1]), /is an old Excel workbook/],
  ])('is refused with a clear word when it is %s', async (_, bytes, message) => {
    await expect(read(bytes)).rejects.toMatchObject({
      code: 'FEED-102',
      message: expect.stringMatching(message) as string,
    });
  });
});
