import { METRES_PER_DEGREE, roundDegrees, type Position } from './shapes.ts';

/** Metres east and north of the middle of some positions; true to 0.1 % over a city. */
export class LocalPlane {
  readonly #origin: Position;
  readonly #metresPerLonDegree: number;

  constructor(positions: readonly Readonly<Position>[]) {
    const mean = (axis: 0 | 1): number => positions.reduce((sum, at) => sum + at[axis], 0) / positions.length;
    this.#origin = [mean(0), mean(1)];
    this.#metresPerLonDegree = METRES_PER_DEGREE * Math.cos((this.#origin[1] * Math.PI) / 180);
  }

  toMetres([lon, lat]: Readonly<Position>): [x: number, y: number] {
    return [(lon - this.#origin[0]) * this.#metresPerLonDegree, (lat - this.#origin[1]) * METRES_PER_DEGREE];
  }

  /** Rounded to 7 decimals. */
  toDegrees(x: number, y: number): Position {
    return [
      roundDegrees(this.#origin[0] + x / this.#metresPerLonDegree),
      roundDegrees(this.#origin[1] + y / METRES_PER_DEGREE),
    ];
  }
}
