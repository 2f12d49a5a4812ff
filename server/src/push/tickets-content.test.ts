import type { CollectionChange, TicketRow } from '@citybrain/protocol';
import { describe, expect, it } from 'vitest';
import { SCRIPT_TREE, type Step } from '../views/test-kit/city-script.ts';
import { RowCache } from './row-cache.ts';
import { PushedCity } from './test-kit/screens.ts';
import { TicketsContent } from './tickets-content.ts';

const MAX_ROWS = 20;

/** A city whose whole district is watched with room for 20 tickets; a minute goes by with each report. */
function watchDistrict(open: (report: (id: number, dueInMinutes?: number) => void) => void): {
  readonly content: TicketsContent;
  readonly rows: Set<string>;
  report(id: number, dueInMinutes?: number): void;
  close(id: number): void;
  wait(minutes: number): void;
  bringUpToDate(): CollectionChange<TicketRow>;
} {
  const city = new PushedCity();
  const wait = (minutes: number): void => {
    city.city.wait(minutes, () => undefined);
    city.picture.advance(city.city.now);
  };
  const ticket = (id: number, due: number | null, closed: number | null): void => {
    const step: Step = { do: 'ticket', id, region: 3, reported: 0, finish: [null, closed], due, words: 0 };
    city.picture.apply(city.city.play(step));
    wait(1);
  };
  const report = (id: number, dueInMinutes?: number): void => ticket(id, dueInMinutes ?? null, null);
  open(report);
  city.picture.takeChanges();
  const content = new TicketsContent(
    { picture: city.picture, tree: SCRIPT_TREE, region: 0, level: 'desk', rows: new RowCache(SCRIPT_TREE) },
    'all',
    MAX_ROWS,
  );
  const rows = new Set((content.snapshot() as CollectionChange<TicketRow>).put.map(({ id }) => id as string));
  return {
    content,
    rows,
    report,
    close: (id) => ticket(id, null, 0),
    wait,
    bringUpToDate() {
      for (const id of city.picture.takeChanges().tickets.keys()) content.note(id);
      const change = content.takeChange() as CollectionChange<TicketRow>;
      for (const id of change.gone) rows.delete(String(id));
      for (const { id } of change.put) rows.add(id);
      return change;
    },
  };
}

const numbers = (from: number, to: number): number[] => Array.from({ length: to - from }, (_, index) => from + index);
const ids = (...all: number[]): string[] => all.map(String).sort();
const sorted = (rows: Set<string>): string[] => [...rows].sort();

/** Tickets without a target. */
const plain =
  (count: number) =>
  (report: (id: number) => void): void => {
    for (let id = 0; id < count; id += 1) report(id);
  };

describe('the open tickets of a scope that has more than a topic shows', () => {
  it('[S8] are the newest where nothing presses, with the number of all', () => {
    const { rows, content } = watchDistrict(plain(30));
    expect(sorted(rows)).toEqual(ids(...numbers(10, 30)));
    expect(content.snapshot()).toMatchObject({ total: 30 });
  });

  it('[S8] are the overdue first, then those with the soonest target, beside the newest tenth', () => {
    const { rows } = watchDistrict((report) => {
      for (const id of numbers(0, 8)) report(id, 1);
      for (const id of numbers(8, 30)) report(id, 10_000 - 100 * id);
      for (const id of numbers(30, 40)) report(id);
    });
    expect(sorted(rows)).toEqual(ids(...numbers(0, 8), ...numbers(20, 30), 38, 39));
  });

  it('[S8] take in what is new, however little it presses', () => {
    const { rows, report, bringUpToDate } = watchDistrict((open) => {
      for (const id of numbers(0, 30)) open(id, 5_000 + id);
    });
    report(30);
    report(31);
    const { gone, total } = bringUpToDate();
    expect([[...gone].sort(), total]).toEqual([['28', '29'], 32]);
    expect(sorted(rows)).toEqual(ids(...numbers(0, 18), 30, 31));
  });

  it('[S8] take in what falls overdue while it was left out', () => {
    const { rows, report, close, wait, bringUpToDate } = watchDistrict((open) => {
      for (const id of numbers(0, 22)) open(id, 1_000 + id);
    });
    expect(rows.has('19')).toBe(false);
    for (const id of [0, 1]) close(id);
    for (const id of [30, 31]) report(id);
    bringUpToDate();
    expect(rows.has('19')).toBe(false);
    wait(1_020);
    bringUpToDate();
    expect(sorted(rows)).toEqual(ids(...numbers(2, 20), 30, 31));
  });

  it('[S8] stay within the limit when more come at once than there is room for', () => {
    const { rows, report, bringUpToDate } = watchDistrict(plain(5));
    for (const id of numbers(100, 130)) report(id);
    bringUpToDate();
    expect(sorted(rows)).toEqual(ids(...numbers(110, 130)));
  });

  it('[S8] are chosen anew before many rows are free', () => {
    const { rows, close, bringUpToDate } = watchDistrict(plain(30));
    for (const id of [29, 28, 27]) close(id);
    bringUpToDate();
    expect(sorted(rows)).toEqual(ids(...numbers(7, 27)));
  });

  it('[S8] are all there once they are few', () => {
    const { rows, close, bringUpToDate } = watchDistrict(plain(30));
    for (const id of numbers(0, 20)) {
      close(id);
      bringUpToDate();
    }
    expect(sorted(rows)).toEqual(ids(...numbers(20, 30)));
  });
});
