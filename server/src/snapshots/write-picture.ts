import { setImmediate as turn, setTimeout as sleep } from 'node:timers/promises';
import type { CityPicture } from '../views/city-picture.ts';
import { packSections } from '../views/snapshot/pack-sections.ts';
import { PackedWriter } from '../views/snapshot/packed-writer.ts';
import { PICTURE_VERSION } from '../views/snapshot/picture-version.ts';
import type { SnapshotFiles } from './snapshot-files.ts';
import type { LastEvent, SnapshotHead } from './snapshot-head.ts';

export interface WritePictureOptions {
  readonly files: SnapshotFiles;
  readonly picture: CityPicture;
  /** The last event that the picture holds. */
  readonly last: LastEvent;
  readonly regionsVersion: number;
  readonly zone: string;
  /** Whether others wait: then a quarter of the time is taken, a few milliseconds at once. */
  readonly isInBackground: () => boolean;
}

/** What it took. */
export interface WrittenPicture {
  readonly bytes: number;
  readonly seconds: number;
  /** How long all else waited while the picture was captured. */
  readonly captureMs: number;
}

/** How long nothing else has its turn. */
const SLICE_MS = 3;
const PAUSES_PER_SLICE = 3;

/**
 * Writes a snapshot of a picture as it is now, while it goes on. @throws when it
 * can't be written; then nothing of it is left
 */
export async function writePicture(options: WritePictureOptions): Promise<WrittenPicture> {
  const startedAt = performance.now();
  const { picture, last, regionsVersion, zone } = options;
  const head: SnapshotHead = { pictureVersion: PICTURE_VERSION, regionsVersion, zone, asOf: picture.asOf, last };
  const captured = picture.capture();
  const captureMs = performance.now() - startedAt;
  const chunks = inSlices(packSections(captured), options.isInBackground);
  const bytes = await options.files.write(last.sequence, after(headChunk(head), chunks));
  return { bytes, seconds: (performance.now() - startedAt) / 1_000, captureMs };
}

function headChunk(head: SnapshotHead): Buffer {
  const writer = new PackedWriter();
  writer.item(head);
  return writer.finish();
}

async function* after(first: Buffer, chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  yield first;
  yield* chunks;
}

async function* inSlices(packed: Iterable<Buffer | null>, isInBackground: () => boolean): AsyncGenerator<Buffer> {
  let sliceFrom = performance.now();
  for (const chunk of packed) {
    if (chunk) yield chunk;
    const passedMs = performance.now() - sliceFrom;
    if (!chunk && passedMs < SLICE_MS) continue;
    if (isInBackground()) await sleep(passedMs * PAUSES_PER_SLICE);
    else await turn();
    sliceFrom = performance.now();
  }
}
