import { DAY_MS, HOUR_MS, instant, type CivilDate, type Instant } from '../instant.ts';
import type { Ticket, TicketId } from '../ticket.ts';
import type { MovePayloads } from '../ticket-life/life-commands.ts';
import type { Move } from '../ticket-life/moves.ts';
import { NO_WORK, type EvidencePiece } from '../ticket-life/ticket-work.ts';
import type { Role } from './life-cast.ts';
import { GRID_UNIT, POLICE, SANITATION } from './organisation-fixture.ts';

export const photo = (id: string): Omit<EvidencePiece, 'by' | 'at'> => ({
  ...{ id, sha256: `sha-${id}`, name: `${id}.jpg`, mediaType: 'image/jpeg', size: 1_000 },
});

const SAID = { note: 'said' } as const;
const GRANTED = { isGranted: true, note: 'granted' } as const;
const isoDay = (at: Instant): CivilDate => new Date(at).toISOString().slice(0, 'YYYY-MM-DD'.length) as CivilDate;

/** What a move is made with, unless a test says otherwise; ids are those of what waits. */
export function usualPayloads(ticket: Ticket | null, now: Instant): MovePayloads {
  const work = ticket?.work ?? NO_WORK;
  const task = work.tasks.find(({ state }) => state === 'open')?.id ?? 'task-0';
  const whistle = work.whistles.at(-1)?.id ?? 'whistle-0';
  const notice = work.notices.findLast(({ acknowledgedAt }) => acknowledgedAt === null)?.id ?? 'notice-0';
  const proposal = work.proposals.find(({ state }) => state === 'open')?.id ?? 'proposal-0';
  const classification = { category: null, demandKind: null, condition: null } as const;
  return {
    accept: { category: null, demandKind: null, priority: null, place: null, note: null },
    refuse: { reason: 'statutory-route', told: 'go to court' },
    verify: { unit: GRID_UNIT.id, note: null },
    'report-verification': { isFound: true, note: 'found' },
    register: {
      ...{ ...classification, disposition: 'assigned', priority: 'P3' },
      ...{ aspect: null, isEnterprise: false, note: null },
    },
    cancel: SAID,
    'self-dispose': SAID,
    dispatch: { disposition: 'assigned', lead: POLICE.id, helpers: [], leader: null, note: null },
    sign: { note: null },
    'request-return': { reason: 'not-our-duty', suggestedUnit: SANITATION.id, legalBasis: 'art. 1', note: null },
    'judge-return': GRANTED,
    contact: { isReached: true, note: 'talked' },
    'add-task': { unit: SANITATION.id, what: 'sweep', days: null },
    'finish-task': { task, note: 'swept' },
    'excuse-task': { task, note: 'not needed' },
    'request-extension': { days: 2, reason: 'rain', isCitizenTold: true },
    'judge-extension': GRANTED,
    'request-suspension': { reason: 'winter', resumeOn: isoDay(instant(now + 20 * DAY_MS)) },
    'judge-suspension': GRANTED,
    resume: SAID,
    whistle: { units: [SANITATION.id], place: 'gate', meetAt: instant(now + HOUR_MS), what: 'come' },
    'report-in': { whistle, note: null },
    dispose: SAID,
    check: { isPassed: true, note: 'looked' },
    'call-back': { outcome: 'reached', isSolved: true, isSatisfied: true, isReasonable: true, note: null },
    supervise: { kind: 'urge', unit: null, text: 'hurry' },
    acknowledge: { notice, note: null },
    reopen: { newFacts: 'it is back' },
    appeal: { reason: 'the road was closed' },
    'judge-appeal': GRANTED,
    merge: { into: 'hotline-T9' as TicketId, note: 'the same' },
    detach: SAID,
    'answer-caller': SAID,
    reclassify: { ...classification, priority: null, disposition: null, note: 'otherwise' },
    'add-evidence': { piece: photo(`photo-${work.evidence.length + 1}`) },
    note: SAID,
    'judge-proposal': { proposal, isAccepted: true, note: 'so be it' },
  };
}

/** Who makes a move, unless a test says otherwise; a lead's moves are the police's. */
export const USUALLY_BY: Readonly<Record<Move, Role>> = {
  accept: 'cen',
  refuse: 'cen',
  verify: 'cen',
  'report-verification': 'grd',
  register: 'cen',
  cancel: 'cen',
  'self-dispose': 'grd',
  dispatch: 'cen',
  sign: 'dep',
  'request-return': 'dep',
  'judge-return': 'cen',
  contact: 'dep',
  'add-task': 'dep',
  'finish-task': 'dep2',
  'excuse-task': 'dep',
  'request-extension': 'dep',
  'judge-extension': 'cen',
  'request-suspension': 'dep',
  'judge-suspension': 'cen',
  resume: 'cen',
  whistle: 'str',
  'report-in': 'dep2',
  dispose: 'dep',
  check: 'cen',
  'call-back': 'cen',
  supervise: 'sup',
  acknowledge: 'dep',
  reopen: 'cit',
  appeal: 'dep',
  'judge-appeal': 'cen',
  merge: 'cen',
  detach: 'cen',
  'answer-caller': 'cen',
  reclassify: 'cen',
  'add-evidence': 'dep',
  note: 'cen',
  'judge-proposal': 'cen',
};
