import { streamId } from '@citybrain/domain';
import { causeOf } from './access/principal.ts';
import type { Submit } from './commands/submit.ts';
import { actingPerson, type ActingParts } from './http/acting-person.ts';
import type { EvidenceRoutesOptions } from './http/evidence-routes.ts';
import { HttpProblem } from './http/http-problem.ts';

export interface SubmitEvidenceOptions extends ActingParts {
  readonly submit: Submit;
}

/** Tells the ticket of a piece that was stored; the same piece again changes nothing. @throws HttpProblem when a rule says no */
export function submitEvidence(options: SubmitEvidenceOptions): EvidenceRoutesOptions['onAdded'] {
  return async (piece, principal) => {
    const { id, sha256, name, mediaType, size } = piece;
    const by = actingPerson(principal, options);
    const payload = { piece: { id, sha256, name, mediaType, size } };
    const command = { type: 'MoveTicket', move: 'add-evidence', by, key: null, payload } as const;
    const stream = streamId('ticket', piece.ticketId);
    const [outcome] = await options.submit.submit([{ steps: [{ stream, command }], causedBy: causeOf(principal) }]);
    if (outcome?.kind !== 'refused') return;
    const { code, message } = outcome.refusal;
    throw new HttpProblem(code.startsWith('not-your') ? 403 : 422, code, message);
  };
}
