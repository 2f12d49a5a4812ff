import type { BackupHeader } from '../backup-records.ts';
import type { TableSource } from '../write-content.ts';

export const HEADER: BackupHeader = {
  backup: 'citybrain',
  program: '0.1.0',
  madeAt: '2026-11-27T10:00:00.000Z',
  postgres: '18.4',
  zone: 'Asia/Shanghai',
  head: 3,
  schema: [{ number: 1, name: '0001-log', sha256: 'ab' }],
  duties: ['timer'],
  damagedEvidence: [],
};

/** Tables whose rows come in pieces of `size` bytes. */
export async function* tablesOf(
  rows: Readonly<Record<string, readonly string[]>>,
  size = 7,
): AsyncGenerator<TableSource> {
  for (const [table, lines] of Object.entries(rows)) {
    yield { table, columns: ['id', 'data'], rows: cut(Buffer.from(lines.map((line) => `${line}\n`).join('')), size) };
  }
}

/** `bytes` in pieces of `size`. */
export async function* cut(bytes: Uint8Array, size: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

export async function collect<Value>(values: AsyncIterable<Value>): Promise<Value[]> {
  const all: Value[] = [];
  for await (const value of values) all.push(value);
  return all;
}
