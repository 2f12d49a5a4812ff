import { createHash } from 'node:crypto';
import { streamKeyOf } from '@citybrain/domain';
import type { EvidenceAnswer, EvidenceRow } from '@citybrain/protocol';
import fastify, { type FastifyInstance, type LightMyRequestResponse } from 'fastify';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { at } from '../../../packages/domain/src/test-kit/commands.ts';
import { Access } from '../access/access.ts';
import { newSecret } from '../access/secrets.ts';
import { principal } from '../access/test-kit/access-fixture.ts';
import { CommandBus } from '../commands/command-bus.ts';
import { EvidenceStore } from '../evidence/evidence-store.ts';
import { PhotoReader } from '../evidence/photo-reader.ts';
import { docxFile, heicFile, jpegFile, pdfFile } from '../evidence/test-kit/evidence-files.ts';
import { Intake } from '../feeds/intake.ts';
import { readJsonItems } from '../feeds/read-items.ts';
import { subjectStream } from '../feeds/subject-id.ts';
import { ticketItem } from '../feeds/test-kit/intake-fixture.ts';
import { DISTRICT, EAST, IN_WEST, TWO_STREETS, twoStreets, WEST } from '../feeds/test-kit/two-streets.ts';
import { TicketHistory } from '../history/ticket-history.ts';
import { PostgresEventLog } from '../log/postgres-event-log.ts';
import { Quarantine } from '../log/quarantine.ts';
import { openTestStore, type TestStore } from '../log/store/test-store.ts';
import { registerAuthentication } from './authenticate.ts';
import { evidenceRoutes } from './evidence-routes.ts';
import { registerProblems } from './problem.ts';

const NOW = at(600);
type Caller = 'administrator' | 'west' | 'east' | 'viewer' | 'display' | 'feed';

function secretOf(caller: Caller): string {
  const kind = caller === 'display' || caller === 'feed' ? caller : 'api';
  return newSecret(kind, () => Buffer.alloc(32, caller));
}

const TICKET = streamKeyOf(subjectStream('ticket', 'hotline', 'west'));
const URL = `/api/v1/tickets/${TICKET}/evidence`;

describe("a ticket's evidence over HTTP", () => {
  let testStore: TestStore;
  let app: FastifyInstance;
  let store: EvidenceStore;
  let told: string[];
  let failTelling = false;

  beforeAll(async () => {
    testStore = await openTestStore();
    const { database } = testStore;
    const log = new PostgresEventLog(database);
    const now = (): typeof NOW => NOW;
    const geography = twoStreets();
    const submit = new CommandBus({ log, now, onAppended: () => undefined });
    const intake = new Intake({ submit, quarantine: new Quarantine(database), geography: () => geography, now });
    const items = readJsonItems(Buffer.from(JSON.stringify([ticketItem({ id: 'west', ...IN_WEST })])), 10);
    expect(await intake.take(items, { name: 'hotline', home: DISTRICT, zone: 'Asia/Shanghai' })).toMatchObject({
      accepted: 1,
    });
    const access = new Access(() => TWO_STREETS);
    const known = new Map([
      [secretOf('administrator'), principal({ role: 'administrator', id: 'administrator' })],
      [secretOf('west'), principal({ role: 'supervisor', id: 'west', name: 'west', scopeId: WEST })],
      [secretOf('east'), principal({ role: 'supervisor', id: 'east', scopeId: EAST })],
      [secretOf('viewer'), principal({ role: 'viewer', id: 'viewer', scopeId: WEST })],
      [secretOf('display'), principal({ role: 'display', id: 'display', scopeId: WEST })],
      [secretOf('feed'), principal({ role: 'feed', id: 'feed', feed: 'hotline' })],
    ]);
    app = fastify();
    registerProblems(app);
    registerAuthentication(app, {
      accounts: { verify: (secret) => Promise.resolve(known.get(secret) ?? null) },
      access,
    });
    store = new EvidenceStore(database);
    await app.register(evidenceRoutes, {
      ...{ access, tree: () => TWO_STREETS, store, photos: new PhotoReader(), now },
      placeIndex: (ticket) => geography.placeIndex(ticket.facts.place),
      history: new TicketHistory(database, log),
      onAdded: (piece, by) => {
        told.push(`${piece.id} ${by.name}`);
        return failTelling ? Promise.reject(new Error('no ticket heard it')) : Promise.resolve();
      },
    });
  });
  beforeEach(async () => {
    told = [];
    failTelling = false;
    await testStore.database.execute('DELETE FROM evidence');
  });
  afterAll(async () => {
    await app.close();
    await testStore.close();
  });

  const as = (caller: Caller): Record<string, string> => ({ authorization: `Bearer ${secretOf(caller)}` });

  const upload = (
    caller: Caller,
    body: Buffer,
    name?: string,
    type = 'application/octet-stream',
  ): Promise<LightMyRequestResponse> =>
    app.inject({
      method: 'POST',
      url: name === undefined ? URL : `${URL}?name=${encodeURIComponent(name)}`,
      headers: { ...as(caller), ...(type && { 'content-type': type }) },
      payload: body,
    });

  const get = (caller: Caller, url: string, headers: Record<string, string> = {}): Promise<LightMyRequestResponse> =>
    app.inject({ url, headers: { ...as(caller), ...headers } });

  it('[E1] takes the raw body of any Content-Type and answers what it is', async () => {
    const photo = await jpegFile();
    const reply = await upload('west', photo, '井盖 13812345678.png', 'text/html');
    expect(reply.statusCode).toBe(201);
    const row: EvidenceRow = reply.json();
    expect(row).toEqual({
      ...{ id: row.id, name: '井盖 138****5678.png.jpg', mediaType: 'image/jpeg', kind: 'photo', size: photo.length },
      ...{ sha256: createHash('sha256').update(photo).digest('hex'), hasThumbnail: true, width: 64, height: 48 },
      ...{ uploadedAt: NOW, uploadedBy: 'user:west' },
    });
    expect((await upload('west', pdfFile('json'), undefined, 'application/json')).statusCode).toBe(201);
    expect((await upload('west', pdfFile('none'), undefined, '')).statusCode).toBe(201);
    const { evidence }: EvidenceAnswer = (await get('viewer', URL)).json();
    expect(evidence).toHaveLength(3);
    expect(evidence).toContainEqual(row);
  });

  it('[E6] answers 200 with the known piece for the same bytes', async () => {
    const first = await upload('west', pdfFile(), 'a.pdf');
    const again = await upload('administrator', pdfFile(), 'b.pdf');
    expect([first.statusCode, again.statusCode]).toEqual([201, 200]);
    expect(again.json()).toEqual(first.json());
  });

  it('[E9] serves a JPEG with HTML in it as a JPEG that runs nothing', async () => {
    const photo = Buffer.concat([await jpegFile(), Buffer.from('<html><script>alert(1)</script>')]);
    const { id, sha256 }: EvidenceRow = (await upload('west', photo, '现场.html')).json();
    const reply = await get('west', `${URL}/${id}`);
    expect(reply.rawPayload).toEqual(photo);
    expect(reply.headers).toMatchObject({
      'content-type': 'image/jpeg',
      'x-content-type-options': 'nosniff',
      'content-security-policy': expect.stringMatching(/default-src 'none'.*sandbox/) as string,
      'cache-control': 'private, no-cache',
      etag: `"${sha256}"`,
    });
    expect(reply.headers['content-disposition']).toMatch(/^inline; filename="__.html.jpg"; filename\*=UTF-8''%E7/);
    const held = await get('west', `${URL}/${id}`, { 'if-none-match': `"other", W/"${sha256}"` });
    expect([held.statusCode, held.rawPayload.length]).toEqual([304, 0]);
  });

  it('[E9] shows a PDF, and has text and Office documents saved', async () => {
    const dispositions: unknown[] = [];
    for (const file of [pdfFile(), Buffer.from('说明 <b>'), docxFile()]) {
      const { id }: EvidenceRow = (await upload('west', file)).json();
      const { headers } = await get('west', `${URL}/${id}`);
      dispositions.push([headers['content-type'], String(headers['content-disposition']).split(';')[0]]);
    }
    expect(dispositions).toEqual([
      ['application/pdf', 'inline'],
      ['text/plain; charset=utf-8', 'attachment'],
      [expect.stringContaining('wordprocessingml'), 'attachment'],
    ]);
  });

  it('[E5] serves the thumbnail, and says where there is none', async () => {
    const photo: EvidenceRow = (await upload('west', await jpegFile(900, 300))).json();
    const thumbnail = await get('viewer', `${URL}/${photo.id}/thumbnail`);
    expect([thumbnail.statusCode, thumbnail.headers['content-type']]).toEqual([200, 'image/webp']);
    expect(thumbnail.rawPayload.toString('latin1', 8, 12)).toBe('WEBP');
    const etag = thumbnail.headers.etag as string;
    expect((await get('viewer', `${URL}/${photo.id}/thumbnail`, { 'if-none-match': etag })).statusCode).toBe(304);
    const heic: EvidenceRow = (await upload('west', await heicFile())).json();
    expect(heic).toMatchObject({ mediaType: 'image/heic', hasThumbnail: false });
    const none = await get('west', `${URL}/${heic.id}/thumbnail`);
    expect([none.statusCode, none.json().code]).toEqual([404, 'no-thumbnail']);
  });

  it.each<[string, () => Buffer | Promise<Buffer>, number, string]>([
    ['HTML', () => Buffer.from('<!doctype html><p>x'), 415, 'evidence-kind-not-taken'],
    ['an empty body', () => Buffer.alloc(0), 422, 'evidence-empty'],
    ['half a photo', async () => (await jpegFile(900, 700)).subarray(0, 9_000), 422, 'evidence-unreadable'],
    ['a photo beyond its bound', async () => Buffer.concat([await jpegFile(), Buffer.alloc(15 * 1024 * 1024)]), 413, 'evidence-too-large'],
    ['a body beyond every bound', () => Buffer.alloc(20 * 1024 * 1024 + 1), 413, 'evidence-too-large'],
  ])('[E2, E3] refuses %s with a problem and keeps nothing', async (_, file, status, code) => {
    const reply = await upload('west', await file());
    expect([reply.statusCode, reply.json().code]).toEqual([status, code]);
    expect(reply.headers['content-type']).toContain('application/problem+json');
    expect((await get('west', URL)).json()).toEqual({ evidence: [] });
    expect(told).toEqual([]);
  }); // prettier-ignore

  it('[E8] is no ticket to the supervisor of another street, be it read or added to', async () => {
    const { id }: EvidenceRow = (await upload('west', pdfFile())).json();
    const unknown = URL.replace(TICKET, 'unknown');
    const answers = [
      await upload('east', pdfFile('another')),
      await get('east', URL),
      await get('east', `${URL}/${id}`),
      await get('east', `${URL}/${id}/thumbnail`),
    ];
    for (const reply of answers) {
      expect(reply.statusCode).toBe(404);
      expect(reply.json().detail).toBe(`there is no ticket ${TICKET}`);
    }
    const stranger = await get('east', unknown);
    expect(stranger.json()).toEqual({ ...answers[1]!.json(), detail: 'there is no ticket unknown' });
    expect(await store.listOf([TICKET as never])).toHaveLength(1);
  });

  it.each(['display', 'feed'] as const)('[E8] is closed to a %s', async (caller) => {
    const { id }: EvidenceRow = (await upload('west', await jpegFile())).json();
    const answers = [
      await upload(caller, pdfFile()),
      await get(caller, URL),
      await get(caller, `${URL}/${id}`),
      await get(caller, `${URL}/${id}/thumbnail`),
    ];
    expect(answers.map(({ statusCode }) => statusCode)).toEqual([403, 403, 403, 403]);
    expect((await app.inject({ url: `${URL}/${id}` })).statusCode).toBe(401);
  });

  it('[E8] lets a viewer look and not add', async () => {
    expect((await upload('viewer', pdfFile())).statusCode).toBe(403);
    expect((await get('viewer', URL)).statusCode).toBe(200);
    const unknown = await get('viewer', `${URL}/${'0'.repeat(40)}`);
    expect([unknown.statusCode, unknown.json().code]).toEqual([404, 'unknown-evidence']);
  });

  it('[E10] answers once the ticket was told, and tells it again when that failed', async () => {
    failTelling = true;
    expect((await upload('west', pdfFile())).statusCode).toBe(500);
    failTelling = false;
    const reply = await upload('west', pdfFile());
    const { id }: EvidenceRow = reply.json();
    expect([reply.statusCode, told]).toEqual([200, [`${id} west`, `${id} west`]]);
  });

  it('[E6] answers a fault for bytes that have lost their hash', async () => {
    const { id }: EvidenceRow = (await upload('west', pdfFile())).json();
    await testStore.database.execute(
      `UPDATE evidence SET bytes = overlay(bytes placing '!' from 1 for 1) WHERE id = $1`,
      [id],
    );
    const reply = await get('west', `${URL}/${id}`);
    expect([reply.statusCode, reply.json().code]).toEqual([500, 'EVIDENCE-101']);
    expect(reply.headers['content-type']).toContain('application/problem+json');
  });

  it('[E11] slows down who uploads without end, and nobody else', async () => {
    const statuses: number[] = [];
    for (let count = 0; count < 61; count += 1)
      statuses.push((await upload('administrator', Buffer.alloc(0))).statusCode);
    expect(statuses.at(-1)).toBe(429);
    const reply = await upload('administrator', pdfFile());
    expect(reply.json()).toMatchObject({
      code: 'too-many-uploads',
      detail: expect.stringContaining('Go on after') as string,
    });
    expect(reply.headers['retry-after']).toBeDefined();
    expect((await upload('west', pdfFile())).statusCode).toBe(201);
    expect((await get('administrator', URL)).statusCode).toBe(200);
  });
});
