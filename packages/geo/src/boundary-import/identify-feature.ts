import { padStatisticalCode, regionId, type RegionId, type RegionLevel } from '@citybrain/domain';
import type { BoundaryPreset } from './boundary-preset.ts';
import type { BoundaryReport, FeatureMark } from './boundary-problem.ts';
import { textAt, type ParsedFeature } from './parse-features.ts';

/** What a feature says that it is. */
export interface FeatureIdentity extends FeatureMark {
  readonly id: RegionId;
  readonly name: string;
  readonly codeSystem: string;
  readonly code: string;
  readonly level: RegionLevel;
  /** The parent's code as the source names it, in the same code system. */
  readonly parentCode: string | null;
}

const STATISTICAL_CODE = /^(\d{4}|\d{6}|\d{9}|\d{12}|\d{15})$/;

/** null, with the reason reported, when code or level can't be told. */
export function identifyFeature(
  feature: ParsedFeature,
  preset: BoundaryPreset,
  codeSystem: string,
  report: BoundaryReport,
): FeatureIdentity | null {
  const code = readCode(feature, preset, codeSystem);
  if (!code) {
    const message = `No usable code in ${preset.codeAt.join(', ')}; a code of "${codeSystem}" is expected.`;
    report.refuse('bad-code', feature, message);
    return null;
  }
  const given = textAt(feature.properties, preset.levelAt);
  const level = given === null ? levelOfCode(code.system, code.value) : preset.levels[given];
  if (!level) {
    const message = `The level "${given ?? ''}" in "${preset.levelAt}" is none of ${Object.keys(preset.levels).join(', ')}; remove or correct the feature.`;
    report.refuse('unknown-level', feature, message);
    return null;
  }
  const parentCode = preset.parentCodeAt === null ? null : textAt(feature.properties, preset.parentCodeAt);
  return {
    featureIndex: feature.featureIndex,
    name: feature.name as string,
    id: regionId(code.system, code.value),
    codeSystem: code.system,
    code: code.value,
    level,
    parentCode: parentCode === null ? null : normalCode(code.system, parentCode),
  };
}

interface Code {
  readonly system: string;
  readonly value: string;
}

function readCode({ properties }: ParsedFeature, preset: BoundaryPreset, codeSystem: string): Code | null {
  const given = firstText(properties, preset.codeAt);
  if (given !== null) {
    if (codeSystem === 'nbs' && !STATISTICAL_CODE.test(given)) return null;
    return { system: codeSystem, value: normalCode(codeSystem, given) };
  }
  if (!preset.identity) return null;
  const own = firstText(properties, preset.identity.at);
  return own === null ? null : { system: preset.identity.codeSystem, value: own.replace(/^relation\//, '') };
}

function firstText(properties: ParsedFeature['properties'], paths: readonly string[]): string | null {
  for (const path of paths) {
    const text = textAt(properties, path);
    if (text !== null) return text;
  }
  return null;
}

export const normalCode = (codeSystem: string, code: string): string =>
  codeSystem === 'nbs' ? padStatisticalCode(code) : code;

/** Digits of a statistical code that name a region of this level (DOMAIN.md §2.1, §2.2). */
export const CODE_DIGITS: Readonly<Record<RegionLevel, number>> = {
  city: 4,
  district: 6,
  street: 9,
  community: 12,
  grid: 15,
};

/** By the form of a normal statistical code; undefined in other code systems. */
export function levelOfCode(codeSystem: string, code: string): RegionLevel | undefined {
  if (codeSystem !== 'nbs') return undefined;
  if (code.length === CODE_DIGITS.grid) return 'grid';
  return (['city', 'district', 'street', 'community'] as const).find((level) =>
    /^0*$/.test(code.slice(CODE_DIGITS[level])),
  );
}
