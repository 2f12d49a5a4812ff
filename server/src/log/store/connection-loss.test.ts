import { describe, expect, it } from 'vitest';
import { storeError } from './connection-loss.ts';

const withCode = (code: string): Error => Object.assign(new Error(`failed with ${code}`), { code });

describe('an error of the database', () => {
  it.each(['ECONNREFUSED', 'ENOENT', 'ECONNRESET', '57P01', '57P03', '08006', '53300'])(
    'is a fault worth another try when the connection is gone or refused for now: %s',
    (code) => expect(storeError(withCode(code))).toMatchObject({ code: 'STORE-104', canRetry: true }),
  );

  it.each(['28P01', '28000', '3D000'])('is a fault to be corrected when the address is wrong: %s', (code) =>
    expect(storeError(withCode(code))).toMatchObject({ code: 'STORE-104', canRetry: false }),
  );

  it.each(['23505', '40P01', '40001', '42601'])('stays itself when a statement failed: %s', (code) => {
    const error = withCode(code);
    expect(storeError(error)).toBe(error);
  });

  it('is looked into when several addresses were tried', () => {
    expect(storeError(new AggregateError([withCode('ECONNREFUSED')]))).toMatchObject({ code: 'STORE-104' });
  });
});
