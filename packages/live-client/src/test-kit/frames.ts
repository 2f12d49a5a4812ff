import { instant, type RegionId } from '@citybrain/domain';
import type { ChildRow, CollectionFrame, Hello, Measures, MeasuresFrame, Tick } from '@citybrain/protocol';

export const DISTRICT = 'nbs:370203000000' as RegionId;

export const hello = (epoch = 'one', serverTime = 1_005_000): Hello => ({
  protocolVersion: 1,
  epoch,
  mode: 'live',
  serverTime: instant(serverTime),
  tickMs: 250,
  bundle: 'b',
});

export const tick = (at: number, sequence = 1): Tick => ({
  asOf: instant(at),
  sequence,
  serverTime: instant(at),
});

export const childRow = (id: string, open: number): ChildRow => ({
  id: id as RegionId,
  open,
  overdue: 0,
  reportedToday: 0,
  closedToday: 0,
  onTimeToday: { numerator: 0, denominator: 0 },
  stations: 0,
  silentStations: 0,
});

interface FrameChoices {
  readonly epoch?: string;
  readonly from: number | null;
  readonly to: number;
}

export const childrenFrame = (
  { epoch = 'one', from, to }: FrameChoices,
  put: readonly ChildRow[],
  gone: readonly string[] = [],
  total = put.length,
): CollectionFrame<'children'> => ({
  topic: `children|${DISTRICT}`,
  epoch,
  from,
  to,
  asOf: instant(to),
  sequence: to,
  change: { put, gone, total },
});

export const measuresFrame = ({ epoch = 'one', from, to }: FrameChoices, change: Partial<Measures>): MeasuresFrame => ({
  topic: `measures|${DISTRICT}`,
  epoch,
  from,
  to,
  asOf: instant(to),
  sequence: to,
  change,
});
