import {
  DEFAULT_POLICY_BOOK,
  findStatuteSet,
  instant,
  Organisation,
  type Instant,
  type LifeContext,
  type RegionId,
  type WorkCalendar,
} from '@citybrain/domain';
import { cityOf, type City } from '../src/city.ts';
import { cityCalendar } from '../src/city-calendar.ts';
import { exampleOrganisation } from '../src/default-organisation.ts';
import { schematicRegions } from '../src/default-regions.ts';
import { seeded } from './seeded.ts';

export const ZONE = 'Asia/Shanghai';

/** What a matter of one grid may name: the regions around it and the units of those. */
export interface Neighbourhood {
  readonly grid: RegionId;
  readonly community: RegionId;
  readonly communityName: string;
  readonly street: RegionId;
  readonly streetName: string;
  /** As `lon,lat`; each lies in the grid. */
  readonly points: readonly string[];
}

/** The city of a first start, in which template tickets live. */
export interface TemplateWorld {
  readonly city: City;
  readonly calendar: WorkCalendar;
  readonly organisation: Organisation;
  /** One for each grid, in the order of the tree. */
  readonly neighbourhoods: readonly Neighbourhood[];
  contextAt(now: Instant): LifeContext;
}

const POINTS = 24;

export function templateWorld(): TemplateWorld {
  const city = cityOf({ ...schematicRegions(), version: 1 });
  const { regions } = city.set;
  const organisation = new Organisation(exampleOrganisation({ regions, version: 1 }).parts);
  const calendar = cityCalendar({ zone: ZONE, holidays: 'cn', calendarFile: undefined });
  const statutes = findStatuteSet(regions);
  const context = {
    ...{ calendar, organisation, policies: DEFAULT_POLICY_BOOK, statutes, repeatsOf: () => 1 },
    regionPath: ({ regionId }: { readonly regionId: RegionId | null }): readonly RegionId[] =>
      regionId === null ? [] : city.tree.pathUp(city.tree.indexOf(regionId)).map((at) => city.tree.at(at).id),
  };
  return {
    ...{ city, calendar, organisation, neighbourhoods: neighbourhoodsOf(city) },
    contextAt: (now) => ({ ...context, now: instant(now) }),
  };
}

function neighbourhoodsOf(city: City): Neighbourhood[] {
  const { tree } = city;
  return tree.regions.flatMap((grid, index) => {
    if (grid.level !== 'grid') return [];
    const [, community, street] = tree.pathUp(index).map((at) => tree.at(at));
    if (!community || !street) throw new Error(`${grid.id} lies in no community`);
    return [
      {
        ...{ grid: grid.id, community: community.id, street: street.id },
        ...{ communityName: community.name, streetName: street.name, points: pointsIn(city, index) },
      },
    ];
  });
}

/** Points spread over a grid, found as an item with a point is placed; the label's, should the grid be too thin. */
function pointsIn({ geography, tree, set }: City, index: number): string[] {
  const grid = tree.at(index);
  const corners = (set.shapes.get(grid.id) ?? []).flat(2);
  const [west, east] = [Math.min(...corners.map(([lon = 0]) => lon)), Math.max(...corners.map(([lon = 0]) => lon))];
  const [south, north] = [
    Math.min(...corners.map(([, lat = 0]) => lat)),
    Math.max(...corners.map(([, lat = 0]) => lat)),
  ];
  const draw = seeded(index);
  const points: string[] = [];
  for (let tries = 0; tries < 40 * POINTS && points.length < POINTS; tries += 1) {
    const lon = Math.round((west + draw() * (east - west)) * 1e6) / 1e6;
    const lat = Math.round((south + draw() * (north - south)) * 1e6) / 1e6;
    if (geography.locate(lon, lat) === grid.id) points.push(`${lon},${lat}`);
  }
  if (points.length === 0) throw new Error(`no point was found in ${grid.id}`);
  return points;
}
