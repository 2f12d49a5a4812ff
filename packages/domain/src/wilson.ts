import type { Ratio } from './measures.ts';

/** Between 0 and 1, both included. */
export interface RateInterval {
  readonly lower: number;
  readonly upper: number;
}

/** The 97.5 % point of the standard normal distribution: 95 % lie between it and its mirror. */
const Z = 1.959_963_984_540_054;

/**
 * The 95 % interval of Wilson's score for a rate of `numerator` in `denominator`; [0, 1] for 0 in 0.
 * @throws RangeError unless both are whole numbers with 0 ≤ numerator ≤ denominator
 */
export function wilsonInterval(numerator: number, denominator: number): RateInterval {
  const isCount = Number.isSafeInteger(numerator) && Number.isSafeInteger(denominator);
  if (!isCount || numerator < 0 || numerator > denominator) {
    throw new RangeError(`${numerator} in ${denominator} is no rate`);
  }
  if (denominator === 0) return { lower: 0, upper: 1 };
  const rate = numerator / denominator;
  const square = Z * Z;
  const centre = rate + square / (2 * denominator);
  const reach = Z * Math.sqrt((rate * (1 - rate) + square / (4 * denominator)) / denominator);
  const scale = 1 + square / denominator;
  return {
    // The ends are exact where rounding would leave a trace of 1e-17.
    lower: numerator === 0 ? 0 : (centre - reach) / scale,
    upper: numerator === denominator ? 1 : (centre + reach) / scale,
  };
}

/** The rate, or null where there is nothing to take it of: shown as "—", never as 100 %. */
export const rateOf = ({ numerator, denominator }: Ratio): number | null =>
  denominator === 0 ? null : numerator / denominator;
