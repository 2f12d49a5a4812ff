import { Type, type Static } from 'typebox';

/** Why one item was refused. It is kept in quarantine under `quarantineId` and can be sent again. */
export const Rejection = Type.Object({
  /** Position in the array, or of the line among the non-empty lines, from 0. */
  index: Type.Integer(),
  /** The item's own id, where it could be read. */
  id: Type.Union([Type.String(), Type.Null()]),
  code: Type.String(),
  message: Type.String(),
  /** JSON pointer of the field at fault. */
  path: Type.Union([Type.String(), Type.Null()]),
  quarantineId: Type.Union([Type.Integer(), Type.Null()]),
});
export type Rejection = Static<typeof Rejection>;

/**
 * `accepted` items are in the log, synced to disk. `duplicate` ones changed
 * nothing: they, or something newer, are known. The three numbers add up to `received`.
 */
export const IntakeAnswer = Type.Object({
  received: Type.Integer(),
  accepted: Type.Integer(),
  duplicate: Type.Integer(),
  rejected: Type.Integer(),
  rejections: Type.Array(Rejection),
  /** Accepted, but odd: the flags that were set. */
  flagged: Type.Array(Type.Object({ index: Type.Integer(), id: Type.String(), flags: Type.Array(Type.String()) })),
});
export type IntakeAnswer = Static<typeof IntakeAnswer>;

/** Over `WS /api/v1/feeds/{feed}/stream` each message is one item, an array of items or NDJSON; each is answered in order. */
export type StreamAnswer = IntakeAnswer & { readonly message: number };
