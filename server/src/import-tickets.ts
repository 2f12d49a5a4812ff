import type { RegionId } from '@citybrain/domain';
import type { IntakeAnswer } from '@citybrain/protocol';
import { cityOf } from './city.ts';
import { CommandBus } from './commands/command-bus.ts';
import { Intake } from './feeds/intake.ts';
import type { FeedSource } from './feeds/item-command.ts';
import type { TicketPreset } from './feeds/presets/ticket-preset.ts';
import type { RawItem } from './feeds/read-items.ts';
import { ImportTally, type ImportReport } from './import-tally.ts';
import type { EventLog } from './log/event-log.ts';
import type { Quarantine } from './log/quarantine.ts';
import type { RegionStore } from './log/region-store.ts';
import type { Clock } from './observe/clock.ts';
import { readTicketRows, surveyTicketFile, type TicketRow } from './ticket-file.ts';

export interface ImportOptions {
  readonly path: string;
  readonly preset: TicketPreset;
  /** Name of the feed that the tickets belong to. */
  readonly feed: string;
  readonly log: EventLog;
  readonly regions: RegionStore;
  readonly quarantine: Quarantine;
  readonly clock: Clock;
  /** Told after each batch, and once before the first. */
  readonly onProgress?: (progress: ImportProgress) => void;
  /** Ends the import after the batch in hand. */
  readonly signal?: AbortSignal;
}

export interface ImportProgress {
  readonly rows: number;
  readonly rowCount: number;
}

const BATCH_ROWS = 1_000;

/**
 * Takes a file of tickets into the store through the ordinary intake, beside a
 * server that may be running. The file is read twice: first to its end, so that a
 * broken one changes nothing and its regions are known, then row by row; it is
 * never in memory as a whole. The regions that its rows name are added beside
 * those in force. Taking a file again changes nothing.
 * @throws Fault FEED-102, FEED-103 before anything is taken; STORE-1xx at any time: taking it again is safe
 */
export async function importTickets(options: ImportOptions): Promise<ImportReport> {
  const { path, preset, feed, regions, clock, signal, onProgress = () => undefined } = options;
  const survey = await surveyTicketFile(path, preset);
  const added = await regions.add(survey.regions, `feed:${feed}`, clock.now());
  const home = survey.regions[0]?.id ?? null;
  const intake = await openIntake(options, home);

  const tally = new ImportTally();
  let rows = 0;
  let writing: Promise<void> = Promise.resolve();
  const write = async (batch: readonly TicketRow[]): Promise<void> => {
    tally.add(await intake.take(batch.map(rawItem)), batch);
    rows += batch.length;
    onProgress({ rows, rowCount: survey.rowCount });
  };
  onProgress({ rows, rowCount: survey.rowCount });
  let batch: TicketRow[] = [];
  for await (const row of readTicketRows(path, preset)) {
    batch.push(row);
    if (batch.length < BATCH_ROWS) continue;
    // The next batch is read while this one is written.
    await writing;
    writing = write(batch);
    writing.catch(() => undefined);
    batch = [];
    if (signal?.aborted) break;
  }
  await writing;
  if (!signal?.aborted) await write(batch);
  await intake.close();
  return tally.report({ regionsAdded: added.length, isComplete: rows === survey.rowCount });
}

async function openIntake(
  { feed: name, preset, log, regions, quarantine, clock }: ImportOptions,
  home: RegionId | null,
): Promise<{ take(items: readonly RawItem[]): Promise<IntakeAnswer>; close(): Promise<void> }> {
  const set = await regions.load();
  if (!set) throw new Error('no regions are stored');
  const { geography } = cityOf(set);
  const bus = new CommandBus({ log, now: () => clock.now(), onAppended: () => undefined, batchSize: BATCH_ROWS });
  const intake = new Intake({ submit: bus, quarantine, geography: () => geography, now: () => clock.now() });
  const feed: FeedSource = { name, home, zone: preset.zone };
  return { take: (items) => intake.take(items, feed), close: () => bus.close() };
}

function rawItem({ fields, read }: TicketRow, index: number): RawItem {
  const value = 'item' in read ? read.item : null;
  const fault = 'fault' in read ? read.fault : null;
  return { index, value, fault, raw: () => Buffer.from(JSON.stringify(value ?? fields)) };
}
