import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { HOUR_MS, instant, MINUTE_MS, type Measures, type RegionId } from '@citybrain/domain';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { describeWithShared } from '../../tests/support/shared-material.ts';
import { compose, type CityServer } from './compose.ts';
import { readConfig } from './config.ts';
import { boston311 } from './feeds/presets/boston311.ts';
import { openTestStore, type TestStore } from './log/store/test-store.ts';
import { readRecording, type Recording } from './replay-recording.ts';
import { playRecording, recordedRegions, recordingClock } from './replay.ts';

let store: TestStore;
let directory: string;
let server: CityServer | null = null;
beforeEach(async () => {
  store = await openTestStore();
  directory = mkdtempSync(join(tmpdir(), 'citybrain-replay-test-'));
});
afterEach(async () => {
  await server?.close();
  await store.close();
  rmSync(directory, { recursive: true });
});

interface Seen {
  readonly hour: number;
  readonly open: number;
  readonly reportedToday: number;
  readonly closedToday: number;
}

/** Plays `recording` with half an hour to a pause; answers what the picture said at each hour, and at the end. */
async function playOnServer(recording: Recording): Promise<{ seen: Seen[]; last: Measures; roots: RegionId[] }> {
  let world = 0;
  const clock = recordingClock({ now: () => instant(world) }, recording.window, 1);
  const config = readConfig(
    { DATABASE_URL: store.databaseUrl, CITYBRAIN_DATA: directory, CITYBRAIN_DEMO: '0' },
    directory,
  );
  server = await compose({
    config: { ...config, mode: 'replay', zone: recording.preset.zone },
    clock,
    firstRegions: () => recordedRegions(recording),
  });
  const { live, intake } = server;
  const seen: Seen[] = [];
  const look = (): Measures => {
    live.picture.advance(clock.now());
    return live.picture.measures(live.city.tree.roots[0] ?? -1);
  };
  await playRecording({
    recording,
    intake,
    clock,
    pause: () => {
      const { open, reportedToday, closedToday } = look();
      const hour = (clock.now() - recording.window.from) / HOUR_MS;
      if (Number.isInteger(hour)) seen.push({ hour, open, reportedToday, closedToday });
      world += 30 * MINUTE_MS;
      return Promise.resolve();
    },
  });
  const roots = live.city.tree.roots.map((root) => live.city.tree.at(root).id);
  return { seen, last: look(), roots };
}

const HEADER = 'case_enquiry_id,open_dt,closed_dt,ontime,case_status,closure_reason,case_title,neighborhood';

describe('a recorded day on a server', () => {
  it('opens and closes each ticket when it was opened and closed', async () => {
    const path = join(directory, 'tickets.csv');
    const rows = [
      'before,2011-08-01 12:00:00,,OVERDUE,Open,,Tree,Roxbury',
      'over,2011-07-30 12:00:00,2011-08-02 12:00:00,ONTIME,Closed,done,Tree,Roxbury',
      'yesterday,2011-07-31 12:00:00,2011-08-27 22:00:00,ONTIME,Closed,done,Tree,Roxbury',
      'within,2011-08-28 05:10:00,2011-08-28 07:10:00,ONTIME,Closed,done,Tree,Roxbury',
      'later,2011-08-28 23:10:00,2011-09-28 07:10:00,OVERDUE,Closed,done,Tree,',
      'after,2011-08-29 00:00:00,,,Open,,Tree,Roxbury',
      'never,no day at all,,,Open,,Tree,Roxbury',
    ];
    writeFileSync(path, [HEADER, ...rows].join('\n'));
    const recording = await readRecording(path, boston311);
    expect(recording).toMatchObject({ window: { from: Date.UTC(2011, 7, 28, 4) }, leftOut: 1 });
    expect(recording.opening.map(({ id }) => id)).toEqual(['before', 'yesterday']);

    const { seen, last, roots } = await playOnServer(recording);
    expect(seen.filter(({ hour }) => [0, 6, 8, 23].includes(hour))).toEqual([
      { hour: 0, open: 1, reportedToday: 0, closedToday: 0 },
      { hour: 6, open: 2, reportedToday: 1, closedToday: 0 },
      { hour: 8, open: 1, reportedToday: 1, closedToday: 1 },
      { hour: 23, open: 1, reportedToday: 1, closedToday: 1 },
    ]);
    expect(roots).toEqual(['boston:boston']);
    expect(last).toMatchObject({ open: 2, reportedToday: 2, closedToday: 1 });
    const known = await store.database.query(
      `SELECT source_id, status, body, labels->>'ontime' AS ontime, region_id FROM tickets WHERE source_id IN ('within', 'later')
       ORDER BY source_id`,
    );
    expect(known).toEqual([
      { source_id: 'later', status: 'reported', body: null, ontime: null, region_id: 'boston:boston' },
      { source_id: 'within', status: 'closed', body: 'done', ontime: 'ONTIME', region_id: 'boston:roxbury' },
    ]);
  });
});

describeWithShared('the day of the hurricane', 'tickets/boston/311_service_requests_2011H2_full.csv.zip', (path) => {
  it('is the busiest of the file, and ends with what the file says', async () => {
    const recording = await readRecording(path, boston311);
    const { seen, last } = await playOnServer(recording);
    // Counted in the file: 4,212 open at midnight; 176 reported and 56 closed until noon, 913 and 342 on the whole day.
    expect(seen.filter(({ hour }) => hour === 0 || hour === 12)).toEqual([
      { hour: 0, open: 4_212, reportedToday: 0, closedToday: 0 },
      { hour: 12, open: 4_212 + 176 - 56, reportedToday: 176, closedToday: 56 },
    ]);
    expect(last).toMatchObject({ open: 4_212 + 913 - 342, reportedToday: 913, closedToday: 342 });
    expect(recording.steps).toHaveLength(913 + 342);
  });
});
