import { Type } from 'typebox';
import { HttpProblem } from './http-problem.ts';

/** As the OpenAPI document shows them; the two functions below judge them. */
export const MOVE_HEADERS = Type.Object({
  'if-match': Type.Optional(
    Type.String({ maxLength: 40, description: 'the version that the move is meant for, as the ETag said' }),
  ),
  'idempotency-key': Type.Optional(Type.String({ maxLength: 120, description: 'the same key again is the same move' })),
});

/** The version in `If-Match: "7"`. @throws HttpProblem 428 without one, 400 for what is none */
export function ifMatchVersion(header: string | undefined): number {
  if (header === undefined) {
    throw new HttpProblem(
      428,
      'version-required',
      'send If-Match with the version of the ticket that you saw (its ETag)',
    );
  }
  const version = /^(?:W\/)?"(\d{1,9})"$|^(\d{1,9})$/.exec(header.trim());
  const digits = version?.[1] ?? version?.[2];
  if (digits === undefined) {
    throw new HttpProblem(400, 'not-a-version', `If-Match is ${header}: send the ETag of the ticket, such as "7"`);
  }
  return Number(digits);
}

/** @throws HttpProblem 400 for a key that no log can hold */
export function idempotencyKey(header: string | string[] | undefined): string | null {
  const key = Array.isArray(header) ? header[0] : header;
  if (key === undefined) return null;
  if (!/^[\w.:-]{8,120}$/.test(key)) {
    throw new HttpProblem(400, 'not-a-key', 'Idempotency-Key has 8 to 120 letters, digits or . : _ -, such as a UUID');
  }
  return key;
}
