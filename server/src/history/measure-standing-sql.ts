import { DUE_SAID, firstSaid, LEAD_SAID, lastSaid, PLACE_SAID, SAYS_DUE, SAYS_LEAD, SAYS_PLACE } from './last-said.ts';

const STEPS_BACK_TO_WORK = [
  'TicketAccepted', 'TicketVerificationAsked', 'TicketVerified', 'TicketRegistered', 'TicketDispatched', 'TicketSigned',
  'TicketReturnRequested', 'TicketReturnAccepted', 'TicketReturnDenied', 'TicketResumed', 'TicketReworkOrdered',
  'TicketRedoOrdered', 'TicketReopened',
]; // prettier-ignore

/** The state that an event leads to, as far as a limit depends on it; null: it leads to none. `ended`: in whichever way. */
const STATUS_SAID = `CASE
      WHEN type = 'TicketReported' THEN 'reported'
      WHEN type = 'TicketSuspended' THEN 'suspended'
      WHEN type IN ('TicketDisposed', 'TicketCheckPassed') THEN 'disposed'
      WHEN type IN ('TicketClosed', 'TicketRefused', 'TicketCancelled', 'TicketMerged') THEN 'ended'
      WHEN type = 'TicketDetached' THEN replace(data ->> 'status', 'callback', 'disposed')
      WHEN type IN (${STEPS_BACK_TO_WORK.map((step) => `'${step}'`).join(', ')}) THEN 'working'
    END`;

/**
 * How open tickets stood at an instant, by SQL over the log: `standings (stream,
 * version, part, unit, place)`, the same that `measureStandingOf` finds. A ticket
 * is as its events say that had happened by then, in the order of its stream.
 *
 * `$1` the instant, in milliseconds; `$2` only what happened before it counts
 * (null: all that is known); `$3` the last sequence that is known; `$4` the unit
 * (null: all).
 */
const STANDINGS = `
lines AS MATERIALIZED (
  SELECT stream, version, type, data, data ? 'by' AS is_here
  FROM events
  WHERE stream LIKE 'ticket-%' AND sequence <= $3 AND ($2::timestamptz IS NULL OR happened_at < $2)
),
ordered AS (
  SELECT stream, version, type, data, is_here, ${STATUS_SAID} AS status,
    min(version) FILTER (WHERE type = 'TicketClosed' AND NOT is_here) OVER of_stream AS first_closing,
    coalesce(max(version) FILTER (WHERE ${SAYS_LEAD}) OVER of_stream, 0) AS lead_version
  FROM lines WINDOW of_stream AS (PARTITION BY stream)
),
open AS MATERIALIZED (
  SELECT * FROM (
    SELECT stream,
      ${lastSaid(
        'status',
        // A source that tells of the disposal after the closing does not open the ticket again.
        `status IS NOT NULL AND NOT (type = 'TicketDisposed' AND NOT is_here AND version > coalesce(first_closing, version))`,
      )} AS status,
      ${lastSaid(PLACE_SAID, SAYS_PLACE)} AS place,
      ${lastSaid(DUE_SAID, SAYS_DUE)}::bigint AS due,
      coalesce(${lastSaid(LEAD_SAID, SAYS_LEAD)}, ${firstSaid(
        `data #>> '{by,unit}'`,
        `type = 'TicketDisposed' AND data #>> '{by,unit}' IS NOT NULL AND version > lead_version`,
      )}) AS lead,
      count(*) FILTER (WHERE type = 'TicketExtended') AS extensions,
      count(*) FILTER (WHERE type = 'TicketReworkOrdered') AS reworks,
      max(version) FILTER (WHERE type = 'TicketSuspended') AS suspension_version
    FROM ordered GROUP BY stream HAVING bool_or(type = 'TicketReported')
  ) AS each_ticket WHERE status <> 'ended'
),
clocks AS (
  SELECT * FROM (
    SELECT DISTINCT ON (stream, clock ->> 'id') stream, clock FROM lines,
    LATERAL jsonb_array_elements(coalesce(data -> 'clocks', data #> '{life,clocks}')) AS listed (clock)
    WHERE clock ->> 'kind' IN ('accept', 'respond')
    ORDER BY stream, clock ->> 'id', version DESC
  ) AS newest WHERE clock ->> 'stoppedAt' IS NULL AND (clock ->> 'dueAt')::bigint < $1
),
-- Beside each ticket its clocks, which take its state and place from it.
joined AS (
  SELECT stream, clock, max(status) OVER of_stream AS status, max(place) OVER of_stream AS place
  FROM (
    SELECT stream, NULL::jsonb AS clock, status, place FROM open
    UNION ALL SELECT stream, clock, NULL, NULL FROM clocks
  ) AS both_kinds WINDOW of_stream AS (PARTITION BY stream)
),
standings AS (
  SELECT * FROM (
    SELECT stream, suspension_version AS version, part, lead AS unit, place
    FROM open, LATERAL (VALUES
      ('suspended', status = 'suspended'),
      ('unclosedLate', status <> 'suspended' AND due < $1),
      ('unclosedLateReworked', status <> 'suspended' AND due < $1 AND reworks > 0),
      ('openLate', status NOT IN ('suspended', 'disposed') AND due < $1),
      ('openLateExtended', status NOT IN ('suspended', 'disposed') AND due < $1 AND extensions > 0)
    ) AS parts (part, holds) WHERE holds
    UNION ALL
    SELECT stream, NULL, CASE clock ->> 'kind' WHEN 'accept' THEN 'acceptWaitingLate' ELSE 'respondWaitingLate' END,
      clock ->> 'unit', place
    FROM joined
    WHERE clock IS NOT NULL AND status <> 'suspended' AND (clock ->> 'kind' = 'respond' OR status = 'reported')
  ) AS every WHERE $4::text IS NULL OR unit = $4
)`;

/** Counted by part and place. */
export const COUNT_STANDINGS = `WITH ${STANDINGS}
SELECT part, place::jsonb AS place, count(*)::integer AS count FROM standings GROUP BY part, place`;

/** The suspended ones, with the event that suspended each. */
export const LIST_SUSPENDED = `WITH ${STANDINGS}
SELECT stream, version, place::jsonb AS place FROM standings WHERE part = 'suspended'`;
