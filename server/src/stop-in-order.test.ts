import { describe, expect, it } from 'vitest';
import { stopInOrder } from './stop-in-order.ts';

describe('stopping parts in order', () => {
  it('ends every part, also after one that hangs and others that fail', async () => {
    const ended: string[] = [];
    const troubles: string[] = [];
    await stopInOrder(
      [
        { what: 'first', withinMs: 1_000, stop: async () => void ended.push(await Promise.resolve('first')) },
        { what: 'hanging', withinMs: 1, stop: () => new Promise(() => undefined) },
        { what: 'failing', withinMs: 1_000, stop: () => Promise.reject(new Error('failed')) },
        {
          what: 'throwing',
          withinMs: 1_000,
          stop: () => {
            throw new Error('thrown');
          },
        },
        { what: 'last', withinMs: 1_000, stop: () => void ended.push('last') },
      ],
      ({ message }) => troubles.push(message),
    );
    expect(ended).toEqual(['first', 'last']);
    expect(troubles).toEqual(['hanging did not end within 1 ms', 'failed', 'thrown']);
  });
});
