import { isDeepStrictEqual } from 'node:util';
import { DAY_MS, instant, type Instant, type UnitId } from '@citybrain/domain';
import { expect } from 'vitest';
import { CityPicture } from '../city-picture.ts';
import { HELD_DAYS } from '../day-window.ts';
import { PictureRestorer } from '../snapshot/picture-restorer.ts';
import { packSections } from '../snapshot/pack-sections.ts';
import type { HeldTicket } from '../view.ts';
import { SCRIPT_TREE, scriptPlaceIndex, START_OF_DAY } from './city-script.ts';
import { SCRIPT_UNITS } from './scripted-lives.ts';

const REGIONS = SCRIPT_TREE.regions.map((_, index) => index);

/** For tests: an empty picture of the scripted city. */
export const scriptPicture = (asOf: Instant): CityPicture =>
  new CityPicture({ tree: SCRIPT_TREE, placeIndex: scriptPlaceIndex, zone: 'Asia/Shanghai', asOf });

const WEEK_HOURS = Array.from({ length: 168 }, (_, index) => index);

const sorted = <Held extends { readonly id: string }>(held: Iterable<Held>): Held[] =>
  [...held].sort((a, b) => (a.id < b.id ? -1 : 1));
const plain = ({ id, ticket, regionIndex }: HeldTicket): HeldTicket => ({ id, ticket, regionIndex });

/** All that a picture tells, without the order of its sets. */
function tellPicture(picture: CityPicture): object {
  const to = instant(START_OF_DAY(picture.asOf) + DAY_MS);
  const counts = (region: number, days: number, unit: UnitId | null): string =>
    JSON.stringify(picture.ledger.counts(region, { from: instant(to - days * DAY_MS), to }, unit));
  return {
    sequence: picture.sequence,
    asOf: picture.asOf,
    timed: picture.timedCount,
    provisional: sorted(picture.allOpenTickets()).map(({ id, isProvisional }) => [id, isProvisional]),
    regions: REGIONS.map((region) => ({
      region: SCRIPT_TREE.at(region).code,
      measures: picture.measures(region),
      child: picture.childRow(region),
      matters: picture.matters(region),
      breaches: picture.breachTimes(region),
      breached: WEEK_HOURS.map((weekHour) => [...picture.breached(region, { weekHour })].map(({ id }) => id).sort()),
      open: sorted(picture.openTickets(region)).map(plain),
      openCount: picture.openCount(region),
      repeats: sorted(picture.openTickets(region)).map(({ ticket }) => picture.repeatsOf(ticket)),
      stations: sorted(picture.stations(region)),
      incidents: sorted(picture.incidents(region)),
      latest: picture.latest(region),
      counts: [1, 7, HELD_DAYS].map((days) => counts(region, days, null)),
      ofUnits: SCRIPT_UNITS.map((unit) => counts(region, HELD_DAYS, unit)),
    })),
  };
}

/** For tests: two pictures tell the same. Quick where they do. */
export function expectSame(told: CityPicture, expected: CityPicture): void {
  const [a, b] = [tellPicture(told), tellPicture(expected)];
  if (!isDeepStrictEqual(a, b)) expect(a).toEqual(b);
}

/** For tests: what the timer would find, once time has moved on. */
export const tellRipe = (picture: CityPicture): string[] => sorted(picture.ripeTickets()).map(({ id }) => id);

/** For tests: the chunks of a snapshot of `picture`; `meanwhile` happens once it is captured. */
export function packPicture(picture: CityPicture, meanwhile: () => void = () => undefined): Buffer[] {
  const captured = picture.capture();
  meanwhile();
  return [...packSections(captured)].filter((chunk) => chunk !== null);
}

/** For tests: the picture that was packed when `packed` was as it is now. */
export function unpackPicture(chunks: readonly Buffer[], packed: Pick<CityPicture, 'asOf' | 'lastEvent'>): CityPicture {
  const restorer = new PictureRestorer(scriptPicture(packed.asOf));
  for (const chunk of chunks) restorer.take(chunk);
  if (!packed.lastEvent) throw new Error('an empty picture has no snapshot');
  return restorer.end(packed.lastEvent);
}
