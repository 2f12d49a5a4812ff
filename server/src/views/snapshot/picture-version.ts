/**
 * Raised whenever the same log gives another picture or a picture is packed in
 * another way: snapshots of another version are passed over, and the log is read
 * from its beginning. `snapshot-golden.test.ts` fails when it was forgotten.
 */
export const PICTURE_VERSION = 2;
