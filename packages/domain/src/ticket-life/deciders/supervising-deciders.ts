import { decided } from '../../refusal.ts';
import type { LifeEvent } from '../evolve-life.ts';
import { forbidden, lifeData, nextId, type MoveDecider } from '../step-maker.ts';
import { unitInForce, unknownUnit } from '../unit-in-force.ts';

/** 催办 and 督办 go to the unit and want its acknowledgement (M26). */
export const decideSupervise: MoveDecider<'supervise'> = (move) => {
  const { work, payload, at, by, actor } = move;
  if (actor.kind === 'CEN' && payload.kind !== 'urge') {
    return forbidden('not-your-role', 'M26', 'the centre urges (催办); supervision (督办) is for SUP and LEA');
  }
  const unit = payload.unit ?? work.lead ?? work.desk ?? work.centre;
  if (unit === null) {
    return forbidden('unknown-unit', 'M26', 'no unit has the ticket: name the one that the notice is for');
  }
  if (!unitInForce(move, unit)) return unknownUnit(unit, 'M26');
  return decided({
    type: 'TicketSupervised',
    typeVersion: 1,
    happenedAt: at,
    data: {
      ...lifeData(move),
      rule: null,
      notice: {
        id: nextId('notice', work.notices),
        kind: payload.kind,
        unit,
        text: payload.text,
        by,
        at,
        acknowledgedBy: null,
        acknowledgedAt: null,
      },
    },
  });
};

export const decideAcknowledge: MoveDecider<'acknowledge'> = (move) => {
  const { work, payload, at, actor } = move;
  const notice = work.notices.find(({ id }) => id === payload.notice);
  if (notice?.unit !== actor.unitId || notice.acknowledgedAt !== null) {
    return forbidden('unknown-notice', 'M26', `${payload.notice} is no notice that waits for this unit`);
  }
  return decided({
    type: 'TicketNoticeAcknowledged',
    typeVersion: 1,
    happenedAt: at,
    data: { ...lifeData(move, { note: payload.note }), notice: notice.id },
  });
};

const MOST_EVIDENCE = 30;

export const decideAddEvidence: MoveDecider<'add-evidence'> = (move) => {
  const { work, payload, at, by } = move;
  if (work.evidence.some(({ sha256 }) => sha256 === payload.piece.sha256))
    return { kind: 'unchanged', why: 'duplicate' };
  if (work.evidence.length >= MOST_EVIDENCE) {
    return forbidden('too-many', 'M17', `a ticket holds at most ${MOST_EVIDENCE} pieces of evidence`);
  }
  return decided({
    type: 'TicketEvidenceAdded',
    typeVersion: 1,
    happenedAt: at,
    data: { ...lifeData(move), piece: { ...payload.piece, by, at } },
  });
};

export const decideNote: MoveDecider<'note'> = (move) =>
  decided({
    type: 'TicketNoted',
    typeVersion: 1,
    happenedAt: move.at,
    data: lifeData(move, { note: move.payload.note }),
  });

/** What the ladder proposed is done only when a person says so (M27). */
export const decideJudgeProposal: MoveDecider<'judge-proposal'> = (move) => {
  const { ticket, work, payload, at } = move;
  const proposal = work.proposals.find(({ id, state }) => id === payload.proposal && state === 'open');
  if (!proposal) return forbidden('unknown-proposal', 'M27', `${payload.proposal} is no proposal that waits`);
  const data = lifeData(move, { note: payload.note });
  if (!payload.isAccepted) {
    return decided({
      type: 'TicketProposalDeclined',
      typeVersion: 1,
      happenedAt: at,
      data: { ...data, proposal: proposal.id },
    });
  }
  const accepted: LifeEvent = {
    type: 'TicketProposalAccepted',
    typeVersion: 1,
    happenedAt: at,
    data: { ...data, proposal },
  };
  if (proposal.to === 'supervision' || proposal.to === 'standing-meeting') return decided(accepted);
  return decided<LifeEvent>(accepted, {
    type: 'TicketEscalated',
    typeVersion: 1,
    happenedAt: at,
    data: {
      ...lifeData({ ...move, key: null }),
      rule: `${proposal.rule}:accepted`,
      from: ticket.facts.disposition,
      to: proposal.to,
    },
  });
};
