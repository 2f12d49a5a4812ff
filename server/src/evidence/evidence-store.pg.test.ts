import { createHash } from 'node:crypto';
import type { TicketId } from '@citybrain/domain';
import { MAX_EVIDENCE_PIECES } from '@citybrain/protocol';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { at } from '../../../packages/domain/src/test-kit/commands.ts';
import { openTestStore, type TestStore } from '../log/store/test-store.ts';
import type { AcceptedEvidence } from './evidence-piece.ts';
import { EvidenceStore, type StoredEvidence } from './evidence-store.ts';

const ONE = 'one' as TicketId;
const OTHER = 'other' as TicketId;
/** Every byte there is, so that no encoding on the way goes unseen. */
const ALL_BYTES = Buffer.from(Array.from({ length: 256 }, (_, byte) => byte));

function file(bytes: Buffer | string, given: Partial<AcceptedEvidence> = {}): AcceptedEvidence {
  const content = Buffer.from(bytes);
  const sha256 = createHash('sha256').update(content).digest();
  return {
    ...{ mediaType: 'image/jpeg', kind: 'photo', name: '现场.jpg', bytes: content, sha256 },
    ...{ thumbnail: Buffer.from([0, 1, 255]), width: 4, height: 3 },
    ...given,
  };
}

describe('the store of evidence', () => {
  let testStore: TestStore;
  let store: EvidenceStore;
  beforeAll(async () => {
    testStore = await openTestStore();
    store = new EvidenceStore(testStore.database);
  });
  beforeEach(() => testStore.database.execute('DELETE FROM evidence'));
  afterAll(() => testStore.close());

  async function put(content: AcceptedEvidence, ticketId = ONE, minute = 0, by = 'user:a'): Promise<StoredEvidence> {
    const outcome = await store.put(content, { ticketId, uploadedBy: by, uploadedAt: at(minute) });
    if (!outcome.ok) throw new Error(outcome.refusal.code);
    return outcome.value;
  }

  it('[E6] keeps a file byte by byte with its hash and what is known of it', async () => {
    const { piece, isNew } = await put(file(ALL_BYTES));
    expect(isNew).toBe(true);
    expect(piece).toEqual({
      ...{ id: piece.id, ticketId: ONE, name: '现场.jpg', mediaType: 'image/jpeg', kind: 'photo', size: 256 },
      ...{ sha256: createHash('sha256').update(ALL_BYTES).digest('hex'), hasThumbnail: true, width: 4, height: 3 },
      ...{ uploadedAt: at(0), uploadedBy: 'user:a' },
    });
    expect(await store.find(ONE, piece.id)).toEqual(piece);
    expect(await store.readBytes(piece)).toEqual(ALL_BYTES);
    expect(await store.readThumbnail(piece.id)).toEqual(Buffer.from([0, 1, 255]));
    expect(await store.verify(piece.id)).toBe(true);
  });

  it('[E6] makes one piece of the same bytes on a ticket, as it first came, and another on another ticket', async () => {
    const first = await put(file('a'));
    const again = await put(file('a', { name: 'b.jpg' }), ONE, 5, 'user:b');
    expect(again).toEqual({ piece: first.piece, isNew: false });
    const elsewhere = await put(file('a'), OTHER);
    expect(elsewhere.isNew).toBe(true);
    expect(await store.find(OTHER, first.piece.id)).toBeNull();
    expect(await store.find(ONE, elsewhere.piece.id)).toBeNull();
  });

  it('[E6] takes the same bytes once when they come many times at once', async () => {
    const stored = await Promise.all(Array.from({ length: 8 }, () => put(file('a'))));
    expect(stored.filter(({ isNew }) => isNew)).toHaveLength(1);
    expect(await store.listOf([ONE])).toHaveLength(1);
  });

  it('lists the pieces of several tickets, oldest first', async () => {
    await put(file('b'), OTHER, 2);
    await put(
      file('c', { kind: 'document', mediaType: 'application/pdf', thumbnail: null, width: null, height: null }),
    );
    await put(file('a'), ONE, 1);
    const listed = await store.listOf([ONE, OTHER, 'none' as TicketId]);
    expect(listed.map(({ ticketId, uploadedAt }) => [ticketId, uploadedAt])).toEqual([
      [ONE, at(0)],
      [ONE, at(1)],
      [OTHER, at(2)],
    ]);
    expect(listed[0]).toMatchObject({ hasThumbnail: false, width: null });
    expect(await store.readThumbnail(listed[0]!.id)).toBeNull();
    expect(await store.listOf([])).toEqual([]);
  });

  it('[E3] refuses one piece more than a ticket may have, also when the last come at once', async () => {
    for (let index = 2; index < MAX_EVIDENCE_PIECES; index += 1) await put(file(`${index}`));
    const origin = { ticketId: ONE, uploadedBy: 'user:a', uploadedAt: at(0) };
    const outcomes = await Promise.all(['x', 'y', 'z', 'w'].map((content) => store.put(file(content), origin)));
    expect(outcomes.map(({ ok }) => ok).sort()).toEqual([false, false, true, true]);
    expect(outcomes.find(({ ok }) => !ok)).toMatchObject({ refusal: { code: 'evidence-too-many-pieces' } });
    expect((await put(file('2'))).isNew).toBe(false);
    expect((await put(file('x'), OTHER)).isNew).toBe(true);
  });

  it('[E6] tells bytes that have lost their hash, and serves them to nobody', async () => {
    const { piece } = await put(file('abc'));
    await testStore.database.execute(`UPDATE evidence SET bytes = 'abd' WHERE id = $1`, [piece.id]);
    expect(await store.verify(piece.id)).toBe(false);
    await expect(store.readBytes(piece)).rejects.toMatchObject({ code: 'EVIDENCE-101' });
    expect(await store.verify('unknown')).toBeNull();
  });
});
