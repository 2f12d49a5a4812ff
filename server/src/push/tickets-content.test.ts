import type { CollectionChange, TicketRow } from '@citybrain/protocol';
import { describe, expect, it } from 'vitest';
import { SCRIPT_TREE, type Step } from '../views/test-kit/city-script.ts';
import { PushedCity } from './test-kit/screens.ts';
import { TicketsContent } from './tickets-content.ts';

const MAX_ROWS = 20;

/** A city whose whole district is watched with room for 20 tickets. */
function watchDistrict(openAtFirst: number): {
  readonly content: TicketsContent;
  readonly rows: Set<string>;
  report(id: number): void;
  close(id: number): void;
  bringUpToDate(): CollectionChange<TicketRow>;
} {
  const city = new PushedCity();
  const ticket = (id: number, closed: number | null): void => {
    const step: Step = { do: 'ticket', id, region: 3, reported: 0, finish: [null, closed], due: null, words: 0 };
    city.picture.apply(city.city.play(step));
    city.city.wait(1, () => undefined);
  };
  for (let id = 0; id < openAtFirst; id += 1) ticket(id, null);
  city.picture.takeChanges();
  const content = new TicketsContent({ picture: city.picture, tree: SCRIPT_TREE, region: 0, level: 'desk' }, MAX_ROWS);
  const rows = new Set((content.snapshot() as CollectionChange<TicketRow>).put.map(({ id }) => id as string));
  return {
    content,
    rows,
    report: (id) => ticket(id, null),
    close: (id) => ticket(id, 0),
    bringUpToDate() {
      for (const id of city.picture.takeChanges().tickets.keys()) content.note(id);
      const change = content.takeChange() as CollectionChange<TicketRow>;
      for (const id of change.gone) rows.delete(String(id));
      for (const { id } of change.put) rows.add(id);
      return change;
    },
  };
}

const ids = (from: number, to: number): string[] =>
  Array.from({ length: to - from }, (_, index) => String(from + index));

describe('the open tickets of a scope that has more than a topic shows', () => {
  it('[S8] are the newest, with the number of all', () => {
    const { rows, content } = watchDistrict(30);
    expect([...rows].sort()).toEqual(ids(10, 30).sort());
    expect(content.snapshot()).toMatchObject({ total: 30 });
  });

  it('[S8] make room for what comes, the oldest first', () => {
    const { rows, report, bringUpToDate } = watchDistrict(30);
    report(30);
    report(31);
    expect(bringUpToDate()).toMatchObject({ gone: ['10', '11'], total: 32 });
    expect([...rows].sort()).toEqual(ids(12, 32).sort());
  });

  it('[S8] stay within the limit when more come at once than there is room for', () => {
    const { rows, report, bringUpToDate } = watchDistrict(5);
    for (let id = 100; id < 130; id += 1) report(id);
    bringUpToDate();
    expect([...rows].sort()).toEqual(ids(110, 130).sort());
  });

  it('[S8] are filled up again before many rows are free', () => {
    const { rows, close, bringUpToDate } = watchDistrict(30);
    for (const id of [29, 28, 27]) close(id);
    bringUpToDate();
    expect([...rows].sort()).toEqual(ids(7, 27).sort());
  });

  it('[S8] are all there once they are few', () => {
    const { rows, close, bringUpToDate } = watchDistrict(30);
    for (let id = 0; id < 20; id += 1) {
      close(id);
      bringUpToDate();
    }
    expect([...rows].sort()).toEqual(ids(20, 30).sort());
  });
});
