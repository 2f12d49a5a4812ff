/** How colours look to eyes that lack one kind of cone, and how light they are: for tests of palettes. */

type Linear = readonly [red: number, green: number, blue: number];
type Matrix = readonly [Linear, Linear, Linear];

/** Full severity, in linear sRGB: Machado, Oliveira, Fernandes, "A Physiologically-based Model for Simulation of Color Vision Deficiency", 2009. */
export const VISIONS: Readonly<Record<'all' | 'protanopia' | 'deuteranopia' | 'tritanopia', Matrix>> = {
  all: [
    [1, 0, 0],
    [0, 1, 0],
    [0, 0, 1],
  ],
  protanopia: [
    [0.152286, 1.052583, -0.204868],
    [0.114503, 0.786281, 0.099216],
    [-0.003882, -0.048116, 1.051998],
  ],
  deuteranopia: [
    [0.367322, 0.860646, -0.227968],
    [0.280085, 0.672501, 0.047413],
    [-0.01182, 0.04294, 0.968881],
  ],
  tritanopia: [
    [1.255528, -0.076749, -0.178779],
    [-0.078411, 0.930809, 0.147602],
    [0.004733, 0.691367, 0.3039],
  ],
};
export type Vision = keyof typeof VISIONS;

function linear(colour: string): Linear {
  const channel = (at: number): number => {
    const value = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  };
  return [channel(1), channel(3), channel(5)];
}

/** CIE L* of `#rrggbb`, 0 to 100, as the given eyes see it. */
export function lightness(colour: string, vision: Vision = 'all'): number {
  const seen = linear(colour);
  const [red, green, blue] = VISIONS[vision].map(([r, g, b]) => r * seen[0] + g * seen[1] + b * seen[2]) as [
    number,
    number,
    number,
  ];
  const y = Math.min(1, Math.max(0, 0.2126 * red + 0.7152 * green + 0.0722 * blue));
  return y > 0.008856 ? 116 * Math.cbrt(y) - 16 : 903.3 * y;
}
