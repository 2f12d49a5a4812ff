import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inflateRawSync } from 'node:zlib';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { describeWithShared } from '../../tests/support/shared-material.ts';
import { describeImport } from './cli/import-tickets-command.ts';
import { schematicRegions } from './default-regions.ts';
import { boston311 } from './feeds/presets/boston311.ts';
import { nyc311 } from './feeds/presets/nyc311.ts';
import type { TicketPreset } from './feeds/presets/ticket-preset.ts';
import { importTickets, type ImportOptions } from './import-tickets.ts';
import type { ImportReport } from './import-tally.ts';
import { PostgresEventLog } from './log/postgres-event-log.ts';
import { Quarantine } from './log/quarantine.ts';
import { RegionStore } from './log/region-store.ts';
import { openTestStore, type TestStore } from './log/store/test-store.ts';
import { systemClock } from './observe/clock.ts';

let store: TestStore;
let log: PostgresEventLog;
let regions: RegionStore;
let quarantine: Quarantine;

async function openCity(): Promise<void> {
  store = await openTestStore();
  log = new PostgresEventLog(store.database);
  regions = new RegionStore(store.database, log);
  quarantine = new Quarantine(store.database);
  await regions.replace(schematicRegions(), 'system:test', systemClock.now());
}

const take = (path: string, preset: TicketPreset, more: Partial<ImportOptions> = {}): Promise<ImportReport> =>
  importTickets({ path, preset, feed: preset.name, log, regions, quarantine, clock: systemClock, ...more });

/** A column of numbers by a name, as an object. */
async function counts(sql: string): Promise<Record<string, number>> {
  const rows = await store.database.query<{ name: string; count: number }>(sql);
  return Object.fromEntries(rows.map(({ name, count }) => [name, count]));
}

const HEADER =
  'case_enquiry_id,open_dt,target_dt,closed_dt,case_status,case_title,department,neighborhood,latitude,longitude';
const row = (id: string, more: string): string => `${id},${more}`;
const SOUND = '2011-08-28 08:00:00,,,Open,Tree,PARK,Roxbury,42.33,-71.08';

describe('importing tickets', () => {
  let directory: string;
  beforeAll(() => {
    directory = mkdtempSync(join(tmpdir(), 'citybrain-import-'));
  });
  afterAll(() => rmSync(directory, { recursive: true }));
  beforeEach(openCity);
  afterEach(() => store.close());

  const file = (...lines: string[]): string => {
    const path = join(directory, 'tickets.csv');
    writeFileSync(path, lines.join('\n'));
    return path;
  };

  it('takes what can be taken, and says of the rest on which line it stands and what is wrong', async () => {
    const path = file(
      HEADER,
      row('1', SOUND),
      row('2', '2011-08-28 08:00:00,,,Open,Tree,PARK,Roxbury'),
      row('3', 'on 28 August,,,Open,Tree,PARK,Roxbury,42.33,-71.08'),
      row('4', '2011-08-28 08:00:00,,,Open,"a\u0000\nb",PARK,Roxbury,42.33,-71.08'),
      row('5', '2011-08-28 08:00:00,,,Open,Tree,PARK,Roxbury,north,-71.08'),
      row('6', '2011-08-28 08:00:00,,2011-08-27 08:00:00,Closed,Tree,PARK,Roxbury,42.33,-71.08'),
      row('7', '2011-08-28 08:00:00,2011-08-01 00:00:00,,Open,Tree,PARK, ,42.33,-71.08'),
      row('1', SOUND),
    );
    const report = await take(path, boston311);
    expect(report).toMatchObject({ rows: 8, accepted: 2, duplicate: 1, rejected: 5, isComplete: true });
    expect(
      report.reasons.flatMap(({ code, examples }) => examples.map(({ line, id }) => [code, line, id])).sort(),
    ).toEqual([
      ['closed-before-reported', 8, '6'],
      ['not-a-time', 4, '3'],
      ['schema', 7, '5'],
      ['text-not-storable', 6, '4'],
      ['wrong-field-count', 3, null],
    ]);
    expect(report.flagged).toEqual({ 'due-before-report': 1 });
    expect((await quarantine.list({ limit: 10 })).map(({ feed }) => feed)).toEqual(Array(5).fill('boston311'));
    expect(await counts('SELECT region_id AS name, count(*) FROM tickets GROUP BY 1')).toEqual({
      'boston:boston': 1,
      'boston:roxbury': 1,
    });
  });

  it('takes nothing from a file that can not be read to its end', async () => {
    const head = await log.head();
    await expect(take(file(HEADER, row('1', SOUND), '2,"'), boston311)).rejects.toThrow(/^line 3: a quote is opened/);
    await expect(take(file('id,title', '1,2'), boston311)).rejects.toMatchObject({
      code: 'FEED-103',
      message:
        'tickets.csv has no column case_enquiry_id, case_title, open_dt, neighborhood, which boston311 needs; it has: id, title',
    });
    await expect(take(file(), boston311)).rejects.toThrow('tickets.csv is empty');
    expect(await log.head()).toBe(head);
  });

  it('leaves the regions in force alone and adds its own only once', async () => {
    const path = file(HEADER, row('1', SOUND));
    const before = await regions.load();
    expect((await take(path, boston311)).regionsAdded).toBe(2);
    expect((await take(path, boston311)).regionsAdded).toBe(0);
    const after = await regions.load();
    expect(after).toMatchObject({ version: 2, origin: before?.origin, isSchematic: true });
    expect(after?.shapes).toEqual(before?.shapes);
    expect(after?.regions.filter(({ codeSystem }) => codeSystem === 'nbs')).toEqual(before?.regions);
  });

  it('stops between batches when told to, and goes on where it is given the file again', async () => {
    const path = file(HEADER, ...Array.from({ length: 2_500 }, (_, at) => row(String(at), SOUND)));
    const stopping = new AbortController();
    const stopped = await take(path, boston311, { signal: stopping.signal, onProgress: () => stopping.abort() });
    expect(stopped).toMatchObject({ rows: 1_000, accepted: 1_000, isComplete: false });
    expect(await take(path, boston311)).toMatchObject({ accepted: 1_500, duplicate: 1_000, isComplete: true });
  });
});

/** The header and the rows of the zipped file by means that share nothing with the product's. */
function readPlainly(zipPath: string): string[][] {
  const zip = readFileSync(zipPath);
  const entry = zip.readUInt32LE(zip.lastIndexOf(Buffer.from('PK\x05\x06')) + 16);
  const local = zip.readUInt32LE(entry + 42);
  const start = local + 30 + zip.readUInt16LE(local + 26) + zip.readUInt16LE(local + 28);
  const text = inflateRawSync(zip.subarray(start, start + zip.readUInt32LE(entry + 20))).toString();
  return text
    .trimEnd()
    .split(/\r?\n/)
    .map((line) =>
      line.includes('"')
        ? [...`${line},`.matchAll(/(?:"((?:[^"]|"")*)"|([^,]*)),/g)].map(([, quoted, plain]) => quoted ?? plain ?? '')
        : line.split(','),
    );
}

describeWithShared(
  'Boston, July to December 2011',
  'tickets/boston/311_service_requests_2011H2_full.csv.zip',
  (path) => {
    beforeAll(openCity);
    afterAll(() => store.close());

    let rows: string[][] = [];
    const countBy = (name: (column: (label: string) => string) => string): Record<string, number> => {
      const [header = [], ...records] = rows;
      const counted: Record<string, number> = {};
      for (const record of records) {
        const key = name((label) => record[header.indexOf(label)] ?? '');
        counted[key] = (counted[key] ?? 0) + 1;
      }
      return counted;
    };

    it('is taken whole', async () => {
      const startedAt = performance.now();
      const report = await take(path, boston311);
      const seconds = Math.round((performance.now() - startedAt) / 100) / 10;
      console.info(describeImport({ file: '2011H2', preset: 'boston311', feed: 'boston311', ...report, seconds }));
      expect(report).toEqual({
        rows: 58_251,
        accepted: 58_251,
        duplicate: 0,
        rejected: 0,
        reasons: [],
        flagged: { 'due-before-report': 3, 'due-implausible': 18 },
        regionsAdded: 23,
        isComplete: true,
      });
    });

    it('has the counts per department, month, neighbourhood and status that the file has', async () => {
      rows = readPlainly(path);
      expect(rows).toHaveLength(58_252);
      expect(await counts('SELECT unit AS name, count(*) FROM tickets GROUP BY 1')).toEqual(
        countBy((column) => column('department')),
      );
      expect(
        await counts(
          `SELECT to_char(reported_at AT TIME ZONE 'America/New_York', 'YYYY-MM') AS name, count(*) FROM tickets GROUP BY 1`,
        ),
      ).toEqual(countBy((column) => column('open_dt').slice(0, 7)));
      expect(
        await counts('SELECT r.name, count(*) FROM tickets JOIN regions r ON r.id = region_id GROUP BY 1'),
      ).toEqual(countBy((column) => column('neighborhood').trim() || 'Boston'));
      expect(await counts('SELECT status AS name, count(*) FROM tickets GROUP BY 1')).toEqual(
        countBy((column) => (column('case_status') === 'Open' ? 'reported' : 'closed')),
      );
    });

    it('keeps the point of every ticket, and times that bear out the flag of the city', async () => {
      expect(
        await counts(`SELECT place_source AS name, count(*) FROM tickets WHERE lon < -70 AND lat > 42 GROUP BY 1`),
      ).toEqual({ code: 58_251 });
      expect(
        await counts(
          `SELECT labels->>'ontime' AS name, count(*) FROM tickets WHERE labels ? 'ontime' AND (labels->>'ontime' = 'ONTIME')
           <> (due_at IS NULL OR (closed_at IS NOT NULL AND closed_at <= due_at)) GROUP BY 1`,
        ),
      ).toEqual({});
    });

    it('is known when it comes again', async () => {
      expect(await take(path, boston311)).toMatchObject({ rows: 58_251, accepted: 0, duplicate: 58_251, rejected: 0 });
      expect(await regions.load()).toMatchObject({ version: 2 });
    });
  },
);

describe.each([
  // One row has no title.
  ['Boston, 2015 to 2024', 'tickets/boston/boston311_mixed_sample_2015-2024_5k.csv', boston311, 4_994, { schema: 1 }],
  // Ten rows were closed before they were opened.
  [
    'New York, with due dates',
    'tickets/nyc/nyc311_1000_with_due_dates.csv',
    nyc311,
    990,
    { 'closed-before-reported': 10 },
  ],
  ['New York, from its API', 'tickets/nyc/nyc311_socrata_api_500_20231210.csv', nyc311, 500, {}],
] as const)('another file', (name, relativePath, preset, accepted, reasons) => {
  describeWithShared(name, relativePath, (path) => {
    beforeAll(openCity);
    afterAll(() => store.close());

    it('is taken by its preset, though its header is written otherwise', async () => {
      const report = await take(path, preset);
      expect(report).toMatchObject({ accepted, duplicate: 0, isComplete: true });
      expect(Object.fromEntries(report.reasons.map(({ code, count }) => [code, count]))).toEqual(reasons);
    });
  });
});
