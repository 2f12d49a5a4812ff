import { REGION_LEVELS, regionId, type Region, type RegionId, type RegionLevel } from '@citybrain/domain';
import { union } from 'polyclip-ts';
import type { Datum } from '../datum.ts';
import type { MultiPolygonCoordinates } from '../shapes.ts';
import { BOUNDARY_PRESETS, type BoundaryPreset, type BoundaryPresetName } from './boundary-preset.ts';
import { BoundaryReport, type BoundaryProblem } from './boundary-problem.ts';
import { checkCodes } from './check-codes.ts';
import { checkCoverage, type PlacedRegion } from './check-coverage.ts';
import { checkShape } from './check-shape.ts';
import { identifyFeature, levelOfCode, normalCode } from './identify-feature.ts';
import { linkParents, type BoundaryFeature } from './link-parents.ts';
import { parseFeatures } from './parse-features.ts';

export interface BoundaryOptions {
  readonly preset: BoundaryPresetName;
  readonly datum: Datum;
  /** What the file's codes mean; `nbs` by default. */
  readonly codeSystem?: string;
  /** The region above all of the file's, made as their union when the file lacks it; its level follows from an `nbs` code. */
  readonly root?: { readonly code: string; readonly name: string; readonly level?: RegionLevel };
  /** Names by code as they are known in `codeSystem`: codes that mean another region are refused. */
  readonly referenceNames?: ReadonlyMap<string, string>;
}

export interface BoundaryReading {
  /** A valid forest when `problems` is empty, parents before children; else empty. */
  readonly regions: Region[];
  readonly shapes: Map<RegionId, MultiPolygonCoordinates>;
  /** Regions per level; levels that the file lacks are not named. */
  readonly levels: Partial<Record<RegionLevel, number>>;
  /** Import only when there are none. */
  readonly problems: readonly BoundaryProblem[];
  readonly warnings: readonly BoundaryProblem[];
}

/**
 * Reads real boundaries from GeoJSON text. All or nothing: with any problem the
 * reading holds no region. Never throws for a bad file.
 */
export function readBoundaries(text: string, options: BoundaryOptions): BoundaryReading {
  const report = new BoundaryReport();
  const features = readFeatures(text, options, report);
  const isSound = report.problems.length === 0;
  const placed = isSound ? placeRegions(features, options, report) : [];
  if (report.problems.length === 0) checkCoverage(placed, report);
  const accepted = report.problems.length === 0 ? placed : [];
  return {
    regions: accepted.map(({ region }) => region),
    shapes: new Map(accepted.map(({ region, shape }) => [region.id, shape])),
    levels: countLevels(accepted),
    problems: report.problems,
    warnings: report.warnings,
  };
}

function readFeatures(text: string, options: BoundaryOptions, report: BoundaryReport): BoundaryFeature[] {
  const preset: BoundaryPreset = BOUNDARY_PRESETS[options.preset];
  const codeSystem = options.codeSystem ?? 'nbs';
  const features = parseFeatures(text, preset.nameAt, report).flatMap((parsed) => {
    const identity = identifyFeature(parsed, preset, codeSystem, report);
    const shape = checkShape(parsed, options.datum, report);
    return identity && shape ? [{ ...identity, shape }] : [];
  });
  checkCodes(features, codeSystem, options.referenceNames ?? null, report);
  return features;
}

function placeRegions(
  features: readonly BoundaryFeature[],
  options: BoundaryOptions,
  report: BoundaryReport,
): PlacedRegion[] {
  const root = makeRoot(features, options, report);
  const all = root ? [root, ...features] : features;
  const regions = linkParents(all, report);
  const roots = regions.filter(({ parentId }) => parentId === null);
  if (roots.length > 1 && report.problems.length === 0) {
    const names = roots.slice(0, 3).map(({ name }) => name);
    const message = `The file holds ${roots.length} regions with nothing above them (${names.join(', ')}, …); name their root.`;
    report.refuse('no-root', null, message);
  }
  const placed = all.map((feature, at) => ({ region: regions[at] as Region, mark: feature, shape: feature.shape }));
  return placed.sort((a, b) => REGION_LEVELS.indexOf(a.region.level) - REGION_LEVELS.indexOf(b.region.level));
}

function makeRoot(
  features: readonly BoundaryFeature[],
  { root, codeSystem = 'nbs' }: BoundaryOptions,
  report: BoundaryReport,
): BoundaryFeature | null {
  if (!root) return null;
  const code = normalCode(codeSystem, root.code);
  const id = regionId(codeSystem, code);
  if (features.some((feature) => feature.id === id)) return null;
  const level = root.level ?? levelOfCode(codeSystem, code);
  if (!level || features.some((feature) => REGION_LEVELS.indexOf(feature.level) <= REGION_LEVELS.indexOf(level))) {
    const message = `The root ${root.name} must be of a higher level than all that the file holds; correct its code or level.`;
    report.refuse('unknown-level', { featureIndex: null, name: root.name }, message);
    return null;
  }
  const [first = [], ...rest] = features.map(({ shape }) => shape);
  const shape = union(first, ...rest) as MultiPolygonCoordinates;
  return { featureIndex: null, id, codeSystem, code, name: root.name, level, parentCode: null, shape };
}

function countLevels(placed: readonly PlacedRegion[]): Partial<Record<RegionLevel, number>> {
  const counts: Partial<Record<RegionLevel, number>> = {};
  for (const { region } of placed) counts[region.level] = (counts[region.level] ?? 0) + 1;
  return counts;
}
