const DIGITS = 9;

/**
 * SQL for what the last event of a stream says that says it at all, null or not:
 * the greatest of texts that begin with the event's version. One sort serves any
 * number of these, where a join for each would be planned blindly.
 *
 * @param value SQL of a text; null counts as said
 * @param when SQL of the condition that the event says it
 * @param over the window, or empty in an aggregate
 */
export const lastSaid = (value: string, when: string, over = ''): string =>
  `nullif(substr(max((lpad(version::text, ${DIGITS}, '0') || coalesce(${value}, '')) COLLATE "C") FILTER (WHERE ${when}) ${over}, ${DIGITS + 1}), '')`;

/** The same of the first. */
export const firstSaid = (value: string, when: string, over = ''): string =>
  lastSaid(value, when, over).replace('max(', 'min(');

/** Which events say where the ticket lies, until when it is due, and from which channel it came. */
export const SAYS_PLACE = `(type = 'TicketReported' OR (type = 'TicketUpdated' AND data -> 'changes' ? 'place')
      OR (type = 'TicketAccepted' AND data ? 'place'))`;
export const SAYS_DUE = `(type = 'TicketReported' OR (type = 'TicketUpdated' AND data -> 'changes' ? 'dueAt')
      OR (is_here AND data ? 'dueAt'))`;
export const SAYS_CHANNEL = `(type = 'TicketReported' OR (type = 'TicketUpdated' AND data -> 'changes' ? 'channel'))`;
export const SAYS_LEAD = `type IN ('TicketDispatched', 'TicketReturnAccepted', 'TicketReopened')`;

export const PLACE_SAID = `coalesce(data #> '{facts,place}', data #> '{changes,place}', data -> 'place')::text`;
/** A null of JSON is a null of SQL. */
export const DUE_SAID = `CASE type WHEN 'TicketReported' THEN data #>> '{facts,dueAt}'
      WHEN 'TicketUpdated' THEN data #>> '{changes,dueAt}' ELSE data ->> 'dueAt' END`;
export const CHANNEL_SAID = `CASE type WHEN 'TicketReported' THEN data #>> '{facts,channel}' ELSE data #>> '{changes,channel}' END`;
export const LEAD_SAID = `CASE type WHEN 'TicketDispatched' THEN data ->> 'lead' END`;
