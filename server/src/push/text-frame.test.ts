import { createRequire } from 'node:module';
import { describe, expect, it } from 'vitest';
import { constants, inflateRawSync } from 'node:zlib';
import { deflatedTextFrame, textFrame } from './text-frame.ts';

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

  it('that is deflated is smaller, says so, and is the text again when it is inflated', () => {
    const payload = Buffer.from('工单 '.repeat(1_000));
    const frame = deflatedTextFrame(payload);
    expect(frame.length).toBeLessThan(payload.length / 10);
    expect(frame[0]).toBe(0xc1);
    const tail = Buffer.from([0, 0, 0xff, 0xff]);
    const deflated = Buffer.concat([frame.subarray(frame[1] === 126 ? 4 : 2), tail]);
    expect(inflateRawSync(deflated, { finishFlush: constants.Z_SYNC_FLUSH }).equals(payload)).toBe(true);
  });
});
