import { instant, type RegionId } from '@citybrain/domain';
import {
  LIVE_PROTOCOL_VERSION,
  type ChildRow,
  type CollectionFrame,
  type Frame,
  type Hello,
  type Measures,
  type RecordFrame,
  type Tick,
  type WatchAnswer,
} from '@citybrain/protocol';

export const DISTRICT = 'nbs:370203000000' as RegionId;

export const hello = (epoch = 'one', serverTime = 1_005_000): Hello => ({
  protocolVersion: LIVE_PROTOCOL_VERSION,
  epoch,
  mode: 'live',
  serverTime: instant(serverTime),
  tickMs: 250,
  bundle: 'b',
});

export const tick = (at: number, frames: readonly Frame[] = [], tickMs = 250): Tick => ({
  asOf: instant(at),
  sequence: 1,
  serverTime: instant(at),
  tickMs,
  frames,
});

export const answered = (id: number, how: 'current' | 'frame' | 'snapshot', frame: Frame | null): WatchAnswer =>
  ({ id, ok: true, with: how, frame, asOf: instant(1), sequence: 1 }) as WatchAnswer;

export const childRow = (id: string, open: number): ChildRow => ({
  id: id as RegionId,
  open,
  overdue: 0,
  timeLeft: [open, 0, 0, 0, 0],
  reportedToday: 0,
  closedToday: 0,
  onTimeToday: { numerator: 0, denominator: 0 },
  stations: 0,
  silentStations: 0,
});

interface FrameChoices {
  readonly from: number | null;
  readonly to: number;
}

export const childrenFrame = (
  { from, to }: FrameChoices,
  put: readonly ChildRow[],
  gone: readonly string[] = [],
  total = put.length,
): CollectionFrame<'children'> => ({
  topic: `children|${DISTRICT}`,
  from,
  to,
  change: { put, gone, total },
});

export const measuresFrame = ({ from, to }: FrameChoices, change: Partial<Measures>): RecordFrame<'measures'> => ({
  topic: `measures|${DISTRICT}`,
  from,
  to,
  change,
});
