import { regionId, type Place, type RegionId, type Ticket } from '@citybrain/domain';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  DISTRICT,
  EAST,
  FAR_AWAY,
  IN_EAST,
  IN_NO_STREET,
  IN_WEST,
  TWO_STREET_SHAPES,
  TWO_STREETS,
  twoStreets,
  WEST,
} from '../feeds/test-kit/two-streets.ts';
import { PostgresEventLog } from '../log/postgres-event-log.ts';
import { openTestStore, type TestStore } from '../log/store/test-store.ts';
import { placeBoundsOf } from '../http/place-bounds.ts';
import { TicketHistory, type FinishedTickets } from './ticket-history.ts';

const GONE = regionId('nbs', '370203005001');
const FOREIGN = regionId('osm', '1');

let store: TestStore;
let history: TicketHistory;
beforeAll(async () => {
  store = await openTestStore();
  history = new TicketHistory(store.database, new PostgresEventLog(store.database));
});
afterAll(() => store.close());

/** `count` tickets closed one second apart, as they were stored with an earlier tree. */
const keep = async (
  name: string,
  region: RegionId | null,
  at: { lon: number; lat: number } | null,
  source: Place['source'],
  count = 1,
): Promise<void> => {
  await store.database.execute(
    `INSERT INTO tickets (id, version, source, source_id, status, reported_at, closed_at, source_updated_at, title,
       region_id, lon, lat, place_source, labels, flags)
     SELECT $1 || n, 1, 'test', $1 || n, 'closed', '2026-06-25', '2026-06-25'::timestamptz + n * interval '1 second',
       '2026-06-25', 'x', $2, $3, $4, $5, '{}', '{}' FROM generate_series(1, $6::integer) AS n`,
    [name, region, at?.lon ?? null, at?.lat ?? null, source, count],
  );
};

const within = (scope: RegionId): Parameters<TicketHistory['closed']>[0] => {
  const index = TWO_STREETS.indexOf(scope);
  const { placeIndex } = twoStreets();
  return {
    bounds: placeBoundsOf(TWO_STREETS, TWO_STREET_SHAPES, index),
    counts: ({ facts }: Ticket) => TWO_STREETS.isWithin(placeIndex(facts.place), index),
  };
};

const idsIn = async (scope: RegionId): Promise<string[]> =>
  (await history.closed(within(scope), 1_000, null)).tickets.map(({ id }) => id).sort();

describe('closed tickets of an earlier tree', () => {
  beforeAll(async () => {
    await keep('moved', WEST, IN_EAST, 'point');
    await keep('foreign', FOREIGN, IN_EAST, 'point');
    await keep('left', EAST, IN_NO_STREET, 'point');
    await keep('named', EAST, IN_WEST, 'code');
    await keep('gone', GONE, null, 'code');
    await keep('foreign-code', FOREIGN, null, 'code');
    await keep('far', EAST, FAR_AWAY, 'point');
    await keep('nowhere', null, null, 'none');
  });

  it('are listed where they count now, each in one street at most, and all of them in the district', async () => {
    expect(await idsIn(EAST)).toEqual(['foreign1', 'moved1', 'named1']);
    expect(await idsIn(WEST)).toEqual(['gone1']);
    expect(await idsIn(DISTRICT)).toHaveLength(8);
  });

  it('fill pages of any size, each once, past any number that only look near', async () => {
    await keep('near', EAST, IN_NO_STREET, 'point', 700);
    await keep('east', FOREIGN, IN_EAST, 'point', 300);
    const ids: string[] = [];
    let next: FinishedTickets['next'] = null;
    do {
      const page: FinishedTickets = await history.closed(within(EAST), 101, next);
      ids.push(...page.tickets.map(({ id }) => id));
      next = page.next;
    } while (next);
    expect([ids.length, new Set(ids).size]).toEqual([303, 303]);
  });

  it('are found among 60,000 of another street within a second', async () => {
    await keep('west', FOREIGN, IN_WEST, 'point', 60_000);
    const start = performance.now();
    const { tickets } = await history.closed(within(EAST), 1_000, null);
    expect(tickets).toHaveLength(303);
    expect(performance.now() - start).toBeLessThan(1_000);
  });
});
