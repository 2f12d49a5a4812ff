import { readFileSync } from 'node:fs';
import {
  DEFAULT_POLICY_BOOK,
  findPolicyProblems,
  instant,
  PolicyBook,
  type Instant,
  type SlaPolicy,
} from '@citybrain/domain';
import { Type, type Static } from 'typebox';
import { Compile } from 'typebox/compile';
import { parseTime } from './feeds/parse-time.ts';
import { Fault } from './observe/fault.ts';

const When = Type.Union([Type.String({ maxLength: 40 }), Type.Null()]);

/** The file of `CITYBRAIN_POLICIES`: versions of the SLA policy, with times as text. What cells hold is judged by the domain. */
const PolicyFile = Type.Object({
  policies: Type.Array(
    Type.Object({
      id: Type.String({ minLength: 1, maxLength: 60, pattern: '^[\\w-]+$' }),
      version: Type.Integer({ minimum: 1 }),
      name: Type.String({ minLength: 1, maxLength: 200 }),
      effectiveFrom: When,
      effectiveTo: When,
      cells: Type.Record(Type.String(), Type.Record(Type.String(), Type.Unknown())),
    }),
    { minItems: 1, maxItems: 200 },
  ),
});
type PolicyFile = Static<typeof PolicyFile>;

const validator = Compile(PolicyFile);
const MOST_PROBLEMS_NAMED = 5;

/** The policies of the city: those of the file, else the default one since ever. @throws Fault CONFIG-104 naming what is wrong */
export function policyBook(path: string | undefined, zone: string): PolicyBook {
  if (path === undefined) return DEFAULT_POLICY_BOOK;
  let value: unknown;
  try {
    value = JSON.parse(readFileSync(path, 'utf8'));
  } catch (error) {
    throw new Fault('CONFIG-104', `${path}: ${error instanceof Error ? error.message : String(error)}`);
  }
  const found = readPolicies(value, zone);
  if ('policies' in found) return new PolicyBook(found.policies);
  const named = found.problems.slice(0, MOST_PROBLEMS_NAMED).join('; ');
  const more = found.problems.length - MOST_PROBLEMS_NAMED;
  throw new Fault('CONFIG-104', `${path}: ${named}${more > 0 ? `; and ${more} more` : ''}`);
}

/** The versions that `value` holds, or every reason why they can't be in force. */
export function readPolicies(
  value: unknown,
  zone: string,
): { readonly policies: readonly SlaPolicy[] } | { readonly problems: readonly string[] } {
  if (!validator.Check(value)) {
    return {
      problems: validator.Errors(value).map(({ instancePath, message }) => `${instancePath || '/'} ${message}`),
    };
  }
  const problems: string[] = [];
  const at = (text: string | null, where: string): Instant | null => {
    if (text === null) return null;
    const time = parseTime(text, zone);
    if (time === null) problems.push(`${where} is "${text}": write a time such as 2027-01-01T00:00`);
    return time;
  };
  const policies = value.policies.map(
    (policy, index) =>
      ({
        ...policy,
        effectiveFrom: at(policy.effectiveFrom, `/policies/${index}/effectiveFrom`),
        effectiveTo: at(policy.effectiveTo, `/policies/${index}/effectiveTo`),
      }) as unknown as SlaPolicy,
  );
  if (problems.length > 0) return { problems };
  const found = findPolicyProblems(policies);
  return found.length === 0
    ? { policies }
    : { problems: found.map(({ policy, where, message }) => `${policy} ${where} ${message}`) };
}

/** The file as an operator begins with it. */
export function writePolicies(book: PolicyBook): string {
  const text = (at: Instant | null): string | null => (at === null ? null : new Date(instant(at)).toISOString());
  const policies = book.policies.map((policy) => ({
    ...policy,
    effectiveFrom: text(policy.effectiveFrom),
    effectiveTo: text(policy.effectiveTo),
  }));
  return `${JSON.stringify({ policies }, null, 2)}\n`;
}
