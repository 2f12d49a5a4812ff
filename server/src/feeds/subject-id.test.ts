import { describe, expect, it } from 'vitest';
import { subjectStream } from './subject-id.ts';

describe('the stream of a source and its id', () => {
  it('[I2] is the same for the same item and another for any other', () => {
    const streams = [
      subjectStream('ticket', 'hotline', '1'),
      subjectStream('ticket', 'hotline', '2'),
      subjectStream('ticket', 'grid', '1'),
      subjectStream('station', 'hotline', '1'),
      subjectStream('incident', 'hotline', '1'),
    ];
    expect(new Set(streams).size).toBe(streams.length);
    expect(subjectStream('ticket', 'hotline', '1')).toBe(streams[0]);
  });

  it('is its kind and sixteen letters that no one misreads', () => {
    for (let id = 0; id < 500; id += 1) {
      expect(subjectStream('ticket', 'hotline', String(id))).toMatch(/^ticket-[0-9a-hjkmnp-tv-z]{16}$/);
    }
  });
});
