import type { SpotKind } from './matter-kind.ts';
import type { Random } from './random.ts';
import type { Leaf } from './territory.ts';

/** How people tell a place, as on the hotline's published lists: `无棣三路18号2单元`. */
export function wordSpot(at: SpotKind, { street, community }: Leaf, random: Random): string {
  const estate = `${community.name.replace(/社区$/, '')}小区`;
  const road = random.pick(street.roads);
  switch (at) {
    case 'estate':
      return random.chance(0.7) ? estate : `${road}${random.integer(1, 260)}号院`;
    case 'building': {
      const entrance = `${random.integer(1, 12)}号楼${random.integer(1, 4)}单元`;
      return random.chance(0.5) ? `${estate}${entrance}` : `${road}${random.integer(1, 260)}号${entrance}`;
    }
    case 'road':
      return `${road}${random.integer(1, 260)}号${random.pick(['', '附近', '门前', '对面'])}`;
    case 'crossing': {
      const other = random.pick(street.roads.filter((name) => name !== road));
      return `${road}和${other}路口`;
    }
  }
}
