import { describe, expect, it } from 'vitest';
import { ACTOR_KINDS, type ActorKind } from '../actor.ts';
import { DAY_MS } from '../instant.ts';
import { recordTicket } from '../test-kit/commands.ts';
import { CAST, IN_GRID, type Role } from '../test-kit/life-cast.ts';
import { life, type Life } from '../test-kit/life-city.ts';
import { lifeIn } from '../test-kit/life-histories.ts';
import { photo } from '../test-kit/life-payloads.ts';
import { BEFORE_REGISTRATION, payloadFor, preparedLife } from '../test-kit/life-preparations.ts';
import { TICKET_STATUSES, type TicketId, type TicketStatus } from '../ticket.ts';
import type { TicketLifeCommand } from './life-commands.ts';
import { MOVES, type Move } from './moves.ts';
import { unmarkedTiers } from './next-time.ts';

/**
 * DOMAIN.md §9.4, typed in again: from, actors, and in which relation to the
 * ticket. `open` is every state that is no end. A `*` marks what decision 0016
 * adds, `+` what §9.4 leaves to the encoding (its effects and invariants).
 */
const TABLE = `
accept              | reported                                             | COM CEN                     | place
refuse              | reported                                             | CEN                         | place
verify              | accepted                                             | CEN                         | place
report-verification | verifying                                            | GRD                         | place
register            | accepted verifying                                   | CEN COM                     | place
cancel              | accepted verifying                                   | CEN                         | place
self-dispose        | registered                                           | GRD COM                     | place
dispatch            | registered *handling                                 | CEN STR COM                 | place
sign                | dispatched                                           | COM STR DEP                 | lead
request-return      | dispatched *handling                                 | COM STR DEP                 | lead
judge-return        | return-review                                        | CEN                         | place
contact             | handling                                             | COM STR DEP                 | lead
add-task            | handling                                             | COM STR DEP                 | lead
finish-task         | handling                                             | COM STR DEP                 | helper
excuse-task         | handling                                             | COM STR DEP                 | lead
request-extension   | handling                                             | COM STR DEP                 | lead
judge-extension     | handling                                             | STR CEN                     | place
request-suspension  | handling                                             | COM STR DEP                 | lead
judge-suspension    | handling                                             | CEN LEA                     | place
resume              | suspended                                            | *CEN                        | place
whistle             | handling                                             | COM STR                     | lead
report-in           | open                                                 | COM STR DEP                 | called
dispose             | handling                                             | COM STR DEP                 | lead
check               | disposed                                             | GRD CEN                     | place
call-back           | callback                                             | CEN                         | place
supervise           | open                                                 | SUP LEA *CEN                | place
acknowledge         | open                                                 | +GRD +COM +STR +DEP +CEN    | noticed
reopen              | closed                                               | CIT CEN                     | place
appeal              | closed                                               | DEP *STR *COM               | lead
judge-appeal        | closed                                               | CEN LEA                     | place
merge               | open                                                 | CEN                         | place
detach              | merged                                               | +CEN                        | place
answer-caller       | merged                                               | +CEN *COM                   | place
reclassify          | +registered +dispatched +return-review +handling +suspended | +CEN                 | place
add-evidence        | open                                                 | +GRD +COM +STR +DEP +CEN    | involved
note                | open                                                 | +GRD +COM +STR +DEP +CEN +LEA +SUP | involved
judge-proposal      | open                                                 | +CEN +LEA                   | place
`;

/** Whatever people or the timer do, these are all ways from state to state (§9.4; `*` of decision 0016, or told by a source). */
const TRANSITIONS = `
– TicketReported reported
reported TicketDisposed disposed *
reported TicketClosed closed *
reported TicketAccepted accepted
reported TicketRefused rejected
reported TicketRefused transferred
accepted TicketVerificationAsked verifying
verifying TicketVerified accepted
accepted TicketRegistered registered
verifying TicketRegistered registered
accepted TicketCancelled cancelled
verifying TicketCancelled cancelled
registered TicketDisposed disposed
registered TicketDispatched dispatched
handling TicketDispatched dispatched *
dispatched TicketSigned handling
dispatched TicketReturnRequested return-review
handling TicketReturnRequested return-review *
return-review TicketReturnAccepted registered
return-review TicketReturnDenied handling
handling TicketSuspended suspended
suspended TicketResumed handling
handling TicketDisposed disposed
disposed TicketCheckPassed callback
disposed TicketClosed closed
disposed TicketReworkOrdered handling
disposed TicketReworkOrdered registered *
disposed TicketReworkOrdered accepted *
callback TicketClosed closed
callback TicketRedoOrdered handling
callback TicketRedoOrdered registered *
closed TicketReopened registered
closed TicketReopened accepted *
reported TicketMerged merged
accepted TicketMerged merged
verifying TicketMerged merged
registered TicketMerged merged
dispatched TicketMerged merged
return-review TicketMerged merged
handling TicketMerged merged
suspended TicketMerged merged
disposed TicketMerged merged
callback TicketMerged merged
merged TicketDetached reported
merged TicketDetached accepted
merged TicketDetached verifying
merged TicketDetached registered
merged TicketDetached dispatched
merged TicketDetached return-review
merged TicketDetached handling
merged TicketDetached suspended
merged TicketDetached disposed
merged TicketDetached callback
`;

const ENDS: readonly TicketStatus[] = ['closed', 'rejected', 'transferred', 'cancelled', 'merged'];
const OPEN = TICKET_STATUSES.filter((status) => !ENDS.includes(status));
const words = (text: string): string[] => text.replace(/[*+]/g, '').trim().split(/\s+/);

interface Row {
  readonly from: readonly string[];
  readonly actors: readonly string[];
}
const ROWS: ReadonlyMap<string, Row> = new Map(
  TABLE.trim()
    .split('\n')
    .map((line): [string, Row] => {
      const [move = '', from = '', actors = ''] = line.split('|').map((cell) => cell.trim());
      return [move, { from: from === 'open' ? OPEN : words(from), actors: words(actors) }];
    }),
);

/** Who has to do with the ticket, and somebody of the same kind who has not; a feed and the program are everywhere. */
const HERE: Readonly<Record<ActorKind, Role>> = {
  ...{ CIT: 'cit', GRD: 'grd', COM: 'com', STR: 'str', DEP: 'dep', CEN: 'cen2', LEA: 'lea2', SUP: 'sup', SYS: 'sys' },
};
const ELSEWHERE: Readonly<Partial<Record<ActorKind, Role>>> = {
  ...{ GRD: 'otherGrd', COM: 'otherCom', STR: 'otherStr', DEP: 'otherDep' },
  ...{ CEN: 'otherCen', LEA: 'otherLea', SUP: 'otherSup' },
};

/** `allowed`, or the rule that forbids it. */
function expected(status: TicketStatus, move: Move, kind: ActorKind, isHere: boolean): string {
  const row = ROWS.get(move);
  if (!row?.from.includes(status)) return 'M1';
  if (!row.actors.includes(kind)) return 'M2';
  if (!isHere) return 'M3';
  // No whistle calls and no ladder proposes before there is something to handle.
  if (move === 'report-in' && BEFORE_REGISTRATION.includes(status)) return 'M3';
  if (move === 'judge-proposal' && BEFORE_REGISTRATION.includes(status)) return 'M27';
  // What was raised is dispatched anew by the street or the centre.
  if (move === 'dispatch' && status === 'handling' && kind === 'COM') return 'M8';
  return 'allowed';
}

const walked = new Map<string, number>();
let triples = 0;
const answers = { allowed: 0, refused: 0, unchanged: 0 };

function note(lived: Life): void {
  for (const { from, type, to } of lived.steps) {
    const key = `${from} ${type} ${to}`;
    walked.set(key, (walked.get(key) ?? 0) + 1);
  }
}

/** Takes the command, and says what came of it: `allowed`, `unchanged`, or the rule. */
function outcome(lived: Life, command: TicketLifeCommand): string {
  triples += 1;
  const decision = lived.decide(command);
  if (decision.kind === 'unchanged') {
    answers.unchanged += 1;
    return 'unchanged';
  }
  if (decision.kind === 'refused') {
    answers.refused += 1;
    expect(decision.refusal.message).not.toBe('');
    return decision.refusal.rule ?? 'no rule';
  }
  answers.allowed += 1;
  expect(decision.events.length).toBeGreaterThan(0);
  note(lived.take(command));
  return 'allowed';
}

describe('every state, command and actor', () => {
  it('has a row for every move, and no other', () => {
    expect([...ROWS.keys()].sort()).toEqual([...MOVES].sort());
  });

  it('comes into every status by a history', () => {
    for (const status of TICKET_STATUSES) expect(lifeIn(status).status).toBe(status);
  });

  describe.each(MOVES)('%s', (move) => {
    it.each(TICKET_STATUSES)('[M1, M2, M3] is allowed or refused in %s as the table says', (status) => {
      for (const kind of ACTOR_KINDS) {
        for (const role of [HERE[kind], ELSEWHERE[kind]]) {
          if (role === undefined) continue;
          const isHere = role === HERE[kind];
          const rule = expected(status, move, kind, isHere);
          const isInRow = rule !== 'M1' && rule !== 'M2';
          const lived = isInRow ? preparedLife(status, move, HERE[kind]) : lifeIn(status);
          const got = outcome(lived, lived.command(move, payloadFor(move, role), { by: role }));
          expect(`${kind} ${isHere ? 'here' : 'elsewhere'} ${got}`).toBe(
            `${kind} ${isHere ? 'here' : 'elsewhere'} ${rule}`,
          );
        }
      }
    });
  });

  it('takes a report from whoever has a post, in their place', () => {
    for (const role of [...Object.values(HERE), ...Object.values(ELSEWHERE)]) {
      const command = reportBy(role);
      expect(`${role} ${outcome(life(), command)}`).toBe(`${role} ${reportRule(role)}`);
      for (const status of TICKET_STATUSES) expect(outcome(lifeIn(status), command)).toBe('unchanged');
    }
  });

  it.each(TICKET_STATUSES)('keeps members, marks clocks and goes on by itself only where it can: %s', (status) => {
    const keep = {
      type: 'KeepMember',
      by: CAST.cen,
      key: null,
      member: 'hotline-T8' as TicketId,
      isKept: true,
    } as const;
    expect(outcome(lifeIn(status), keep)).toBe(ENDS.includes(status) ? 'M23' : 'allowed');

    const late = lifeIn(status).later(60 * DAY_MS);
    const tier = late.ticket && unmarkedTiers(late.ticket)[0];
    const mark = { type: 'MarkClock', clock: tier?.clock.id ?? 'citizen-1', tier: tier?.tier ?? 'breached' } as const;
    expect(outcome(late, mark)).toBe(RUNNING.includes(status) ? 'allowed' : 'D23');

    expect(outcome(lifeIn(status).later(60 * DAY_MS), { type: 'ResumeDue' })).toBe(
      status === 'suspended' ? 'allowed' : 'unchanged',
    );
    expect(outcome(lifeIn(status), { type: 'RecomputeDeadlines' })).toBe('unchanged');
  });

  it('walks every transition, and no other', () => {
    for (const lived of otherWays()) note(lived);
    const known = TRANSITIONS.trim()
      .split('\n')
      .map((line) => line.replace(' *', ''));
    const moved = [...walked.keys()].filter((key) => key.split(' ')[0] !== key.split(' ')[2]);
    console.info(coverage(known));
    expect(known.filter((key) => !walked.has(key))).toEqual([]);
    expect(moved.filter((key) => !known.includes(key)).sort()).toEqual([]);
  });
});

/** A clock of theirs runs and is not paused. */
const RUNNING: readonly TicketStatus[] = [
  ...(['reported', 'verifying', 'registered', 'dispatched', 'return-review', 'handling'] as const),
];

const reportBy = (role: Role): TicketLifeCommand => ({
  ...{ type: 'ReportTicket', by: CAST[role], key: null, sourceId: 'T2', isPatrol: false },
  facts: { ...recordTicket().facts, place: IN_GRID },
});
/** The branch of the department works in the street of the place, and only leads nothing there. */
function reportRule(role: Role): string {
  if (role === 'sys') return 'M2';
  return role.startsWith('other') && role !== 'otherDep' ? 'M3' : 'allowed';
}

/** What the triples leave out: the other answer of whoever judges, and tickets that others led before. */
function otherWays(): Life[] {
  const twoPhotos = (at: Life): Life =>
    at
      .do('add-evidence', { piece: photo('x') }, { by: 'grd' })
      .do('add-evidence', { piece: photo('y') }, { by: 'grd' });
  const selfDisposed = (): Life => twoPhotos(lifeIn('registered', { lead: 'com' })).do('self-dispose');
  const unsatisfied = { outcome: 'reached', isSolved: false, isSatisfied: false, isReasonable: true } as const;
  const onPatrol = life()
    .report({}, { by: 'grd', isPatrol: true })
    .do('accept')
    .do('register', { disposition: 'immediate' });
  const known = life();
  return [
    lifeIn('transferred'),
    life()
      .record(recordTicket({ reportedAt: known.now, disposedAt: known.now, facts: { place: IN_GRID } }))
      .do('merge')
      .do('detach')
      .do('check', { isPassed: false }),
    ...OPEN.map((status) => lifeIn(status).do('merge').do('detach')),
    lifeIn('return-review').do('judge-return', { isGranted: false }),
    lifeIn('disposed').do('check', { isPassed: false }),
    lifeIn('callback').do('call-back', unsatisfied),
    selfDisposed().do('check', { isPassed: false }),
    selfDisposed().do('check').do('call-back', unsatisfied),
    twoPhotos(onPatrol).do('self-dispose').do('check'),
    known.record(recordTicket({ reportedAt: known.now, closedAt: known.now, facts: { place: IN_GRID } })).do('reopen'),
  ];
}

function coverage(known: readonly string[]): string {
  const width = Math.max(...known.map((key) => key.length));
  const lines = known.map((key) => `  ${key.padEnd(width)} ${String(walked.get(key) ?? 0).padStart(5)}`);
  const count = known.filter((key) => walked.has(key)).length;
  return [
    `${triples} (state, command, actor) triples: ${answers.allowed} allowed, ${answers.refused} refused, ${answers.unchanged} known already`,
    `${count} of ${known.length} transitions walked:`,
    ...lines,
  ].join('\n');
}
