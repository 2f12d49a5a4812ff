import type { Instant } from '@citybrain/domain';
import type { EventLog } from '../log/event-log.ts';
import type { CityPicture } from '../views/city-picture.ts';
import { restorePicture, type RestoreGround } from './restore-picture.ts';
import { SnapshotFiles } from './snapshot-files.ts';
import { SnapshotKeeper, type KeptPicture } from './snapshot-keeper.ts';

export interface PictureSnapshotsOptions {
  /** Made when the first one is written. */
  readonly directory: string;
  /** 0: none are written, and none are read. */
  readonly everyEvents: number;
  readonly log: Pick<EventLog, 'read'>;
  readonly zone: string;
  readonly now: () => Instant;
  readonly onPassedOver: (name: string, reason: string) => void;
  readonly onError: (error: unknown) => void;
}

/** The snapshots of one server: the start goes on from the newest, and they are written while it runs. */
export class PictureSnapshots {
  readonly #options: PictureSnapshotsOptions;
  readonly #files: SnapshotFiles;
  #heldSequence = 0;

  constructor(options: PictureSnapshotsOptions) {
    this.#options = options;
    this.#files = new SnapshotFiles(options.directory);
  }

  /** The picture to go on from; null: there is none. @throws Fault STORE-104 when the log can't be read */
  async restore(ground: Omit<RestoreGround, 'zone' | 'now'>): Promise<CityPicture | null> {
    const { log, zone, now, onPassedOver, everyEvents } = this.#options;
    if (everyEvents === 0) return null;
    const picture = await restorePicture({ files: this.#files, log, onPassedOver }, { ...ground, zone, now: now() });
    this.#heldSequence = picture?.sequence ?? 0;
    return picture;
  }

  /** Keeps the newest one near to `live`; null where none are wanted. */
  keep(live: () => KeptPicture): SnapshotKeeper | null {
    const { zone, everyEvents, onError } = this.#options;
    if (everyEvents === 0) return null;
    return new SnapshotKeeper({
      ...{ files: this.#files, live, zone, everyEvents, onError },
      heldSequence: this.#heldSequence,
      monotonicMs: () => performance.now(),
    });
  }
}
