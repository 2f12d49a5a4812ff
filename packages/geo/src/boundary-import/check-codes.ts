import type { RegionId } from '@citybrain/domain';
import type { BoundaryReport } from './boundary-problem.ts';
import { normalCode, type FeatureIdentity } from './identify-feature.ts';

/**
 * Refuses a region that occurs twice, one code with two names, and codes that
 * mean another region in the reference: a file of another code system would
 * else give tickets to the wrong street (of 22 streets of Shibei nine share a
 * code with a different one).
 * @param reference names by code, of the code system `codeSystem`
 */
export function checkCodes(
  features: readonly FeatureIdentity[],
  codeSystem: string,
  reference: ReadonlyMap<string, string> | null,
  report: BoundaryReport,
): void {
  const seen = new Map<RegionId, FeatureIdentity>();
  for (const feature of features) {
    const twin = seen.get(feature.id);
    seen.set(feature.id, feature);
    if (!twin) continue;
    if (twin.name === feature.name) {
      const message = `${feature.id} ${feature.name} is in the file twice, also as feature ${twin.featureIndex}; remove one.`;
      report.refuse('duplicate-region', feature, message);
    } else {
      const message = `${feature.id} is ${twin.name} in feature ${twin.featureIndex} and ${feature.name} here; correct the code.`;
      report.refuse('code-conflict', feature, message);
    }
  }
  if (reference) compareWithReference(features, codeSystem, reference, report);
}

function compareWithReference(
  features: readonly FeatureIdentity[],
  codeSystem: string,
  reference: ReadonlyMap<string, string>,
  report: BoundaryReport,
): void {
  const names = new Map([...reference].map(([code, name]) => [normalCode(codeSystem, code), name]));
  for (const feature of features) {
    if (feature.codeSystem !== codeSystem) continue;
    const known = names.get(feature.code);
    if (known === undefined || known === feature.name) continue;
    const message = `Code ${feature.code} is ${known} in "${codeSystem}", but ${feature.name} here: the file uses another code system; name it.`;
    report.refuse('code-conflict', feature, message);
  }
}
