import {
  codeSystemOf,
  padStatisticalCode,
  REGION_LEVELS,
  regionId,
  RegionTree,
  type Region,
  type RegionId,
  type RegionLevel,
} from '@citybrain/domain';
import { RegionLocator } from '../region-locator.ts';
import { labelPointOf, type MultiPolygonCoordinates, type Position } from '../shapes.ts';
import type { BoundaryReport } from './boundary-problem.ts';
import { CODE_DIGITS, type FeatureIdentity } from './identify-feature.ts';

/** A feature that passed, with its shape. */
export interface BoundaryFeature extends FeatureIdentity {
  readonly shape: MultiPolygonCoordinates;
}

/**
 * The parent of each feature on the nearest higher level that the file holds:
 * by the code that the source names, else by the digits of a statistical code,
 * else, where codes can't tell, by where the feature lies. Features of the
 * highest level have none; others without one are reported.
 */
export function linkParents(features: readonly BoundaryFeature[], report: BoundaryReport): Region[] {
  const levels = REGION_LEVELS.filter((level) => features.some((feature) => feature.level === level));
  const byLevel = new Map(levels.map((level) => [level, new ParentLevel(level, features)]));
  return features.map((feature) => {
    const labelPoint = labelPointOf(feature.shape);
    const above = levels[levels.indexOf(feature.level) - 1];
    const parentId = (above && byLevel.get(above)?.parentOf(feature, labelPoint)) ?? null;
    if (above && parentId === null) {
      const message = `${feature.name} ${feature.code} belongs to no ${above} of the file; add that, or correct the code.`;
      report.refuse('orphan', feature, message);
    }
    return toRegion(feature, parentId, labelPoint);
  });
}

/** The features of one level, as parents of those below. */
class ParentLevel {
  readonly #level: RegionLevel;
  readonly #byId: ReadonlyMap<RegionId, BoundaryFeature>;
  readonly #locator: RegionLocator;

  constructor(level: RegionLevel, features: readonly BoundaryFeature[]) {
    const own = features.filter((feature) => feature.level === level);
    this.#level = level;
    this.#byId = new Map(own.map((feature) => [feature.id, feature]));
    const forest = new RegionTree(own.map((feature) => toRegion(feature, null, null)));
    this.#locator = new RegionLocator(forest, new Map(own.map(({ id, shape }) => [id, shape])));
  }

  parentOf(child: BoundaryFeature, inside: Position | null): RegionId | null {
    const code = this.#codeOfParent(child);
    const named = code === null ? undefined : this.#byId.get(regionId(child.codeSystem, code));
    if (named) return named.id;
    const around = inside && this.#locator.locate(...inside);
    // A neighbour with codes of the same kind is not what the child's code means.
    const contradicts = code !== null && around !== null && codeSystemOf(around) === child.codeSystem;
    return contradicts ? null : around;
  }

  #codeOfParent({ parentCode, codeSystem, code }: BoundaryFeature): string | null {
    if (parentCode !== null) return parentCode;
    return codeSystem === 'nbs' ? padStatisticalCode(code.slice(0, CODE_DIGITS[this.#level])) : null;
  }
}

const toRegion = (
  { id, codeSystem, code, name, level }: FeatureIdentity,
  parentId: RegionId | null,
  labelPoint: Position | null,
): Region => ({ id, codeSystem, code, name, level, parentId, validFrom: null, validTo: null, labelPoint });
