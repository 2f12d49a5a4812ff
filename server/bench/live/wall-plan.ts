import type { RegionId, RegionLevel } from '@citybrain/domain';
import { buildSchematicShibei } from '@citybrain/geo';
import { topicName, TOPIC_LAYERS, type TopicName } from '@citybrain/protocol';

/** Screens that show the same. */
export interface ScreenGroup {
  readonly scope: RegionId;
  readonly topics: readonly TopicName[];
  readonly count: number;
}

/** Of ten screens, so many show a scope of this level. */
const SHARES: readonly (readonly [level: RegionLevel, scopes: number, tenths: number])[] = [
  ['district', 1, 1],
  ['street', 22, 6],
  ['community', 30, 3],
];

/** What a wall watches as it comes up, with all its map's layers on. */
export const wallTopics = (scope: RegionId): TopicName[] => TOPIC_LAYERS.map((layer) => topicName(layer, scope));

/** Scopes of the schematic city at a level, in the order of the city. */
export const scopesAt = (level: RegionLevel, most = Number.POSITIVE_INFINITY): RegionId[] =>
  buildSchematicShibei()
    .regions.filter((region) => region.level === level)
    .slice(0, most)
    .map(({ id }) => id);

/** So many walls over the district, its streets and some communities; few ones show the district first. */
export function spreadWalls(screens: number): ScreenGroup[] {
  const groups: ScreenGroup[] = [];
  let left = screens;
  for (const [level, most, tenths] of SHARES) {
    const scopes = scopesAt(level, most);
    const share = Math.min(left, Math.ceil((screens * tenths) / 10));
    left -= share;
    scopes.forEach((scope, index) => {
      const count = Math.floor(share / scopes.length) + (index < share % scopes.length ? 1 : 0);
      if (count > 0) groups.push({ scope, topics: wallTopics(scope), count });
    });
  }
  return groups;
}

/** Every scope whose walls show what happens in `region`: itself and those above it. */
export function scopesAbove(): (region: RegionId) => readonly RegionId[] {
  const parents = new Map(buildSchematicShibei().regions.map(({ id, parentId }) => [id, parentId]));
  const known = new Map<RegionId, RegionId[]>();
  return (region) => {
    const path = known.get(region) ?? [];
    if (path.length === 0) {
      for (let at: RegionId | null = region; at !== null; at = parents.get(at) ?? null) path.push(at);
      known.set(region, path);
    }
    return path;
  };
}
