import { REGION_LEVELS, RegionTree, type Region, type RegionId, type RegionLevel } from '@citybrain/domain';
import { RegionLocator } from '../region-locator.ts';
import { labelPointOf, type MultiPolygonCoordinates, type Position } from '../shapes.ts';
import type { BoundaryReport } from './boundary-problem.ts';
import { CODE_DIGITS, normalCode, type FeatureIdentity } from './identify-feature.ts';

/** A feature that passed, with its shape. */
export interface BoundaryFeature extends FeatureIdentity {
  readonly shape: MultiPolygonCoordinates;
}

/**
 * The parent of each feature on the nearest higher level that the file holds:
 * by the code that the source names, else by the digits of a statistical code,
 * else by where the feature lies. Features of the highest level have none;
 * others without one are reported.
 */
export function linkParents(features: readonly BoundaryFeature[], report: BoundaryReport): Region[] {
  const levels = REGION_LEVELS.filter((level) => features.some((feature) => feature.level === level));
  const levelOf = new Map(features.map(({ id, level }) => [id, level]));
  const locators = new Map(levels.map((level) => [level, lazyLocator(features.filter((at) => at.level === level))]));
  return features.map((feature) => {
    const labelPoint = labelPointOf(feature.shape);
    const parentLevel = levels[levels.indexOf(feature.level) - 1];
    const code = parentLevel && parentCodeOf(feature, parentLevel);
    const parentId = code
      ? (`${feature.codeSystem}:${code}` as RegionId)
      : parentLevel &&
        labelPoint &&
        locators
          .get(parentLevel)?.()
          ?.locate(...labelPoint);
    if (parentLevel && (!parentId || levelOf.get(parentId) !== parentLevel)) {
      const message = `${feature.name} belongs to a ${parentLevel}${code ? ` ${code}` : ''} that is not in the file; add it, or correct the code.`;
      report.refuse('orphan', feature, message);
    }
    return toRegion(feature, parentId ?? null, labelPoint);
  });
}

function parentCodeOf(feature: BoundaryFeature, parentLevel: RegionLevel): string | null {
  if (feature.parentCode !== null) return feature.parentCode;
  if (feature.codeSystem !== 'nbs') return null;
  return normalCode('nbs', feature.code.slice(0, CODE_DIGITS[parentLevel]));
}

/** Locates among features of one level, built at the first question. */
function lazyLocator(features: readonly BoundaryFeature[]): () => RegionLocator {
  let locator: RegionLocator | null = null;
  return () => {
    locator ??= new RegionLocator(
      new RegionTree(features.map((feature) => toRegion(feature, null, null))),
      new Map(features.map(({ id, shape }) => [id, shape])),
    );
    return locator;
  };
}

const toRegion = (
  { id, codeSystem, code, name, level }: FeatureIdentity,
  parentId: RegionId | null,
  labelPoint: Position | null,
): Region => ({ id, codeSystem, code, name, level, parentId, validFrom: null, validTo: null, labelPoint });
