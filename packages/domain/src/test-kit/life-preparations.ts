import type { UnitId } from '../organisation/unit.ts';
import type { TicketStatus } from '../ticket.ts';
import type { MovePayloads } from '../ticket-life/life-commands.ts';
import type { Move } from '../ticket-life/moves.ts';
import { CAST, type Role } from './life-cast.ts';
import type { Life } from './life-city.ts';
import { LEAD_UNITS, lifeIn, type LeadRole } from './life-histories.ts';
import { photo } from './life-payloads.ts';
import { COMMUNITY_UNIT, POLICE } from './organisation-fixture.ts';

const isLeadRole = (role: Role): role is LeadRole => role in LEAD_UNITS;
const unitOf = (role: Role): UnitId => CAST[role].actors[0]?.unitId ?? POLICE.id;
const other = (role: LeadRole): LeadRole => (role === 'str' ? 'com' : 'str');

/** Before these nothing was handled: no whistle calls, and no ladder proposes. */
export const BEFORE_REGISTRATION: readonly TicketStatus[] = ['reported', 'accepted', 'verifying'];

/** A legal history into `status` that leaves open what `move` needs of `role`. */
export function preparedLife(status: TicketStatus, move: Move, role: Role): Life {
  const lead = isLeadRole(role) ? role : 'dep';
  switch (move) {
    case 'self-dispose':
      return lifeIn(status, { lead: 'com' })
        .do('add-evidence', { piece: photo('before') }, { by: 'grd' })
        .do('add-evidence', { piece: photo('after') }, { by: 'grd' });
    case 'dispatch':
      return status === 'handling' ? lifeIn(status, { lead: 'str' }).do('whistle') : lifeIn(status, { lead: 'com' });
    case 'finish-task':
      return lifeIn(status, { lead: other(lead) }).do('add-task', { unit: LEAD_UNITS[lead] }, { by: other(lead) });
    case 'excuse-task':
      return lifeIn(status, { lead }).do('add-task', {}, { by: lead });
    case 'judge-extension': {
      const asks = role === 'str' ? 'com' : 'dep';
      return lifeIn(status, { lead: asks }).do('request-extension', {}, { by: asks });
    }
    case 'judge-suspension':
      return lifeIn(status).do('request-suspension');
    case 'report-in':
      return calledLife(status, lead);
    case 'dispose':
      return lifeIn(status, { lead }).do('add-evidence', {}, { by: lead });
    case 'acknowledge':
    case 'add-evidence':
    case 'note':
      return lifeIn(status).do('supervise', { kind: 'routine', unit: unitOf(role) });
    case 'appeal':
      return lifeIn(status, { lead, isLate: true });
    case 'judge-appeal':
      return lifeIn(status, { isLate: true }).do('appeal');
    case 'judge-proposal':
      return lifeIn(status, { isLate: !BEFORE_REGISTRATION.includes(status) });
    default:
      return lifeIn(status, { lead });
  }
}

/** Whistled for while it was handled, and brought from there into the status. */
function calledLife(status: TicketStatus, calls: LeadRole): Life {
  if (BEFORE_REGISTRATION.includes(status)) return lifeIn(status);
  const lead = other(calls);
  const by = { by: lead } as const;
  const whistled = lifeIn('handling', { lead }).do('whistle', { units: [LEAD_UNITS[calls]] }, by);
  switch (status) {
    case 'registered':
      return whistled.do('request-return', {}, by).do('judge-return');
    case 'dispatched':
      return whistled.do('dispatch');
    case 'return-review':
      return whistled.do('request-return', {}, by);
    case 'suspended':
      return whistled.do('request-suspension', {}, by).do('judge-suspension').do('judge-suspension', {}, { by: 'lea' });
    case 'disposed':
      return whistled.do('add-evidence', {}, by).do('dispose', {}, by);
    case 'callback':
      return whistled.do('add-evidence', {}, by).do('dispose', {}, by).do('check');
    default:
      return whistled;
  }
}

/** What one role has to say otherwise than the usual. */
export function payloadFor(move: Move, role: Role): Partial<MovePayloads[Move]> {
  if (move === 'dispatch' && role === 'com') return { disposition: 'immediate', lead: COMMUNITY_UNIT.id };
  return {};
}
