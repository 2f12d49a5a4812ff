/**
 * What does it cost to know which of many clocks comes next? The index is built
 * over running clocks and asked when nothing is due, by itself and through the
 * whole picture of the city. The baseline is a bare heap with as many times in it.
 */
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { HOUR_MS, instant, streamId, type LogEvent, type Ticket, type TicketId } from '@citybrain/domain';
import { schematicShibei } from '@citybrain/simulator';
import TinyQueue from 'tinyqueue';
import { DueWork } from '../src/due-work.ts';
import { CityPicture } from '../src/views/city-picture.ts';
import { TimedTickets } from '../src/views/timed-tickets.ts';
import { median, spreadOf, type BenchRow } from './bench-row.ts';

const RUNS = 5;
const LOOKS = 1_000;
const NOW = instant(Date.UTC(2026, 5, 25, 2));
const EDITION = 'bench';

interface IndexFigures {
  readonly build: number[];
  readonly bare: number[];
  bytes: number;
  bareBytes: number;
}

/** The garbage collector, for figures of memory. */
function collector(): () => void {
  setFlagsFromString('--expose-gc');
  return runInNewContext('gc') as () => void;
}

export function benchTimerIndex(clocks: number, progress: (line: string) => void): BenchRow[] {
  const count = clocks.toLocaleString('en');
  const figures = buildIndexes(clocks);
  progress(`${count} clocks: index built ${RUNS} times`);
  const looks = lookAtPicture(clocks);
  progress(`${count} clocks: picture folded, ${LOOKS} looks`);
  const row = (what: string, unit: string, values: readonly number[], rest: Partial<BenchRow> = {}): BenchRow => ({
    ...{ what: `${count} clocks: ${what}`, value: median(values), unit, baseline: null, ratio: null },
    ...{ budget: null, met: null, runs: values.length, spread: spreadOf(values), ...rest },
  });
  const against = (baseline: number, value: number): Partial<BenchRow> => ({ baseline, ratio: value / baseline });
  return [
    row('build the index', 'ms', figures.build, against(median(figures.bare), median(figures.build))),
    row('build a bare heap', 'ms', figures.bare),
    row('index, memory per clock', 'bytes', [figures.bytes], against(figures.bareBytes, figures.bytes)),
    row('bare heap, memory per clock', 'bytes', [figures.bareBytes]),
    row('one look, nothing due', 'µs', looks.idle),
    row('one look, 50 due', 'µs', looks.busy),
  ];
}

function buildIndexes(clocks: number): IndexFigures {
  const collect = collector();
  const tickets = Array.from({ length: clocks }, (_, index) => ticketOf(index));
  const ids = tickets.map((_, index) => `t${index}` as TicketId);
  const figures: IndexFigures = { build: [], bare: [], bytes: 0, bareBytes: 0 };
  const measure = (times: number[], build: () => unknown): number => {
    collect();
    const before = process.memoryUsage().heapUsed;
    const startedAt = performance.now();
    const built = build();
    times.push(performance.now() - startedAt);
    collect();
    const bytes = (process.memoryUsage().heapUsed - before) / clocks;
    return built ? bytes : Number.NaN;
  };
  for (let run = 0; run < RUNS; run += 1) {
    figures.bytes = measure(figures.build, () => {
      const timed = new TimedTickets();
      tickets.forEach((ticket, index) => timed.put(ids[index] as TicketId, ticket));
      return timed;
    });
    figures.bareBytes = measure(figures.bare, () => {
      const heap = new TinyQueue<{ id: TicketId; at: number }>([], (a, b) => a.at - b.at);
      tickets.forEach(({ facts }, index) => heap.push({ id: ids[index] as TicketId, at: facts.dueAt ?? 0 }));
      return heap;
    });
  }
  return figures;
}

/** Looks as the timer does, at a picture with `clocks` open tickets. */
function lookAtPicture(clocks: number): { readonly idle: number[]; readonly busy: number[] } {
  const { tree } = schematicShibei();
  const picture = new CityPicture({ tree, placeIndex: () => 0, zone: 'Asia/Shanghai', asOf: NOW });
  for (let index = 0; index < clocks; index += 1) picture.apply([reportOf(index)]);
  picture.takeChanges();
  const work = new DueWork();
  work.next(picture, EDITION, 500);
  const look = (): number => {
    const startedAt = performance.now();
    picture.advance(instant(picture.asOf + 1));
    const found = work.next(picture, EDITION, 500).length;
    if (found > 50) throw new Error(`${found} are due`);
    return (performance.now() - startedAt) * 1_000;
  };
  const idle = Array.from({ length: LOOKS }, look);
  for (let index = 0; index < 50; index += 1) picture.apply([reportOf(clocks + index, 1)]);
  look();
  return { idle, busy: Array.from({ length: LOOKS }, look) };
}

/** Deadlines spread over ten hours from tomorrow on, so that none of them comes. */
const dueAtOf = (index: number): number => NOW + 24 * HOUR_MS + ((index * 7_919) % (10 * HOUR_MS));

const factsOf = (dueAt: number): Ticket['facts'] => ({
  ...{ title: '路面积水', text: null, category: 'E0110', demandKind: null, disposition: null, priority: null },
  ...{ channel: null, address: null, unit: null, dueAt: instant(dueAt), labels: {} },
  place: { regionId: null, point: null, source: 'none' },
});

const ticketOf = (index: number): Ticket => ({
  ...{ source: 'bench', sourceId: `${index}`, status: 'reported', reportedAt: NOW, disposedAt: null, closedAt: null },
  ...{ sourceUpdatedAt: NOW, facts: factsOf(dueAtOf(index)), flags: [], marks: [], work: null },
});

/** @param inMs its deadline from its report on; left out: not today */
const reportOf = (index: number, inMs?: number): LogEvent => ({
  ...{ sequence: index + 1, stream: streamId('ticket', `t${index}`), version: 1, causedBy: 'feed:bench' },
  ...{ type: 'TicketReported', typeVersion: 1, happenedAt: NOW, recordedAt: NOW },
  data: {
    ...{ source: 'bench', sourceId: `${index}`, flags: [], sourceUpdatedAt: NOW },
    facts: factsOf(inMs === undefined ? dueAtOf(index) : NOW + inMs),
  },
});
