import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { at } from '../../../packages/domain/src/test-kit/commands.ts';
import { Quarantine, type RefusedItem } from './quarantine.ts';
import { openTestStore, type TestStore } from './store/test-store.ts';

const refused = (raw: string, given: Partial<RefusedItem> = {}): RefusedItem => ({
  ...{
    feed: 'hotline',
    raw: Buffer.from(raw),
    code: 'schema',
    message: '/title is missing',
    path: '/title',
    itemId: '1',
    home: null,
  },
  ...given,
});

describe('quarantine', () => {
  let store: TestStore;
  let quarantine: Quarantine;
  beforeAll(async () => {
    store = await openTestStore();
    quarantine = new Quarantine(store.database);
  });
  beforeEach(() => store.database.execute('DELETE FROM quarantine'));
  afterAll(() => store.close());

  it('[I17] keeps items as they came and gives their ids in the order asked', async () => {
    const bytes = Buffer.from([0, 0xff, 0xfe, 10, 0x5c]);
    const ids = await quarantine.put(
      [refused('b'), refused('a'), refused('', { raw: bytes, itemId: null, path: null })],
      at(0),
    );
    expect(await quarantine.put([], at(0))).toEqual([]);
    expect((await quarantine.find(ids[2]!))?.raw).toEqual(bytes);
    expect(await quarantine.find(ids[0]!)).toEqual({
      ...refused('b'),
      id: ids[0],
      receivedAt: at(0),
      attempts: 1,
      resolvedAt: null,
    });
    expect(await quarantine.find(0)).toBeNull();
  });

  it('[I17] makes one entry of the same bytes, counts them, and tells feeds apart', async () => {
    const [first] = await quarantine.put([refused('a')], at(0));
    const again = await quarantine.put([refused('a', { code: 'other' }), refused('a', { code: 'last' })], at(1));
    const [elsewhere] = await quarantine.put([refused('a', { feed: 'grid' })], at(1));
    expect(again).toEqual([first, first]);
    expect(elsewhere).not.toBe(first);
    expect(await quarantine.find(first!)).toMatchObject({ attempts: 2, receivedAt: at(1), code: 'last' });
  });

  it('[I17] lists open entries, newest first, a page at a time, and opens a resolved one when it is refused again', async () => {
    const ids = await quarantine.put(
      [refused('a'), refused('b'), refused('c', { feed: 'grid', code: 'not-json' })],
      at(0),
    );
    const [newest, middle, oldest] = ids.sort((a, b) => b - a);
    const listed = async (filter: object): Promise<number[]> =>
      (await quarantine.list({ limit: 10, ...filter })).map(({ id }) => id);
    expect(await listed({})).toEqual([newest, middle, oldest]);
    expect(await listed({ limit: 1, beforeId: newest })).toEqual([middle]);
    expect(await listed({ feed: 'grid' })).toHaveLength(1);
    expect(await quarantine.countByCode()).toEqual([
      { code: 'schema', count: 2 },
      { code: 'not-json', count: 1 },
    ]);

    const { raw, feed } = (await quarantine.find(middle!))!;
    await quarantine.resolve(middle!, at(5));
    expect(await listed({})).toEqual([newest, oldest]);
    expect(await quarantine.find(middle!)).toMatchObject({ resolvedAt: at(5) });
    await quarantine.put([refused('', { raw, feed })], at(6));
    expect(await listed({})).toEqual([newest, middle, oldest]);
  });

  it('takes the same bytes from many requests at once', async () => {
    const puts = Array.from({ length: 12 }, () => quarantine.put([refused('x'), refused('y'), refused('z')], at(0)));
    const ids = await Promise.all(puts);
    expect(new Set(ids.flat()).size).toBe(3);
    expect(await quarantine.list({ limit: 10 })).toMatchObject([{ attempts: 12 }, { attempts: 12 }, { attempts: 12 }]);
  });
});
