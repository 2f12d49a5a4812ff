import type { Instant } from '../instant.ts';
import { DEFAULT_POLICY } from './default-policy.ts';
import { findPolicyProblems } from './find-policy-problems.ts';
import type { SlaPolicy } from './sla-policy.ts';

/** Every version of the policy that was, is and will be in force. Immutable. */
export class PolicyBook {
  readonly policies: readonly SlaPolicy[];

  /** @param policies in order, see {@link findPolicyProblems}; throws RangeError otherwise. */
  constructor(policies: readonly SlaPolicy[]) {
    const problem = findPolicyProblems(policies)[0];
    if (problem) throw new RangeError(problem.message);
    this.policies = policies;
  }

  /** The one in force at a moment; there is always exactly one. */
  policyAt(at: Instant): SlaPolicy {
    const found = this.policies.find(
      ({ effectiveFrom, effectiveTo }) =>
        (effectiveFrom === null || effectiveFrom <= at) && (effectiveTo === null || at < effectiveTo),
    );
    if (!found) throw new RangeError(`no policy holds at ${at}`);
    return found;
  }

  /** The version that a ticket keeps; undefined for one that never was. */
  policyOf(id: string, version: number): SlaPolicy | undefined {
    return this.policies.find((policy) => policy.id === id && policy.version === version);
  }
}

/** Only the default, since ever. */
export const DEFAULT_POLICY_BOOK = new PolicyBook([DEFAULT_POLICY]);
