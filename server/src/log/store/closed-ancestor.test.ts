import { describe, expect, it } from 'vitest';
import { findClosedAncestor, mayPass } from './closed-ancestor.ts';

const USER = { uid: 1001, gid: 2001 };

describe('passing a directory', () => {
  it.each([
    ['others may', { uid: 0, gid: 0, mode: 0o40751 }, true],
    ['others may not', { uid: 0, gid: 0, mode: 0o40750 }, false],
    ['its group may', { uid: 0, gid: 2001, mode: 0o40710 }, true],
    ['its group may not, though others may', { uid: 0, gid: 2001, mode: 0o40701 }, false],
    ['its owner may', { uid: 1001, gid: 0, mode: 0o40700 }, true],
    ['its owner may not, though others may', { uid: 1001, gid: 2001, mode: 0o40677 }, false],
  ])('%s', (_, passage, expected) => expect(mayPass(USER, passage)).toBe(expected));

  it('is never denied to root', () => {
    expect(mayPass({ uid: 0, gid: 0 }, { uid: 5, gid: 5, mode: 0o40000 })).toBe(true);
  });

  it('is possible all the way to a public directory', async () => {
    expect(await findClosedAncestor('/usr/bin', USER)).toBeUndefined();
  });
});
