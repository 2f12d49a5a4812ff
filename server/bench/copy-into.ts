import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { PoolClient } from 'pg';
import { from as copyFrom } from 'pg-copy-streams';

const CHUNK_CHARACTERS = 512 * 1024;
const SAY_EVERY_MS = 15_000;

/** Streams lines into a COPY statement; `progress` hears of the count now and then. Answers how many they were. */
export async function copyInto(
  client: PoolClient,
  statement: string,
  lines: Iterable<string>,
  progress: (count: number) => void = () => undefined,
): Promise<number> {
  let count = 0;
  let saidAt = performance.now();
  function* chunks(): Generator<Buffer> {
    let chunk = '';
    for (const line of lines) {
      chunk += line;
      count += 1;
      if (chunk.length < CHUNK_CHARACTERS) continue;
      yield Buffer.from(chunk);
      chunk = '';
      if (performance.now() - saidAt < SAY_EVERY_MS) continue;
      saidAt = performance.now();
      progress(count);
    }
    if (chunk !== '') yield Buffer.from(chunk);
  }
  await pipeline(Readable.from(chunks(), { objectMode: true, highWaterMark: 4 }), client.query(copyFrom(statement)));
  return count;
}
