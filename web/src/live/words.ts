/** The words of the protocol and the domain that panels and screens show, so that only `live` knows the wire. */
export type {
  ChangeSince,
  ChildRow,
  ClockAnswer,
  DutyQueryAnswer,
  ExclusionRow,
  ExclusionsAnswer,
  IncidentRow,
  LatestRow,
  Measures,
  MergeManyBody,
  MoveAnswer,
  PendingWord,
  RatesAnswer,
  Ratio,
  RegionRow,
  ReportBody,
  StationRow,
  TicketAnswer,
  TicketHistoryEntry,
  TicketLifeAnswer,
  TicketRow,
  Viewer,
} from '@citybrain/protocol';
export { PENDING_WORDS } from '@citybrain/protocol';
export type { Move, RegionId, TicketId } from '@citybrain/domain';
