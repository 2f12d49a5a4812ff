/** Bytes in front of a chunk: its kind, and how long its tables are. */
export const CHUNK_HEAD = 5;

/** What stands once in a chunk, before its values. */
export interface PackedTables {
  readonly strings: readonly string[];
  readonly shapes: readonly (readonly string[])[];
  /** Where each shared object lies. */
  readonly sharedAt: readonly number[];
}
