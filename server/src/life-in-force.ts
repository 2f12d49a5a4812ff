import {
  findStatuteSet,
  type Instant,
  type LifeContext,
  type Organisation,
  type Place,
  type PolicyBook,
  type RegionId,
  type Ticket,
  type WorkCalendar,
} from '@citybrain/domain';
import type { City } from './city.ts';

export interface LifeInForceOptions {
  readonly now: () => Instant;
  readonly calendar: () => WorkCalendar;
  readonly policies: PolicyBook;
  /** Like matters of the same place in the last 30 days. */
  readonly repeatsOf: (ticket: Ticket) => number;
  readonly organisation: () => Organisation;
  readonly city: () => City;
}

/** What is in force for the life of tickets at the moment of asking. */
export function lifeInForce({
  now,
  calendar,
  policies,
  repeatsOf,
  organisation,
  city,
}: LifeInForceOptions): () => LifeContext {
  let of: City | null = null;
  let inCity: Pick<LifeContext, 'statutes' | 'regionPath'> | null = null;
  return () => {
    const present = city();
    if (!inCity || of !== present) {
      of = present;
      inCity = { statutes: findStatuteSet(present.set.regions), regionPath: pathsOf(present) };
    }
    return { now: now(), calendar: calendar(), organisation: organisation(), policies, repeatsOf, ...inCity };
  };
}

/** Where a place counts, and all around it. */
const pathsOf =
  ({ tree, geography }: City) =>
  (place: Place): readonly RegionId[] => {
    const index = geography.placeIndex(place);
    return index < 0 ? [] : tree.pathUp(index).map((at) => tree.at(at).id);
  };
