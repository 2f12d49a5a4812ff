import { tell } from './print.ts';

const EVERY_MS = 2_000;

/** Tells how far something is, but not more often than somebody would look. */
export function tellAtTimes(): (line: string) => void {
  let toldAt = performance.now();
  return (line) => {
    if (performance.now() - toldAt < EVERY_MS) return;
    toldAt = performance.now();
    tell(line);
  };
}
