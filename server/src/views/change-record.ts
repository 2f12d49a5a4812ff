import type { IncidentId, StationId, TicketId } from '@citybrain/domain';
import type { Move, PictureChanges } from './view.ts';

/** Gathers what changed until it is taken: per subject only where it was first and where it is last. */
export class ChangeRecord implements PictureChanges {
  readonly regions = new Set<number>();
  readonly tickets = new Map<TicketId, Move>();
  readonly stations = new Map<StationId, Move>();
  readonly incidents = new Map<IncidentId, Move>();
  readonly latest = new Set<number>();

  touch(path: readonly number[]): void {
    for (const region of path) this.regions.add(region);
  }

  move<Id>(moves: Map<Id, Move>, id: Id, from: number, to: number): void {
    moves.set(id, { from: moves.get(id)?.from ?? from, to });
  }
}
