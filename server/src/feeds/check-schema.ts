import { FEED_ITEM_SCHEMAS, type FeedItem } from '@citybrain/protocol';
import { Compile } from 'typebox/compile';
import { bad, good, type Checked } from './rejection.ts';

const VALIDATORS = {
  ticket: Compile(FEED_ITEM_SCHEMAS.ticket),
  station: Compile(FEED_ITEM_SCHEMAS.station),
  incident: Compile(FEED_ITEM_SCHEMAS.incident),
} as const;

const isKind = (kind: unknown): kind is keyof typeof VALIDATORS =>
  typeof kind === 'string' && Object.hasOwn(VALIDATORS, kind);

/** Checks an item against the schema of its kind; the fault names the field and what belongs there. */
export function checkSchema(item: unknown): Checked<FeedItem> {
  if (typeof item !== 'object' || item === null || Array.isArray(item)) {
    return bad('not-an-object', 'an item is a JSON object such as {"kind":"ticket","id":…}');
  }
  const { kind } = item as { kind?: unknown };
  if (!isKind(kind)) return bad('unknown-kind', 'kind must be "ticket", "station" or "incident"', '/kind');
  const validator = VALIDATORS[kind];
  if (validator.Check(item)) return good(item);
  const errors = validator.Errors(item);
  // An optional field fails as "or null" too: the first error is the one about the field's own type.
  const error = errors.find(({ keyword }) => keyword !== 'anyOf') ?? errors[0];
  if (!error) return bad('schema', 'the item does not fit the schema');
  const missing = error.keyword === 'required' ? requiredOf(error.params) : null;
  const path = missing === null ? error.instancePath : `${error.instancePath}/${missing}`;
  const wanted = error.keyword === 'enum' ? `must be one of ${allowedOf(error.params)}` : error.message;
  return bad('schema', missing === null ? `${path} ${wanted}` : `${path} is missing`, path);
}

const requiredOf = (params: object): string =>
  String((params as { requiredProperties?: string[] }).requiredProperties?.[0]);

const allowedOf = (params: object): string =>
  ((params as { allowedValues?: unknown[] }).allowedValues ?? []).map((word) => JSON.stringify(word)).join(', ');
