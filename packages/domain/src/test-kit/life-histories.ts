import { DAY_MS, MINUTE_MS } from '../instant.ts';
import type { UnitId } from '../organisation/unit.ts';
import type { Disposition, TicketStatus } from '../ticket.ts';
import { life, type Life } from './life-city.ts';
import { photo } from './life-payloads.ts';
import { COMMUNITY_UNIT, POLICE, SANITATION, STREET_UNIT } from './organisation-fixture.ts';

/** Who leads the ticket of a history. */
export type LeadRole = 'com' | 'str' | 'dep';
export const LEAD_UNITS: Readonly<Record<LeadRole, UnitId>> = {
  com: COMMUNITY_UNIT.id,
  str: STREET_UNIT.id,
  dep: POLICE.id,
};
const WAYS: Readonly<Record<LeadRole, Disposition>> = { com: 'immediate', str: 'fast', dep: 'assigned' };

export interface HistoryWish {
  readonly lead?: LeadRole;
  /** Handled jointly and past its deadline, so that the ladder proposes a leader. */
  readonly isLate?: boolean;
}

const helper = { unit: SANITATION.id, what: 'sweep', days: null };

/** A ticket that came into its status by a legal history. */
export function lifeIn(status: TicketStatus, wish: HistoryWish = {}): Life {
  const { lead = 'dep', isLate = false } = wish;
  const disposition = isLate ? 'joint' : WAYS[lead];
  const back = (to: TicketStatus): Life => lifeIn(to, wish).later(MINUTE_MS);
  switch (status) {
    case 'reported':
      return life().report();
    case 'accepted':
      return back('reported').do('accept');
    case 'verifying':
      return back('accepted').do('verify');
    case 'registered': {
      const registered = back('accepted').do('register', { disposition });
      return isLate ? registered.later(30 * DAY_MS).tick() : registered;
    }
    case 'dispatched':
      return back('registered').do('dispatch', {
        ...{ disposition, lead: LEAD_UNITS[lead] },
        helpers: isLate ? [helper] : [],
      });
    case 'return-review':
      return back('dispatched').do('request-return', {}, { by: lead });
    case 'handling':
      return back('dispatched').do('sign', {}, { by: lead });
    case 'suspended':
      return back('handling')
        .do('request-suspension', {}, { by: lead })
        .do('judge-suspension', {}, { by: 'cen' })
        .do('judge-suspension', {}, { by: 'lea' });
    case 'disposed':
      return disposedLife(back('handling'), lead);
    case 'callback':
      return back('disposed').do('check');
    case 'closed':
      return back('callback').do('call-back');
    case 'rejected':
      return back('reported').do('refuse');
    case 'transferred':
      return back('reported').do('refuse', { reason: 'emergency' });
    case 'cancelled':
      return back('accepted').do('cancel');
    case 'merged':
      return back('handling').do('merge');
  }
}

function disposedLife(handled: Life, lead: LeadRole): Life {
  const task = handled.work.tasks.find(({ state }) => state === 'open');
  if (task) handled.do('finish-task', { task: task.id });
  return handled
    .do('add-evidence', { piece: photo(`done-${handled.work.evidence.length}`) }, { by: lead })
    .do('dispose', {}, { by: lead });
}
