import type { RegionTree } from '@citybrain/domain';
import { boundingBox, type MultiPolygonCoordinates } from '@citybrain/geo';
import type { PlaceBounds } from '../history/ticket-history.ts';
import type { RegionSet } from '../log/region-store.ts';

/** Bounds of the region at `index` and all below it; null for a root, where anything can count. */
export function placeBoundsOf(tree: RegionTree, shapes: RegionSet['shapes'], index: number): PlaceBounds | null {
  if (tree.parentOf(index) < 0) return null;
  const within = tree.regions.slice(index, tree.endOf(index));
  const parts = within.flatMap(({ id }) => shapes.get(id) ?? []);
  return {
    regionIds: within.map(({ id }) => id),
    codePrefixes: shortestOf(within.filter(({ codeSystem }) => codeSystem === 'nbs').map(({ code }) => prefixOf(code))),
    box: parts.length > 0 ? boundingBox(parts as MultiPolygonCoordinates) : null,
  };
}

/** A statistical code without the zeros that fill it up. */
const prefixOf = (code: string): string => /^(\d{4}|\d{6}|\d{9}|\d{12,})0*$/.exec(code)?.[1] ?? code;

/** Those that none of the others begins. */
function shortestOf(prefixes: readonly string[]): string[] {
  const kept: string[] = [];
  for (const prefix of [...prefixes].sort()) if (!kept.some((other) => prefix.startsWith(other))) kept.push(prefix);
  return kept;
}
