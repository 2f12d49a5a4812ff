import {
  decideIncident,
  decideLife,
  decideStation,
  decideTicket,
  evolveIncident,
  evolveStation,
  evolveTicket,
  type Decision,
  type DomainEvent,
  type IncidentEvent,
  type Instant,
  type Incident,
  type Station,
  type StationEvent,
  type Ticket,
  type TicketEvent,
} from '@citybrain/domain';
import type { StreamState } from '../log/event-log.ts';
import type { DecisionContext } from './decision-context.ts';
import type { SubjectCommand } from './submit.ts';

/**
 * Decides a command on the fold of its stream; null: the stream does not exist yet.
 * `now` is that of the context, for deciders that need nothing else.
 */
export function decideSubject(
  current: StreamState | null,
  command: SubjectCommand,
  now: Instant,
  context: DecisionContext,
): Decision<DomainEvent> {
  switch (command.type) {
    case 'RecordTicket':
      return decideTicket((current?.state ?? null) as Ticket | null, command, now);
    case 'MoveTicket':
    case 'ReportTicket':
    case 'KeepMember':
    case 'MarkClock':
    case 'ResumeDue':
    case 'RecomputeDeadlines':
    case 'ClimbLadder':
      if (!context.life) throw new Error(`${command.type} needs what is in force for the life of tickets`);
      return decideLife((current?.state ?? null) as Ticket | null, command, context.life);
    case 'HearStation':
    case 'MarkStationSilent':
      return decideStation((current?.state ?? null) as Station | null, command, now);
    case 'RecordIncident':
      return decideIncident((current?.state ?? null) as Incident | null, command, now);
  }
}

/** The fold after `events`, which `command` decided. */
export function evolveSubject(
  current: StreamState | null,
  command: SubjectCommand,
  events: readonly DomainEvent[],
): StreamState {
  let state = current?.state ?? null;
  switch (command.type) {
    case 'RecordTicket':
    case 'MoveTicket':
    case 'ReportTicket':
    case 'KeepMember':
    case 'MarkClock':
    case 'ResumeDue':
    case 'RecomputeDeadlines':
    case 'ClimbLadder':
      for (const event of events) state = evolveTicket(state as Ticket | null, event as TicketEvent);
      return { kind: 'ticket', state: state as Ticket };
    case 'HearStation':
    case 'MarkStationSilent':
      for (const event of events) state = evolveStation(state as Station | null, event as StationEvent);
      return { kind: 'station', state: state as Station };
    case 'RecordIncident':
      for (const event of events) state = evolveIncident(state as Incident | null, event as IncidentEvent);
      return { kind: 'incident', state: state as Incident };
  }
}
