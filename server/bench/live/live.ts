/** The live path as a whole: how late, at what cost a frame, how many bytes, how many screens. */
import type { BenchResult } from '../intake.ts';
import { BenchCity } from './bench-city.ts';
import { scaledCount } from './bench-scale.ts';
import { requireOpenFiles } from './enough-files.ts';
import { FAN_OUT_TOPICS } from './fan-out.ts';
import { measureFrameCost } from './frame-cost.ts';
import { machineLoadNote } from './machine-load.ts';
import { measureManyScreens, MANY_SCREENS } from './many-screens.ts';
import { measureBytes } from './screen-bytes.ts';
import { measureWait } from './wait-latency.ts';

/** What the city has before anything is measured. */
const FIRST = { perSecond: 500, seconds: 6 } as const;

export async function benchLive(progress: (line: string) => void): Promise<BenchResult> {
  requireOpenFiles(scaledCount(MANY_SCREENS));
  const load = machineLoadNote();
  const rows = await BenchCity.with(async (city) => {
    await city.send(FIRST.perSecond, FIRST.seconds);
    // Before the city has so many tickets that the pictures of ten thousand screens take minutes.
    const many = await measureManyScreens(city, progress);
    return [...(await measureWait(city, progress)), ...(await measureBytes(city, progress)), ...many];
  });
  rows.push(...(await measureFrameCost(1, progress)), ...(await measureFrameCost(FAN_OUT_TOPICS, progress)));
  return { rows, notes: [load()] };
}
