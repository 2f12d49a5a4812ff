import type { TicketEvent } from '../ticket-events.ts';
import type { MeasureFact } from './measure-facts.ts';

/** What the measures remember of a ticket between its events: what a later one may be about. */
export interface MeasureTrace {
  /** A street or a department took it over: it was not settled in its community. */
  readonly hasLeftGrid: boolean;
  readonly dispatch: MeasureFact | null;
  /** The last disposal, when it was late: an exemption is about it. */
  readonly lateDisposal: MeasureFact | null;
  readonly lateClosing: MeasureFact | null;
  readonly merging: MeasureFact | null;
}

export const NO_TRACE: MeasureTrace = {
  hasLeftGrid: false,
  dispatch: null,
  lateDisposal: null,
  lateClosing: null,
  merging: null,
};

/** The trace after an event that made `facts`. */
export function traceAfter(trace: MeasureTrace, event: TicketEvent, facts: readonly MeasureFact[]): MeasureTrace {
  const factOf = (part: MeasureFact['part']): MeasureFact | null => facts.find((fact) => fact.part === part) ?? null;
  const next = leavesGrid(event) && !trace.hasLeftGrid ? { ...trace, hasLeftGrid: true } : trace;
  switch (event.type) {
    case 'TicketDispatched':
      return { ...next, dispatch: factOf('dispatched') };
    case 'TicketDisposed':
    case 'TicketClosed':
      return {
        ...next,
        lateDisposal: factOf('disposed') ? factOf('disposedLate') : next.lateDisposal,
        lateClosing: factOf('closed') ? factOf('closedLate') : next.lateClosing,
      };
    case 'TicketMerged':
      return { ...next, merging: factOf('merged') };
    case 'TicketDetached':
      return { ...next, merging: null };
    default:
      return next;
  }
}

/** A unit above the community acts as the lead. */
function leavesGrid({ type, data }: TicketEvent): boolean {
  if (type !== 'TicketSigned' && type !== 'TicketReturnRequested' && type !== 'TicketDisposed') return false;
  return 'by' in data && (data.by.role === 'STR' || data.by.role === 'DEP');
}
