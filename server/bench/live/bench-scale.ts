/** A share of screens and seconds, for trying the benches out: CITYBRAIN_BENCH_SCALE, from 0.001 to 1. */
const SCALE = scaleOf(process.env['CITYBRAIN_BENCH_SCALE'] ?? '1');

export const IS_SCALED = SCALE < 1;

/** Fewer when the bench is tried out. */
export const scaledCount = (count: number): number => Math.max(1, Math.round(count * SCALE));

/** Shorter when the bench is tried out, but long enough to see something. */
export const scaledSeconds = (seconds: number): number => Math.max(Math.min(seconds, 3), Math.round(seconds * SCALE));

function scaleOf(text: string): number {
  const scale = Number(text);
  if (scale >= 0.001 && scale <= 1) return scale;
  throw new Error(`CITYBRAIN_BENCH_SCALE is "${text}": it must be a number from 0.001 to 1`);
}
