/**
 * How much of a busy city does one screen have to take? Bytes a second to a wall of
 * the district, to one of a street and to screens with a single topic, while the city
 * receives 2,000 items a second. The baseline is each item as it was sent to the
 * server, sent on to the screen.
 */
import { TOPIC_LAYERS, topicName } from '@citybrain/protocol';
import type { BenchRow } from '../bench-row.ts';
import type { BenchCity } from './bench-city.ts';
import { scaledSeconds } from './bench-scale.ts';
import { liveRow } from './live-row.ts';
import { scopesAt, wallTopics, type ScreenGroup } from './wall-plan.ts';

const PER_SECOND = 2_000;
const SECONDS = 10;
const RUNS = 3;
const BUDGET = 1 / 50;

interface Watcher {
  readonly name: string;
  readonly group: ScreenGroup;
}

/** Leaves the city without screens. */
export async function measureBytes(city: BenchCity, progress: (line: string) => void): Promise<BenchRow[]> {
  const watchers = watchersOf();
  await city.open(watchers.map(({ group }) => group));
  await city.send(PER_SECOND, 3);
  const received: number[][] = watchers.map(() => []);
  const sent: number[] = [];
  const accepted: number[] = [];
  const pace: number[] = [];
  for (let run = 1; run <= RUNS; run += 1) {
    const { sent: items, traffic } = await city.window(PER_SECOND, scaledSeconds(SECONDS));
    traffic.groups.forEach(({ bytes }, index) => received[index]?.push(bytes / traffic.seconds / 1_000));
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
        ...(index === 0 && { budget: '≤ 1/50 of each item', isMet: (_, ratio) => ratio <= BUDGET }),
      }),
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
