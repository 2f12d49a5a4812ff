/** Draws that are the same for the same seed. */
export interface Draw {
  /** In [0, 1). */
  (): number;
}

/** Mulberry32: enough for drawing lots, not for secrets. */
export function seeded(seed: number): Draw {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** One of `list`, which is not empty. */
export const oneOf = <One>(draw: Draw, list: readonly One[]): One => list[Math.floor(draw() * list.length)] as One;

export const between = (draw: Draw, least: number, most: number): number => least + draw() * (most - least);

/** Around `middle`, seldom far from it; about one in ten is more than twice as much. */
export const around = (draw: Draw, middle: number): number =>
  middle * Math.exp(0.55 * (draw() + draw() + draw() + draw() - 2) * 1.75);
