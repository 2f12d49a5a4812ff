import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { LogEvent } from '@citybrain/domain';
import type { CityPicture } from '../../views/city-picture.ts';
import { SCRIPT_TREE, scriptPlaceIndex } from '../../views/test-kit/city-script.ts';
import { LONGEST_WAIT_MS, SCRIPT_START, ScriptedLives } from '../../views/test-kit/scripted-lives.ts';
import { scriptPicture } from '../../views/test-kit/tell-picture.ts';
import { restorePicture, type RestoreGround } from '../restore-picture.ts';
import { SnapshotFiles } from '../snapshot-files.ts';
import { lastEventOf } from '../snapshot-head.ts';
import { writePicture, type WrittenPicture } from '../write-picture.ts';

export const ZONE = 'Asia/Shanghai';
export const REGIONS_VERSION = 4;

/** For tests: a scripted city with a live picture, and a directory for its snapshots. */
export class SnapshotCity {
  readonly lives = new ScriptedLives(3, SCRIPT_START);
  readonly picture: CityPicture = scriptPicture(this.lives.now);
  readonly directory = mkdtempSync(join(tmpdir(), 'citybrain-snapshots-'));
  readonly files = new SnapshotFiles(this.directory);
  /** What was passed over in the last restore. */
  passedOver: string[] = [];

  live(steps: number): void {
    for (let step = 0; step < steps; step += 1) {
      this.lives.wait(LONGEST_WAIT_MS);
      this.picture.advance(this.lives.now);
      this.picture.apply(this.lives.step().events);
    }
  }

  write(): Promise<WrittenPicture> {
    const { files, picture } = this;
    if (!picture.lastEvent) throw new Error('nothing has happened');
    const last = lastEventOf(picture.lastEvent);
    return writePicture({
      files,
      picture,
      last,
      regionsVersion: REGIONS_VERSION,
      zone: ZONE,
      isInBackground: () => false,
    });
  }

  /** On the city as it is, but for what `given` says. */
  restore(given: Partial<RestoreGround> = {}, log: readonly LogEvent[] = this.lives.log): Promise<CityPicture | null> {
    this.passedOver = [];
    const read = (after: number, limit: number) => Promise.resolve(log.slice(after, after + limit));
    const onPassedOver = (_: string, reason: string): unknown => this.passedOver.push(reason);
    const city = { tree: SCRIPT_TREE, placeIndex: scriptPlaceIndex, zone: ZONE, now: this.lives.now };
    return restorePicture(
      { files: this.files, log: { read }, onPassedOver },
      { ...city, regionsVersion: REGIONS_VERSION, ...given },
    );
  }

  remove(): void {
    rmSync(this.directory, { recursive: true, force: true });
  }
}
