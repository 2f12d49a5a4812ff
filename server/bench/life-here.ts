/**
 * The life of a ticket that is worked on here: quick or slow, some verified, returned,
 * extended, suspended, done again. What the rules refuse is tried in another way.
 */
import {
  DAY_MS,
  filingConditionsOf,
  HOUR_MS,
  MINUTE_MS,
  resolveDuty,
  type Actor,
  type CivilDate,
  type Unit,
  type UnitId,
} from '@citybrain/domain';
import { around, between, oneOf } from './seeded.ts';
import { TemplateLife } from './template-life.ts';
import { factsOf, FEED, SOURCE, SOURCE_ID, type ScriptOptions } from './template-script.ts';

/** Taken in hand by the centre, led by whom the duty lists name. */
export function liveHere(options: ScriptOptions): TemplateLife {
  return new LifeHere(options).live();
}

const MOST_STEPS = 80;
const CENTRE: Actor = { kind: 'CEN', unitId: 'centre' as UnitId, regionId: null };
const LEADER: Actor = { kind: 'LEA', unitId: 'leader-office' as UnitId, regionId: null };
const KIND_OF_LEAD = { community: 'COM', street: 'STR', department: 'DEP' } as const;

class LifeHere {
  readonly #options: ScriptOptions;
  readonly #life: TemplateLife;
  #photos = 0;

  constructor(options: ScriptOptions) {
    this.#options = options;
    this.#life = new TemplateLife(options.world, options.startsAt);
  }

  live(): TemplateLife {
    const { draw, until, slowness } = this.#options;
    this.#report();
    for (let steps = 0; this.#life.isOpen; steps += 1) {
      if (steps > MOST_STEPS) throw new Error('a life here comes to no end');
      const waitMs = this.#waitMs() * slowness;
      if (this.#life.now + waitMs >= until) {
        this.#life.wait(Math.max(1, until - this.#life.now));
        return this.#life;
      }
      this.#life.wait(waitMs);
      this.#step(draw());
    }
    this.#life.wait(1);
    return this.#life;
  }

  #report(): void {
    const { draw, startsAt, at } = this.#options;
    const facts = factsOf(this.#options);
    if (draw() < 0.55) {
      const times = { reportedAt: startsAt, disposedAt: null, closedAt: null, updatedAt: startsAt };
      const told = { type: 'RecordTicket', source: SOURCE, sourceId: SOURCE_ID, status: 'reported' } as const;
      if (!this.#life.try({ ...told, ...times, facts }, FEED)) throw new Error('the report is refused');
      return;
    }
    const worker: Actor = { kind: 'GRD', unitId: `grid:${at.grid}` as UnitId, regionId: at.grid };
    const by = { who: 'grid-worker', actors: [worker] };
    const told = { type: 'ReportTicket', by, key: null, sourceId: SOURCE_ID, isPatrol: draw() < 0.5 } as const;
    if (!this.#life.try({ ...told, facts: { ...facts, disposition: null, dueAt: null, unit: null } }, 'user:grid-worker')) {
      throw new Error('the report is refused');
    }
  } // prettier-ignore

  /** How long the present state lasts. */
  #waitMs(): number {
    const { draw } = this.#options;
    const { ticket, now } = this.#life;
    switch (ticket.status) {
      case 'reported':
        return around(draw, 6 * MINUTE_MS);
      case 'accepted':
      case 'registered':
        return around(draw, 10 * MINUTE_MS);
      case 'verifying':
      case 'dispatched':
        return around(draw, 20 * MINUTE_MS);
      case 'handling': {
        const leftMs = (ticket.facts.dueAt ?? now) - now;
        // Contacts, photos and requests come one after another before the disposal.
        return Math.max(around(draw, 0.12 * Math.max(leftMs, 0)), around(draw, 0.5 * HOUR_MS));
      }
      case 'suspended':
        return around(draw, 12 * DAY_MS);
      case 'return-review':
      case 'disposed':
        return around(draw, 3 * HOUR_MS);
      default:
        return around(draw, 9 * HOUR_MS);
    }
  }

  #step(chance: number): void {
    const life = this.#life;
    const { at } = this.#options;
    const note = '已核实 · looked into';
    switch (life.ticket.status) {
      case 'reported':
        return this.#accept(chance);
      case 'accepted':
        if (chance < 0.02) return life.move('cancel', { note: '重复登记' }, CENTRE, 'centre-desk');
        if (chance < 0.14)
          return life.move('verify', { unit: `grid:${at.grid}` as UnitId, note: null }, CENTRE, 'centre-desk');
        return this.#register();
      case 'verifying':
        if (this.#isVerified()) return this.#register();
        return life.move('report-verification', { isFound: true, note }, this.#gridWorker(), 'grid-worker');
      case 'registered':
        return this.#dispatch(chance);
      case 'dispatched':
        if (chance < 0.06) return this.#askReturn();
        return life.move('sign', { note: null }, this.#lead(), 'lead-desk');
      case 'return-review':
        return life.move('judge-return', { isGranted: chance < 0.6, note }, CENTRE, 'centre-desk');
      case 'handling':
        return this.#handle(chance);
      case 'suspended':
        return life.move('resume', { note }, CENTRE, 'centre-desk');
      case 'disposed':
        return life.move('check', { isPassed: chance < 0.94, note }, CENTRE, 'centre-check');
      case 'callback':
        return this.#callBack(chance);
      default:
        throw new Error(`nothing is scripted for ${life.ticket.status}`);
    }
  }

  #accept(chance: number): void {
    if (chance < 0.03) {
      const reason = chance < 0.01 ? 'emergency' : 'statutory-route';
      return this.#life.move('refuse', { reason, told: '已告知来电人' }, CENTRE, 'centre-desk');
    }
    const said = { category: null, demandKind: null, priority: null, place: null, note: null };
    this.#life.move('accept', said, CENTRE, 'centre-desk');
  }

  #isVerified(): boolean {
    return this.#life.events.at(-1)?.event.type === 'TicketVerified';
  }

  /** As its source classed it, or in the first way that the policy allows. */
  #register(): void {
    const { item } = this.#options;
    const category = this.#life.ticket.facts.category ?? '';
    const condition = filingConditionsOf(category)[0]?.id ?? null;
    const rest = { category: null, demandKind: null, condition, aspect: null, isEnterprise: false, note: null };
    for (const disposition of [item.disposition ?? 'assigned', 'assigned', 'fast', 'immediate', 'joint'] as const) {
      for (const priority of [item.priority ?? 'P3', 'P3', 'P2', 'P4'] as const) {
        if (this.#life.tryMove('register', { ...rest, disposition, priority }, CENTRE, 'centre-desk')) return;
      }
    }
    throw new Error(`${category} can not be registered`);
  }

  #dispatch(chance: number): void {
    const { ticket } = this.#life;
    const disposition = ticket.facts.disposition ?? 'assigned';
    if (disposition === 'immediate' && chance < 0.5) {
      this.#photo(this.#gridWorker(), 'grid-worker');
      this.#life.wait(20 * MINUTE_MS);
      this.#photo(this.#gridWorker(), 'grid-worker');
      const isDone = this.#life.tryMove('self-dispose', { note: '现场处置完毕' }, this.#gridWorker(), 'grid-worker');
      if (isDone) return;
    }
    const isJoint = disposition === 'joint' || disposition === 'top-level';
    for (const { id } of this.#candidates()) {
      const helpers = isJoint ? [{ unit: this.#helperBeside(id), what: '现场配合', days: null }] : [];
      for (const way of [disposition, 'assigned', 'fast', 'immediate'] as const) {
        const order = { disposition: way, lead: id, helpers, leader: 'leader', note: null };
        if (this.#life.tryMove('dispatch', order, CENTRE, 'centre-desk')) return;
      }
    }
    throw new Error(`nobody leads ${ticket.facts.category}`);
  }

  /** Whom the duty lists name first. */
  #candidates(): Unit[] {
    const { world, at } = this.#options;
    const { organisation, calendar } = world;
    const { facts } = this.#life.ticket;
    const question = {
      ...{ category: facts.category, disposition: facts.disposition, on: calendar.dayAt(this.#life.now).date },
      regionPath: world.contextAt(this.#life.now).regionPath(facts.place),
    };
    const answer = resolveDuty(organisation, question);
    const named = answer.kind === 'duty' ? [answer.unit] : [];
    const units = organisation.parts.units.filter(({ kind }) => kind === 'department');
    const community = organisation.unit(`community:${at.community}` as UnitId);
    return [...named, ...(community ? [community] : []), ...units];
  }

  #helperBeside(lead: UnitId): UnitId {
    const { draw, world } = this.#options;
    const units = world.organisation.parts.units.filter(({ kind, id }) => kind === 'department' && id !== lead);
    return oneOf(draw, units).id;
  }

  #handle(chance: number): void {
    const life = this.#life;
    const { work } = life.ticket;
    if (!work?.firstResponseAt) {
      return life.move('contact', { isReached: true, note: '已联系来电人' }, this.#lead(), 'lead-desk');
    }
    const open = work.tasks.find(({ state }) => state === 'open');
    if (open) {
      const helper: Actor = { kind: 'DEP', unitId: open.unit, regionId: null };
      return life.move('finish-task', { task: open.id, note: '配合完毕' }, helper, 'helper-desk');
    }
    if (chance < 0.08 && this.#extend()) return;
    if (chance > 0.98 && this.#suspend()) return;
    this.#photo(this.#lead(), 'lead-desk');
    life.wait(10 * MINUTE_MS);
    life.move('dispose', { note: '处置完毕' }, this.#lead(), 'lead-desk');
  }

  #extend(): boolean {
    const asked = { days: 1, reason: '材料到货延后', isCitizenTold: true };
    if (!this.#life.tryMove('request-extension', asked, this.#lead(), 'lead-desk')) return false;
    this.#life.wait(HOUR_MS);
    return this.#life.tryMove('judge-extension', { isGranted: true, note: '同意' }, CENTRE, 'centre-check');
  }

  #suspend(): boolean {
    const resumeOn = new Date(this.#life.now + 10 * DAY_MS).toISOString().slice(0, 10) as CivilDate;
    if (!this.#life.tryMove('request-suspension', { reason: '待上位工程', resumeOn }, this.#lead(), 'lead-desk')) return false;
    this.#life.wait(2 * HOUR_MS);
    const granted = { isGranted: true, note: '同意' };
    return (
      this.#life.tryMove('judge-suspension', granted, CENTRE, 'centre-check') &&
      this.#life.tryMove('judge-suspension', granted, LEADER, 'leader')
    );
  } // prettier-ignore

  #askReturn(): void {
    const asked = { reason: 'not-our-duty', suggestedUnit: null, legalBasis: '职责清单第三条', note: null } as const;
    this.#life.move('request-return', asked, this.#lead(), 'lead-desk');
  }

  #callBack(chance: number): void {
    const isWell = chance < 0.8;
    const isReached = chance < 0.93;
    const said = { isSolved: isReached ? isWell : null, isSatisfied: isReached ? chance < 0.75 : null };
    const outcome = isReached ? 'reached' : 'unreachable';
    const answer = { outcome, ...said, isReasonable: chance > 0.89, note: null } as const;
    this.#life.move('call-back', answer, CENTRE, 'centre-caller');
  }

  #photo(by: Actor, account: string): void {
    const { draw } = this.#options;
    this.#photos += 1;
    const hex = (letters: number): string => Array.from({ length: letters }, () => Math.floor(draw() * 16).toString(16)).join('');
    const size = Math.round(between(draw, 80_000, 900_000));
    const named = { id: `photo-${this.#photos}`, sha256: hex(64), name: `现场${this.#photos}.jpg` };
    this.#life.move('add-evidence', { piece: { ...named, mediaType: 'image/jpeg', size } }, by, account);
  } // prettier-ignore

  #gridWorker(): Actor {
    const { grid } = this.#options.at;
    return { kind: 'GRD', unitId: `grid:${grid}` as UnitId, regionId: grid };
  }

  #lead(): Actor {
    const lead = this.#life.ticket.work?.lead ?? null;
    const unit = lead === null ? undefined : this.#options.world.organisation.unit(lead);
    const kind = unit?.kind;
    if (!unit || (kind !== 'community' && kind !== 'street' && kind !== 'department')) {
      throw new Error('nobody leads the ticket');
    }
    return { kind: KIND_OF_LEAD[kind], unitId: unit.id, regionId: unit.regionId };
  }
}
