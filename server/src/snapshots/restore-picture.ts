import type { Instant, LogEvent, Place, RegionTree } from '@citybrain/domain';
import type { EventLog } from '../log/event-log.ts';
import { Fault } from '../observe/fault.ts';
import { CityPicture } from '../views/city-picture.ts';
import { PackedReader } from '../views/snapshot/packed-reader.ts';
import { PictureRestorer } from '../views/snapshot/picture-restorer.ts';
import type { SnapshotFiles } from './snapshot-files.ts';
import { whyOther, whyUnfit, type SnapshotHead } from './snapshot-head.ts';

/** What a snapshot has to be of. */
export interface RestoreGround {
  readonly tree: RegionTree;
  readonly placeIndex: (place: Place) => number;
  readonly regionsVersion: number;
  readonly zone: string;
  readonly now: Instant;
}

export interface RestoreOptions {
  readonly files: SnapshotFiles;
  readonly log: Pick<EventLog, 'read'>;
  /** A snapshot is passed over, and why. */
  readonly onPassedOver: (name: string, reason: string) => void;
}

interface Begun {
  readonly restorer: PictureRestorer;
  readonly last: LogEvent;
}

/**
 * The picture of the newest snapshot that is whole, and of this city, log and
 * program, at the as-of
 * of the snapshot; null when there is none. What can't be used is passed over.
 * @throws Fault STORE-104 when the log can't be read
 */
export async function restorePicture(options: RestoreOptions, ground: RestoreGround): Promise<CityPicture | null> {
  for (const name of await namesIn(options)) {
    try {
      return await restoreOne(name, options, ground);
    } catch (error) {
      if (error instanceof Fault && error.code.startsWith('STORE')) throw error;
      options.onPassedOver(name, error instanceof Error ? error.message : String(error));
    }
  }
  return null;
}

async function namesIn({ files, onPassedOver }: RestoreOptions): Promise<string[]> {
  try {
    return await files.list();
  } catch (error) {
    onPassedOver(files.directory, String(error));
    return [];
  }
}

async function restoreOne(name: string, { files, log }: RestoreOptions, ground: RestoreGround): Promise<CityPicture> {
  let begun: Begun | null = null;
  for await (const chunk of files.read(name)) {
    if (begun) begun.restorer.take(chunk);
    else begun = await begin(new PackedReader(chunk).item() as SnapshotHead, log, ground);
  }
  if (!begun) throw new Fault('SNAPSHOT-101', 'it is empty');
  return begun.restorer.end(begun.last);
}

async function begin(head: SnapshotHead, log: RestoreOptions['log'], ground: RestoreGround): Promise<Begun> {
  const unfit = whyUnfit(head, ground);
  if (unfit !== null) throw new Fault('SNAPSHOT-102', unfit);
  const [found] = await log.read(head.last.sequence - 1, 1);
  const other = whyOther(head.last, found);
  if (other !== null || !found) throw new Fault('SNAPSHOT-102', other ?? 'the log is empty');
  return { restorer: new PictureRestorer(new CityPicture({ ...ground, asOf: head.asOf })), last: found };
}
