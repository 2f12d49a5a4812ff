import type { PlanarMap } from './planar-map.ts';

interface Wave {
  readonly kx: number;
  readonly ky: number;
  readonly phase: number;
  readonly amplitude: number;
}

/** Wavelength and share of the reach, long bends first. Steepness stays below 1, so that no face folds over. */
const OCTAVES = [
  { wavelengthMetres: 2600, share: 0.55 },
  { wavelengthMetres: 1300, share: 0.3 },
  { wavelengthMetres: 520, share: 0.15 },
];
const WAVES_PER_OCTAVE = 3;

/** Moves every vertex along a smooth field, by at most `reachMetres` in x and in y, so that borders bend like roads. */
export function bendMap(map: PlanarMap, reachMetres: number, random: () => number): void {
  const [east, north] = [drawWaves(reachMetres, random), drawWaves(reachMetres, random)];
  map.x.forEach((x, at) => {
    const y = map.y[at] as number;
    map.x[at] = x + heightOf(east, x, y);
    map.y[at] = y + heightOf(north, x, y);
  });
}

function drawWaves(reachMetres: number, random: () => number): Wave[] {
  return OCTAVES.flatMap(({ wavelengthMetres, share }) =>
    Array.from({ length: WAVES_PER_OCTAVE }, () => {
      const heading = random() * 2 * Math.PI;
      const k = (2 * Math.PI) / wavelengthMetres;
      return {
        kx: k * Math.cos(heading),
        ky: k * Math.sin(heading),
        phase: random() * 2 * Math.PI,
        amplitude: (reachMetres * share) / WAVES_PER_OCTAVE,
      };
    }),
  );
}

const heightOf = (waves: readonly Wave[], x: number, y: number): number =>
  waves.reduce((sum, { kx, ky, phase, amplitude }) => sum + amplitude * Math.sin(kx * x + ky * y + phase), 0);
