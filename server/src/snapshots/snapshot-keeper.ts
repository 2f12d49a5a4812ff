import type { CityPicture } from '../views/city-picture.ts';
import type { SnapshotFiles } from './snapshot-files.ts';
import { lastEventOf } from './snapshot-head.ts';
import { unpackOpen } from './unpack-open.ts';
import { writePicture, type WrittenPicture } from './write-picture.ts';

/** The picture as it is now, and the regions that it is made on. */
export interface KeptPicture {
  readonly picture: CityPicture;
  readonly regionsVersion: number;
  /** False: what it shows can't be trusted. */
  readonly isWell: boolean;
}

export interface SnapshotKeeperOptions {
  readonly files: SnapshotFiles;
  readonly live: () => KeptPicture;
  readonly zone: string;
  /** So many events after the last snapshot another one is due. */
  readonly everyEvents: number;
  /** The last event that a snapshot on the disk holds; 0: there is none. */
  readonly heldSequence: number;
  /** Milliseconds from any moment on. */
  readonly monotonicMs: () => number;
  /** A snapshot could not be written; it is tried again. */
  readonly onError: (error: unknown) => void;
  readonly lookEveryMs?: number;
}

const LOOK_EVERY_MS = 1_000;
/** A few events that nothing follows are written after so long. */
const LATEST_AFTER_MS = 3_600_000;
/** Between two of them at least so many times as long as the last took: the load is bounded. */
const REST_FACTOR = 4;
const REST_AFTER_FAILURE_MS = 60_000;

/**
 * Writes snapshots of the picture beside the server's work: after so many events,
 * at the latest an hour after something changed, and at the end when one is due.
 */
export class SnapshotKeeper {
  readonly #options: SnapshotKeeperOptions;
  #sequence: number;
  #writtenAt: number;
  #restsUntil = 0;
  #writing: Promise<void> | null = null;
  #timer: NodeJS.Timeout | null = null;
  #isStopping = false;
  #last: WrittenPicture = { bytes: 0, seconds: 0, captureMs: 0 };
  #failures = 0;

  constructor(options: SnapshotKeeperOptions) {
    this.#options = options;
    this.#sequence = options.heldSequence;
    this.#writtenAt = options.monotonicMs();
  }

  /** The last event in the newest snapshot. */
  get sequence(): number {
    return this.#sequence;
  }

  /** Since the newest snapshot, or since the start where none was written yet. */
  get ageSeconds(): number {
    return (this.#options.monotonicMs() - this.#writtenAt) / 1_000;
  }

  /** What the newest one took; zeros while none was written. */
  get last(): WrittenPicture {
    return this.#last;
  }

  get failures(): number {
    return this.#failures;
  }

  /** From here on; and unpacks meanwhile what the start left packed. */
  start(): void {
    void unpackOpen(this.#options.live().picture, () => !this.#isStopping);
    this.#timer = setInterval(() => this.#look(), this.#options.lookEveryMs ?? LOOK_EVERY_MS);
  }

  /** Ends with a last one when one is due. Nothing is being written afterwards. */
  async stop(): Promise<void> {
    if (this.#timer) clearInterval(this.#timer);
    this.#isStopping = true;
    await this.#writing;
    if (this.#behind() >= this.#options.everyEvents) await this.makeNow();
  }

  /** Writes one whatever is due, unless there is nothing new. Resolves when it is on the disk or has failed. */
  async makeNow(): Promise<void> {
    while (this.#writing) await this.#writing;
    if (this.#behind() === 0) return;
    this.#writing = this.#make().finally(() => (this.#writing = null));
    await this.#writing;
  }

  /** Resolves once nothing is being written. */
  async settled(): Promise<void> {
    await this.#writing;
  }

  #look(): void {
    const now = this.#options.monotonicMs();
    if (this.#writing || now < this.#restsUntil) return;
    const behind = this.#behind();
    const isLate = behind > 0 && now - this.#writtenAt >= LATEST_AFTER_MS;
    if (behind >= this.#options.everyEvents || isLate) void this.makeNow();
  }

  /** Events that the picture has and the newest snapshot has not. */
  #behind(): number {
    const { picture, isWell } = this.#options.live();
    return isWell ? Math.max(0, picture.sequence - this.#sequence) : 0;
  }

  async #make(): Promise<void> {
    const { files, live, zone, monotonicMs, onError } = this.#options;
    const { picture, regionsVersion } = live();
    if (!picture.lastEvent) return;
    const last = lastEventOf(picture.lastEvent);
    const isInBackground = (): boolean => !this.#isStopping;
    try {
      this.#last = await writePicture({ files, picture, last, regionsVersion, zone, isInBackground });
      this.#sequence = last.sequence;
      this.#writtenAt = monotonicMs();
      this.#restsUntil = this.#writtenAt + this.#last.seconds * 1_000 * REST_FACTOR;
    } catch (error) {
      this.#failures += 1;
      this.#restsUntil = monotonicMs() + REST_AFTER_FAILURE_MS;
      onError(error);
    }
  }
}
