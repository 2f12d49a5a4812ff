/** Why access says no; `message` tells the person what to do. */
export interface AccessRefusal {
  readonly code: AccessRefusalCode;
  readonly message: string;
}

export const ACCESS_REFUSALS = [
  'not-allowed',
  'password-change-required',
  'name-not-usable',
  'name-taken',
  'feed-not-usable',
  'scope-required',
  'unknown-user',
  'unknown-token',
  'wrong-password',
  'weak-password',
  'last-administrator',
] as const;
export type AccessRefusalCode = (typeof ACCESS_REFUSALS)[number];

export type Outcome<Value> =
  { readonly ok: true; readonly value: Value } | { readonly ok: false; readonly refusal: AccessRefusal };

export const done = <Value>(value: Value): Outcome<Value> => ({ ok: true, value });

export const refuse = (code: AccessRefusalCode, message: string): { ok: false; refusal: AccessRefusal } => ({
  ok: false,
  refusal: { code, message },
});
