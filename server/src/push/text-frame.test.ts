import { createRequire } from 'node:module';
import { describe, expect, it } from 'vitest';
import { textFrame } from './text-frame.ts';

interface FrameMaker {
  frame(data: Buffer, options: object): Buffer[];
}
const { Sender } = createRequire(import.meta.url)('ws') as { Sender: FrameMaker };

describe('a ready frame', () => {
  it.each([0, 1, 125, 126, 127, 65_535, 65_536, 200_000])('of %i bytes is what the library would send', (length) => {
    const payload = Buffer.alloc(length, 'x');
    const options = { fin: true, opcode: 1, mask: false, rsv1: false, readOnly: true };
    expect(textFrame(payload).equals(Buffer.concat(Sender.frame(payload, options)))).toBe(true);
  });
});
