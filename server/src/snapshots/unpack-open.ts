import { setTimeout as sleep } from 'node:timers/promises';
import type { CityPicture } from '../views/city-picture.ts';

/** How long nothing else has its turn, and how long all else has. */
const SLICE_MS = 2;
const PAUSE_MS = 10;

/**
 * Unpacks the open tickets that a start left packed, little by little, so that a
 * list of all of them keeps nobody waiting. Ended ones stay packed. Resolves when
 * all are unpacked or it is no longer `isWanted`.
 */
export async function unpackOpen(picture: CityPicture, isWanted: () => boolean): Promise<void> {
  let sliceFrom = performance.now();
  for (const entry of picture.allOpenTickets()) {
    entry.unpack();
    if (performance.now() - sliceFrom < SLICE_MS) continue;
    await sleep(PAUSE_MS, undefined, { ref: false });
    if (!isWanted()) return;
    sliceFrom = performance.now();
  }
}
