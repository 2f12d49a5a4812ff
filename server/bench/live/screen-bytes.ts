/**
 * How much of a busy city does one screen have to take? Bytes a second through the
 * network to a wall of the district, to those of a street and a community and to
 * screens with a single topic, while the city receives 2,000 items a second. Screens
 * offer to take compressed messages, as browsers do. The baseline is each item as it
 * was sent to the server, sent on to the screen.
 */
import { TOPIC_LAYERS, topicName } from '@citybrain/protocol';
import type { BenchRow } from '../bench-row.ts';
import type { BenchCity } from './bench-city.ts';
import { scaledSeconds } from './bench-scale.ts';
import { liveRow } from './live-row.ts';
import { scopesAt, wallTopics, type ScreenGroup } from './wall-plan.ts';

const PER_SECOND = 2_000;
const SECONDS = 8;
const RUNS = 3;
const BUDGET = 1 / 50;
/** The walls; the screens with a single topic say where the bytes come from. */
const BUDGETED = 3;

interface Watcher {
  readonly name: string;
  readonly group: ScreenGroup;
}

/** Leaves the city without screens. */
export async function measureBytes(city: BenchCity, progress: (line: string) => void): Promise<BenchRow[]> {
  const watchers = watchersOf();
  await city.open(
    watchers.map(({ group }) => group),
    { offersDeflate: true },
  );
  await city.send(PER_SECOND, 3);
  const received: number[][] = watchers.map(() => []);
  const read: number[][] = watchers.map(() => []);
  const sent: number[] = [];
  const accepted: number[] = [];
  const pace: number[] = [];
  for (let run = 1; run <= RUNS; run += 1) {
    const { sent: items, traffic } = await city.window(PER_SECOND, scaledSeconds(SECONDS));
    traffic.groups.forEach(({ bytes, wireBytes }, index) => {
      received[index]?.push(wireBytes / traffic.seconds / 1_000);
      read[index]?.push(bytes / traffic.seconds / 1_000);
    });
    sent.push(items.bytes / traffic.seconds / 1_000);
    accepted.push(items.accepted / items.seconds);
    pace.push(Math.max(...traffic.tickMs));
    progress(
      `bytes, run ${run} of ${RUNS}: ${Math.round(accepted.at(-1) ?? 0)} items/s, ticks every ${pace.at(-1)} ms`,
    );
  }
  await city.screens.ask('close', null);
  const label = `${PER_SECOND.toLocaleString('en')} items/s wanted, to`;
  return [
    ...watchers.map(({ name }, index) =>
      liveRow(`${label} ${name}`, 'kB/s', received[index] ?? [], {
        baselines: sent,
        ...(index < BUDGETED && { budget: '≤ 1/50 of each item', isMet: (_, ratio) => ratio <= BUDGET }),
      }),
    ),
    ...watchers
      .slice(0, BUDGETED)
      .map(({ name }, index) =>
        liveRow(`… as messages, before they are compressed: ${name}`, 'kB/s', read[index] ?? [], { baselines: sent }),
      ),
    liveRow('… each item as it was sent', 'kB/s', sent),
    liveRow('… items accepted', '/s', accepted),
    liveRow('… between two ticks by the word of the server, most', 'ms', pace),
  ];
}

function watchersOf(): Watcher[] {
  const [district] = scopesAt('district');
  const [street] = scopesAt('street');
  const [community] = scopesAt('community');
  if (!district || !street || !community) throw new Error('the city has no regions');
  const one = (name: string, group: Omit<ScreenGroup, 'count'>): Watcher => ({ name, group: { ...group, count: 1 } });
  return [
    one('a wall of the district, all its topics', { scope: district, topics: wallTopics(district) }),
    one('a wall of a street', { scope: street, topics: wallTopics(street) }),
    one('a wall of a community', { scope: community, topics: wallTopics(community) }),
    ...TOPIC_LAYERS.map((layer) =>
      one(`the district's ${layer} alone`, { scope: district, topics: [topicName(layer, district)] }),
    ),
  ];
}
