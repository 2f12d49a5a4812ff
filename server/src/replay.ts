import { instant, type Instant } from '@citybrain/domain';
import type { IntakeAnswer } from '@citybrain/protocol';
import type { FeedSource } from './feeds/item-command.ts';
import type { Intake } from './feeds/intake.ts';
import type { MappedRow } from './feeds/presets/row-mapping.ts';
import type { RegionSet } from './log/region-store.ts';
import { replayClock, type Clock } from './observe/clock.ts';
import type { Recording, ReplayWindow } from './replay-recording.ts';

/**
 * A clock that stands at the window's start until it is begun, and for ever after
 * at its last moment, which still belongs to the last day.
 */
export interface RecordingClock extends Clock {
  begin(): void;
}

/** @param speed how many times as fast as `world` */
export function recordingClock(world: Clock, { from, to }: ReplayWindow, speed: number): RecordingClock {
  const last = lastMoment({ from, to });
  let running: Clock = { now: () => from };
  return {
    begin() {
      running = replayClock(world, from, speed);
    },
    now() {
      const now = running.now();
      return now < last ? now : last;
    },
  };
}

const lastMoment = ({ to }: ReplayWindow): Instant => instant(to - 1);

/** The regions of a recording's own city. */
export const recordedRegions = ({ regions, preset }: Recording): RegionSet => ({
  regions,
  shapes: new Map(),
  origin: preset.meaning,
  isSchematic: false,
});

export interface ReplayTotals {
  received: number;
  accepted: number;
  rejected: number;
}

export interface ReplayOptions {
  readonly recording: Recording;
  readonly intake: Pick<Intake, 'take'>;
  readonly clock: RecordingClock;
  /** Resolves after a moment of the world's time. */
  readonly pause: () => Promise<void>;
  /** Told of each answer, with what its items were. */
  readonly onTaken?: (answer: IntakeAnswer) => void;
  readonly signal?: AbortSignal;
}

const MOST_AT_ONCE = 2_000;

/**
 * Plays a recording into a city: first the state of affairs when the window
 * opens, then each step when the clock reaches it. Resolves when the clock has
 * reached the end and all is taken, or on `signal`.
 */
export async function playRecording(options: ReplayOptions): Promise<ReplayTotals> {
  const { recording, clock, pause, signal } = options;
  const { opening, steps, window } = recording;
  const totals: ReplayTotals = { received: 0, accepted: 0, rejected: 0 };
  for (let start = 0; start < opening.length && !signal?.aborted; start += MOST_AT_ONCE) {
    await takeItems(options, opening.slice(start, start + MOST_AT_ONCE), totals);
  }
  clock.begin();
  for (let next = 0; !signal?.aborted;) {
    const now = clock.now();
    let end = next;
    while (end < steps.length && end - next < MOST_AT_ONCE && (steps[end]?.at ?? now) <= now) end += 1;
    const due = steps.slice(next, end).map(({ item }) => item);
    if (due.length > 0) await takeItems(options, due, totals);
    else if (now >= lastMoment(window)) break;
    else await pause();
    next = end;
  }
  return totals;
}

async function takeItems(
  { recording: { preset, regions }, intake, onTaken }: ReplayOptions,
  items: readonly MappedRow[],
  totals: ReplayTotals,
): Promise<void> {
  const feed: FeedSource = { name: preset.name, home: regions[0]?.id ?? null, zone: preset.zone };
  const raw = items.map((value, index) => ({
    index,
    value,
    fault: null,
    raw: () => Buffer.from(JSON.stringify(value)),
  }));
  const answer = await intake.take(raw, feed);
  totals.received += answer.received;
  totals.accepted += answer.accepted;
  totals.rejected += answer.rejected;
  onTaken?.(answer);
}
