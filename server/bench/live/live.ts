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

export async function benchLive(progress: (line: string) => void): Promise<BenchResult> {
  requireOpenFiles(scaledCount(MANY_SCREENS));
  const load = machineLoadNote();
  const rows = await BenchCity.with(async (city) => [
    ...(await measureWait(city, progress)),
    ...(await measureBytes(city, progress)),
    ...(await measureManyScreens(city, progress)),
  ]);
  rows.push(...(await measureFrameCost(1, progress)), ...(await measureFrameCost(FAN_OUT_TOPICS, progress)));
  return { rows, notes: [load()] };
}
