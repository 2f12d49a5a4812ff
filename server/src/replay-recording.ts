import { DAY_MS, HOUR_MS, instant, type Instant, type Region } from '@citybrain/domain';
import { parseTime } from './feeds/parse-time.ts';
import type { MappedRow } from './feeds/presets/row-mapping.ts';
import type { TicketPreset } from './feeds/presets/ticket-preset.ts';
import { ticketSteps, type TicketStep } from './feeds/presets/ticket-steps.ts';
import { Fault } from './observe/fault.ts';
import { surveyTicketFile } from './ticket-file.ts';

/** A stretch of the recording's own time, [from, to). */
export interface ReplayWindow {
  readonly from: Instant;
  readonly to: Instant;
}

export interface Recording {
  readonly preset: TicketPreset;
  readonly window: ReplayWindow;
  readonly regions: readonly Region[];
  /** The state of affairs when the window opens: what is open, and what was closed in the day before. */
  readonly opening: readonly MappedRow[];
  /** What happens in the window, in order. */
  readonly steps: readonly TicketStep[];
  /** Rows that could not be put in time. */
  readonly leftOut: number;
}

/** So that the hours before the window are not empty on screens. */
const LOOK_BACK_MS = 24 * HOUR_MS;
const DATE = /^\d{4}-\d{2}-\d{2}$/;

/**
 * Reads a file of tickets as a recording of their lives; keeps in memory what the
 * window needs. Without a window it is the civil day on which most was reported.
 * @throws Fault FEED-102, FEED-103
 */
export async function readRecording(path: string, preset: TicketPreset, window?: ReplayWindow): Promise<Recording> {
  const days = new Map<string, number>();
  const survey = await surveyTicketFile(path, preset, ({ read }) => {
    const reportedAt = 'item' in read ? read.item['reportedAt'] : undefined;
    if (typeof reportedAt !== 'string') return;
    const day = reportedAt.slice(0, 'YYYY-MM-DD'.length);
    if (DATE.test(day)) days.set(day, (days.get(day) ?? 0) + 1);
  });
  const [busiest] = [...days].sort(([, a], [, b]) => b - a);
  const chosen = window ?? (busiest && dayWindow(busiest[0], preset.zone));
  if (!chosen) throw new Fault('FEED-103', 'no row says when its ticket was reported: there is nothing to replay');

  const opening: MappedRow[] = [];
  const steps: TicketStep[] = [];
  let leftOut = 0;
  await surveyTicketFile(path, preset, ({ read }) => {
    const life = 'item' in read ? ticketSteps(preset, read.item) : null;
    if (!life) {
      leftOut += 1;
      return;
    }
    const before = life.filter(({ at }) => at < chosen.from).at(-1);
    if (before && isStillOfInterest(before, chosen.from)) opening.push(before.item);
    steps.push(...life.filter(({ at }) => at >= chosen.from && at < chosen.to));
  });
  steps.sort((a, b) => a.at - b.at);
  return { preset, window: chosen, regions: survey.regions, opening, steps, leftOut };
}

const isStillOfInterest = ({ at, item }: TicketStep, from: Instant): boolean =>
  item['closedAt'] === undefined || at >= from - LOOK_BACK_MS;

/** A civil day `YYYY-MM-DD` in `zone`; null when it is none. */
export function dayWindow(day: string, zone: string): ReplayWindow | null {
  const from = parseTime(`${day}T00:00`, zone);
  if (!DATE.test(day) || from === null) return null;
  const next = new Date(Date.parse(`${day}T00:00Z`) + DAY_MS).toISOString().slice(0, 'YYYY-MM-DD'.length);
  return { from, to: parseTime(`${next}T00:00`, zone) ?? instant(from + DAY_MS) };
}
