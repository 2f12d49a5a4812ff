import { expect, it } from 'vitest';
import { Ledger } from './ledger.ts';

const heldOnce = (...items: number[]): Map<number, number> => new Map(items.map((item) => [item, 1]));

it('finds nothing wrong when all that was acknowledged is there once', () => {
  const ledger = new Ledger();
  const items = ledger.take(3);
  ledger.acknowledge(items.slice(0, 2), 2, 0);
  expect(ledger.compare(heldOnce(0, 1, 2))).toEqual({ lost: [], doubled: [], unknown: [], unacknowledged: 1 });
});

it('finds what is lost, doubled and made up', () => {
  const ledger = new Ledger();
  ledger.acknowledge(ledger.take(3), 3, 0);
  const held = new Map([
    [0, 1],
    [1, 2],
    [7, 1],
  ]);
  expect(ledger.compare(held)).toMatchObject({ lost: [2], doubled: [1], unknown: [7] });
});
