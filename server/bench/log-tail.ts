import { DAY_MS, HOUR_MS } from '@citybrain/domain';
import { compose } from '../src/compose.ts';
import { readConfig } from '../src/config.ts';
import { quietEnvironment } from './filled-store.ts';

const BATCH = 1_000;
const FEED = { name: 'tail', home: null, zone: 'Asia/Shanghai' };
/** Reported, disposed and closed at once. */
const EVENTS_PER_ITEM = 3;

/** Snapshots are read and none is written. */
export const WITHOUT_NEW_SNAPSHOTS = { CITYBRAIN_SNAPSHOT_EVENTS: '100000000' } as const;

/** Puts at least so many events at the end of the log, through the intake, of tickets that have ended; no snapshot holds them. */
export async function writeTail(directory: string, events: number): Promise<void> {
  const environment = { ...quietEnvironment(directory), ...WITHOUT_NEW_SNAPSHOTS };
  const server = await compose({ config: readConfig(environment, directory) });
  try {
    const now = Date.now();
    const time = (ago: number): string => new Date(now - ago).toISOString();
    const times = { reportedAt: time(DAY_MS), disposedAt: time(2 * HOUR_MS), closedAt: time(HOUR_MS) };
    for (let next = 0; next * EVENTS_PER_ITEM < events; next += BATCH) {
      const items = Array.from({ length: BATCH }, (_, index) => ({
        ...{ index, fault: null, raw: () => Buffer.alloc(0) },
        value: { kind: 'ticket', id: `${now}-${next + index}`, title: '路面积水', status: 'closed', ...times },
      }));
      const { accepted } = await server.intake.take(items, FEED);
      if (accepted !== BATCH) throw new Error(`${accepted} of ${BATCH} tickets were accepted`);
    }
  } finally {
    await server.close();
  }
}
