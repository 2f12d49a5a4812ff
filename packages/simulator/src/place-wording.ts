import { fromWgs84, type Position } from '@citybrain/geo';
import type { TicketItem } from '@citybrain/protocol';
import type { Channel } from './matter-kind.ts';
import { roundDegrees } from './point-sampler.ts';
import { WeightedChoice, type Random } from './random.ts';
import type { Leaf } from './territory.ts';

/** How sources pass places on: as they have them, or as a point in WGS84 for load tests. */
export type PlaceStyle = 'as-sources-do' | 'point';

export type PlaceFields = Pick<TicketItem, 'lon' | 'lat' | 'datum' | 'regionCode' | 'codeSystem' | 'address'>;

/** What a source has of a place besides the words: a point in some datum, a code, or nothing. */
type Known =
  'wgs84' | 'gcj02' | 'bd09' | 'grid-code' | 'community-code' | 'street-address' | 'vague-address' | 'nothing';

const KNOWN_BY_CHANNEL: Record<Channel, WeightedChoice<Known>> = {
  '12345': new WeightedChoice([
    ['gcj02', 62],
    ['street-address', 24],
    ['community-code', 11],
    ['vague-address', 2.5],
    ['nothing', 0.5],
  ]),
  grid: new WeightedChoice([
    ['wgs84', 70],
    ['grid-code', 30],
  ]),
  eparty: new WeightedChoice([
    ['community-code', 55],
    ['gcj02', 30],
    ['bd09', 15],
  ]),
  video: new WeightedChoice([['wgs84', 1]]),
  police: new WeightedChoice([
    ['gcj02', 85],
    ['street-address', 15],
  ]),
  sensor: new WeightedChoice([['wgs84', 1]]),
};

/** The place fields of a source's record. A point without a declared datum is WGS84. */
export function wordPlace(
  channel: Channel,
  leaf: Leaf,
  spot: string,
  point: Position | null,
  style: PlaceStyle,
  random: Random,
): PlaceFields {
  const drawn = KNOWN_BY_CHANNEL[channel].draw(random);
  const known = style === 'point' ? 'wgs84' : drawn;
  const address = `市北区${spot}`;
  switch (known) {
    case 'wgs84':
      return point ? { lon: point[0], lat: point[1], address } : { ...codeOf(leaf.region), address };
    case 'gcj02':
    case 'bd09':
      return point ? { ...shiftPoint(point, known), address } : { ...codeOf(leaf.region), address };
    case 'grid-code':
      return { ...codeOf(leaf.region), address };
    case 'community-code':
      return { ...codeOf(leaf.community), address };
    case 'street-address':
      return { address: `市北区${leaf.street.region.name}${spot}` };
    case 'vague-address':
      return { address: spot };
    case 'nothing':
      return {};
  }
}

export const codeOf = ({ code, codeSystem }: Leaf['region']): PlaceFields => ({ regionCode: code, codeSystem });

/** A WGS84 point as maps with the given datum show it. */
export function shiftPoint(point: Position, datum: 'gcj02' | 'bd09'): PlaceFields {
  const [lon, lat] = fromWgs84(point[0], point[1], datum);
  return { lon: roundDegrees(lon), lat: roundDegrees(lat), datum };
}
