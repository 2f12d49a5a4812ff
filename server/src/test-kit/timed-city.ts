import {
  DEFAULT_POLICY_BOOK,
  filingConditionsOf,
  instant,
  Organisation,
  streamId,
  streamKeyOf,
  type ActorKind,
  type Instant,
  type LogEvent,
  type Move,
  type MovePayloads,
  type Ticket,
  type UnitId,
  type WorkCalendar,
} from '@citybrain/domain';
import { pino } from 'pino';
import { at } from '../../../packages/domain/src/test-kit/commands.ts';
import {
  CENTRE,
  GRID,
  GRID_PATH,
  LEADERS,
  PARTS,
  REGIONS,
  SANITATION,
} from '../../../packages/domain/src/test-kit/organisation-fixture.ts';
import { WEEK_CALENDAR } from '../../../packages/domain/src/test-kit/week-calendar.ts';
import { CommandBus } from '../commands/command-bus.ts';
import type { Outcome, Step } from '../commands/submit.ts';
import type { StreamAppend } from '../log/event-log.ts';
import { MemoryEventLog } from '../log/memory-event-log.ts';
import { heldDuties } from '../log/test-kit/held-duties.ts';
import { Timer } from '../timer.ts';
import { CityPicture } from '../views/city-picture.ts';

/** A log that may be away, and that says how many streams each append changed. */
export class WatchedLog extends MemoryEventLog {
  isAway = false;
  readonly portions: number[] = [];

  override async append(
    appends: readonly StreamAppend[],
    recordedAt: Instant,
    alongside?: Parameters<MemoryEventLog['append']>[2],
  ): Promise<LogEvent[]> {
    if (this.isAway) throw new Error('the store is away');
    const events = await super.append(appends, recordedAt, alongside);
    if (events.length > 0) this.portions.push(appends.length);
    return events;
  }
}

/** What a server is, as far as its timer goes. */
export interface TimedServer {
  readonly timer: Timer;
  picture: CityPicture;
}

const DUTY = 'timer';
const UNIT_OF: Partial<Record<ActorKind, UnitId>> = { CEN: CENTRE.id, DEP: SANITATION.id, LEA: LEADERS.id };

/**
 * Servers on one log in memory, each with a picture and a timer, and people who
 * move tickets. Its time is the system's, which a test fakes.
 */
export class TimedCity {
  readonly log: WatchedLog;
  readonly #bus: CommandBus;
  readonly #held: Record<string, number> = {};
  readonly #servers: TimedServer[] = [];
  readonly #organisation = new Organisation(PARTS);
  calendar: WorkCalendar = WEEK_CALENDAR;

  constructor() {
    this.log = new WatchedLog(heldDuties(this.#held).tables);
    this.#bus = new CommandBus({
      log: this.log,
      now: () => this.now,
      context: () => ({ now: this.now, life: this.#life() }),
      onAppended: (events) => this.#servers.forEach(({ picture }) => picture.apply(events)),
    });
  }

  get now(): Instant {
    return instant(Date.now());
  }

  #life() {
    const { now, calendar } = this;
    const inForce = { organisation: this.#organisation, policies: DEFAULT_POLICY_BOOK, statutes: null };
    return { now, calendar, ...inForce, regionPath: () => GRID_PATH };
  }

  /** One more server, which has read the log. */
  async addServer(): Promise<TimedServer> {
    const picture = new CityPicture({
      tree: REGIONS,
      placeIndex: ({ regionId }) => (regionId === null ? -1 : REGIONS.indexOf(regionId)),
      zone: 'Asia/Shanghai',
      asOf: this.now,
    });
    picture.apply(await this.log.read(0, Number.MAX_SAFE_INTEGER));
    const server: TimedServer = {
      picture,
      timer: new Timer({
        picture: () => {
          picture.advance(this.now);
          return picture;
        },
        edition: () => this.calendar.version,
        submit: this.#bus,
        logger: pino({ level: 'silent' }),
      }),
    };
    this.#servers.push(server);
    return server;
  }

  /** Gives the duty to `server`, with a higher epoch than anybody had before. */
  giveDuty({ timer }: TimedServer): void {
    const epoch = (this.#held[DUTY] ?? 0) + 1;
    this.#held[DUTY] = epoch;
    timer.take({ name: DUTY, epoch });
  }

  /** Submits steps of one feed, each by itself. @throws when one of them is refused */
  async feed(...steps: Step[]): Promise<void> {
    accept(await this.#bus.submit(steps.map((step) => ({ steps: [step], causedBy: 'feed:hotline' }))));
  }

  /** Somebody moves a ticket. @throws when the move is refused */
  async move<One extends Move>(id: string, kind: ActorKind, move: One, payload: MovePayloads[One]): Promise<void> {
    const stream = streamId('ticket', id);
    const actor = { kind, unitId: UNIT_OF[kind] ?? null, regionId: null };
    const by = { who: `user:${kind}`, actors: [actor] };
    const command = { type: 'MoveTicket', move, by, key: null, payload } as const;
    accept(await this.#bus.submit([{ steps: [{ stream, command }], causedBy: by.who }]));
  }

  /** Calls and sends a reported ticket to sanitation, which has not signed for it yet. */
  async dispatch(id: string): Promise<void> {
    const category = 'E0110';
    const condition = filingConditionsOf(category)[0]?.id ?? null;
    const place = { regionId: GRID, point: null, source: 'person' } as const;
    await this.move(id, 'CEN', 'accept', { category, demandKind: 'complaint', priority: 'P3', place, note: null });
    await this.move(id, 'CEN', 'register', {
      ...{ disposition: 'assigned', priority: 'P3', category, demandKind: 'complaint', condition },
      ...{ aspect: null, isEnterprise: false, note: null },
    });
    const helpers = { helpers: [], leader: null, note: null };
    await this.move(id, 'CEN', 'dispatch', { disposition: 'assigned', lead: SANITATION.id, ...helpers });
  }

  async ticket(id: string): Promise<Ticket> {
    const stored = (await this.log.load([streamId('ticket', id)])).get(streamId('ticket', id));
    if (stored?.current.kind !== 'ticket') throw new Error(`there is no ticket ${id}`);
    return stored.current.state;
  }

  /** What the timer wrote, in the order of the log. */
  async timed(): Promise<LogEvent[]> {
    const events = await this.log.read(0, Number.MAX_SAFE_INTEGER);
    return events.filter(({ causedBy }) => causedBy === 'system:timer');
  }

  /** The same in short: minute; the clock of a ticket that is led here, else the subject; and what. */
  async timedInShort(): Promise<[minute: number, subject: string, what: string][]> {
    return (await this.timed()).map(({ happenedAt, stream, type, data }) => [
      (happenedAt - at(0)) / 60_000,
      'mark' in data && data.mark.clock !== 'source' ? data.mark.clock : streamKeyOf(stream),
      type.replace(/^(TicketClock|Ticket|Station)/, ''),
    ]);
  }
}

function accept(outcomes: readonly Outcome[]): void {
  for (const outcome of outcomes) if (outcome.kind !== 'accepted') throw new Error(JSON.stringify(outcome));
}
