import {
  CHANNEL_SAID,
  DUE_SAID,
  firstSaid,
  LEAD_SAID,
  lastSaid,
  PLACE_SAID,
  SAYS_CHANNEL,
  SAYS_DUE,
  SAYS_LEAD,
  SAYS_PLACE,
} from './last-said.ts';

const SO_FAR = 'OVER so_far';
const countOf = (type: string): string => `count(*) FILTER (WHERE type = '${type}') ${SO_FAR}`;

const IN_PERIOD = `at >= extract(epoch FROM $1::timestamptz) * 1000 AND at < extract(epoch FROM $2::timestamptz) * 1000`;

/** What a later event may be about, as one text. */
const SPOT = `jsonb_build_object('at', at, 'place', place::jsonb, 'unit', lead, 'isLate', is_late)::text`;

const when = (condition: string, part: string): string => `CASE WHEN ${condition} THEN '${part}' END`;

const PARTS_OF_CLOCK = `CASE
      WHEN clock ->> 'dueAt' IS NULL THEN NULL
      WHEN clock ->> 'kind' = 'accept' AND event_type = 'TicketAccepted'
        THEN ARRAY['accepted', ${when(`at > (clock ->> 'dueAt')::bigint`, 'acceptedLate')}]
      WHEN clock ->> 'kind' = 'respond' AND is_stopped_first AND event_type = 'TicketContacted'
        THEN ARRAY['responded', ${when(`at > (clock ->> 'dueAt')::bigint`, 'respondedLate')}]
      WHEN clock ->> 'kind' = 'respond' AND is_stopped_first
        THEN ARRAY[${when(`at > (clock ->> 'dueAt')::bigint`, 'respondMissed')}]
    END`;

const PARTS_OF_ENDING = `ARRAY[
      ${when('is_disposal', 'disposed')}, ${when('is_disposal AND is_late', 'disposedLate')},
      ${when('is_disposal AND NOT is_late AND due IS NULL', 'disposedUntimed')},
      ${when('is_disposal AND extensions > 0', 'disposedExtended')},
      ${when('is_closing', 'closed')}, ${when('is_closing AND is_late', 'closedLate')},
      ${when('is_closing AND NOT is_late AND due IS NULL', 'closedUntimed')},
      ${when('is_closing AND reworks > 0', 'closedReworked')}, ${when('is_closing AND is_here', 'closedHere')},
      ${when('is_closing AND is_here AND leads_above_community = 0', 'closedInGrid')}]`;

const PARTS_OF_CALL = `CASE data #>> '{result,outcome}'
      WHEN 'unreachable' THEN ARRAY['called']
      WHEN 'reached' THEN ARRAY['called', 'reached', ${when(`data #>> '{result,isSolved}' = 'true'`, 'solved')},
        ${when(`data #>> '{result,isSatisfied}' = 'true'`, 'satisfied')}]
    END`;

/** What an event, or a clock that it carries, makes by itself; with nulls between. */
const PARTS_MADE = `CASE type
    WHEN 'clock' THEN ${PARTS_OF_CLOCK}
    WHEN 'TicketReported' THEN ARRAY['reported', ${when(
      `data #>> '{facts,category}' IS NOT NULL AND data #>> '{facts,place,regionId}' IS NOT NULL
        AND data #>> '{facts,place,source}' NOT IN ('none', 'outside')`,
      'repeatable',
    )}]
    WHEN 'TicketRegistered' THEN ARRAY['registered', ${when(
      `patrols = 0 AND coalesce(channel, '') NOT IN ('grid', 'video', 'patrol')`,
      'registeredPublic',
    )}]
    WHEN 'TicketDispatched' THEN ARRAY['dispatched']
    WHEN 'TicketDisposed' THEN ${PARTS_OF_ENDING}
    WHEN 'TicketClosed' THEN ${PARTS_OF_ENDING}
    WHEN 'TicketCalledBack' THEN ${PARTS_OF_CALL}
    WHEN 'TicketRedoOrdered' THEN ARRAY['redone']
    WHEN 'TicketMerged' THEN ARRAY['merged']
    WHEN 'TicketCancelled' THEN ARRAY['cancelled']
    WHEN 'TicketRefused' THEN ARRAY[CASE data ->> 'isTransferred' WHEN 'true' THEN 'transferred' ELSE 'rejected' END]
  END`;

/**
 * The facts of a period by SQL over the log: `facts (stream, decided_by, part, at,
 * place, unit)`, the same that `measureFactsOf` makes of each event; `decided_by`
 * is the version of the event that made it. Only tickets of which an event
 * happened in the period can have any.
 *
 * `$1`, `$2` the period; `$3` the last sequence that is known.
 *
 * `lines` are the events, and beside each a row for each clock that it carries
 * (type `clock`). `folded` adds what was said last, up to and with the event;
 * `judged` what that makes of a disposal or a closing; `spotted` what a later
 * event may be about.
 */
export const FACTS_OF_PERIOD = `
lines AS MATERIALIZED (
  SELECT stream, version, type, data, data ? 'by' AS is_here, (extract(epoch FROM happened_at) * 1000)::bigint AS at
  FROM events
  WHERE sequence <= $3 AND stream IN (
    SELECT stream FROM events
    WHERE stream LIKE 'ticket-%' AND happened_at >= $1::timestamptz AND happened_at < $2::timestamptz AND sequence <= $3
  )
),
clocks AS (
  SELECT stream, version, type AS event_type, at, clock, number,
    row_number() OVER (PARTITION BY stream, clock ->> 'id' ORDER BY version) = 1 AS is_new,
    clock ->> 'stoppedAt' IS NOT NULL AND row_number() OVER (
      PARTITION BY stream, clock ->> 'id', clock ->> 'stoppedAt' IS NOT NULL ORDER BY version) = 1 AS is_stopped_first
  FROM lines, LATERAL jsonb_array_elements(coalesce(data -> 'clocks', data #> '{life,clocks}'))
    WITH ORDINALITY AS listed (clock, number)
  WHERE clock ->> 'kind' IN ('citizen', 'redo', 'accept', 'respond')
),
folded AS (
  SELECT every.*,
    ${lastSaid(PLACE_SAID, SAYS_PLACE, SO_FAR)} AS place,
    ${lastSaid(DUE_SAID, SAYS_DUE, SO_FAR)}::bigint AS due,
    ${lastSaid(CHANNEL_SAID, SAYS_CHANNEL, SO_FAR)} AS channel,
    ${lastSaid(LEAD_SAID, SAYS_LEAD, SO_FAR)} AS dispatched_to,
    max(version) FILTER (WHERE ${SAYS_LEAD}) ${SO_FAR} AS lead_version,
    ${lastSaid(
      `lpad(number::text, 4, '0') || (clock ->> 'id')`,
      `type = 'clock' AND is_new AND clock ->> 'kind' IN ('citizen', 'redo')`,
      SO_FAR,
    )} AS governing,
    ${lastSaid(`data #>> '{mark,clock}'`, `type = 'TicketClockBreached' AND data #>> '{mark,kind}' = 'redo'`, SO_FAR)} AS redo_breached,
    count(*) FILTER (WHERE type = 'TicketClockBreached' AND data #>> '{mark,kind}' = 'citizen') ${SO_FAR} AS citizen_breaches,
    min((data #>> '{mark,at}')::bigint) FILTER (WHERE type = 'TicketClockBreached' AND data #>> '{mark,kind}' = 'source')
      ${SO_FAR} AS source_breached_at,
    ${countOf('TicketExtended')} AS extensions,
    ${countOf('TicketReworkOrdered')} AS reworks,
    ${countOf('TicketDisposed')} AS disposals,
    ${countOf('TicketClosed')} AS closings,
    count(*) FILTER (WHERE type = 'TicketReported' AND data #>> '{life,isPatrol}' = 'true') ${SO_FAR} AS patrols,
    count(*) FILTER (WHERE type IN ('TicketSigned', 'TicketReturnRequested', 'TicketDisposed')
      AND data #>> '{by,role}' IN ('STR', 'DEP')) ${SO_FAR} AS leads_above_community
  FROM (
    SELECT stream, version, type, data, is_here, at, NULL::text AS event_type, NULL::jsonb AS clock, NULL::bigint AS number,
      false AS is_new, false AS is_stopped_first FROM lines
    UNION ALL
    SELECT stream, version, 'clock', NULL, false, at, event_type, clock, number, is_new, is_stopped_first FROM clocks
  ) AS every
  WINDOW so_far AS (PARTITION BY stream ORDER BY version RANGE UNBOUNDED PRECEDING)
),
judged AS (
  SELECT folded.*,
    coalesce(dispatched_to, ${firstSaid(
      `data #>> '{by,unit}'`,
      `type = 'TicketDisposed' AND data #>> '{by,unit}' IS NOT NULL`,
      'OVER (PARTITION BY stream, lead_version ORDER BY version RANGE UNBOUNDED PRECEDING)',
    )}) AS lead,
    CASE WHEN governing IS NULL THEN coalesce(source_breached_at < at, false)
      ELSE citizen_breaches > 0 OR coalesce(redo_breached = substr(governing, 5), false) END
      OR coalesce(at > due, false) AS is_late,
    (type = 'TicketDisposed' AND (is_here OR (disposals = 1 AND closings = 0)))
      OR (type = 'TicketClosed' AND NOT is_here AND disposals = 0 AND closings = 1) AS is_disposal,
    type = 'TicketClosed' AND (is_here OR closings = 1) AS is_closing
  FROM folded
),
spotted AS (
  SELECT judged.*,
    ${lastSaid(SPOT, `type = 'TicketDispatched'`, SO_FAR)}::jsonb AS dispatch,
    ${lastSaid(SPOT, 'is_disposal', SO_FAR)}::jsonb AS disposal,
    ${lastSaid(SPOT, 'is_closing', SO_FAR)}::jsonb AS closing,
    ${lastSaid(SPOT, `type = 'TicketMerged'`, SO_FAR)}::jsonb AS merging
  FROM judged
  WINDOW so_far AS (PARTITION BY stream ORDER BY version RANGE UNBOUNDED PRECEDING)
),
made AS (
  SELECT stream, version AS decided_by, part, at, place,
    CASE WHEN type = 'clock' THEN clock ->> 'unit' WHEN type NOT IN ('TicketReported', 'TicketRegistered') THEN lead END AS unit
  FROM spotted, LATERAL unnest(${PARTS_MADE}) AS parts (part)
  WHERE ${IN_PERIOD} AND part IS NOT NULL
),
beside AS (
  SELECT stream, version AS decided_by, part, (spot ->> 'at')::bigint AS at, (spot -> 'place')::text AS place,
    spot ->> 'unit' AS unit
  FROM spotted, LATERAL (VALUES
    ('returnAsked', type = 'TicketReturnRequested', dispatch),
    ('returnGranted', type = 'TicketReturnAccepted', dispatch),
    ('disposedExempt', type = 'TicketExempted' AND disposal ->> 'isLate' = 'true', disposal),
    ('closedExempt', type = 'TicketExempted' AND closing ->> 'isLate' = 'true', closing),
    ('detached', type = 'TicketDetached', merging)
  ) AS parts (part, holds, spot)
  WHERE type IN ('TicketReturnRequested', 'TicketReturnAccepted', 'TicketExempted', 'TicketDetached') AND holds
    AND spot IS NOT NULL
),
facts AS (
  SELECT * FROM (SELECT * FROM made UNION ALL SELECT * FROM beside) AS every
  WHERE ${IN_PERIOD}
    AND ($4::text IS NULL OR unit = $4)
)`;

/** Counted by part and place. */
export const COUNT_FACTS = `WITH ${FACTS_OF_PERIOD}
SELECT part, place::jsonb AS place, count(*)::integer AS count FROM facts GROUP BY part, place`;

/** One row for each, of those parts that are excluded from something. */
export const LIST_EXCLUDING_FACTS = `WITH ${FACTS_OF_PERIOD}
SELECT stream, decided_by AS version, part, at, place::jsonb AS place FROM facts
WHERE part IN ('disposedExempt', 'closedExempt', 'merged', 'detached', 'cancelled', 'rejected', 'transferred')`;

/** Reports that are at least the `$4`-th of their region and category in the 30 days that end with them. */
export const COUNT_REPEATS = `
SELECT place, count(*)::integer AS count FROM (
  SELECT happened_at, data #> '{facts,place}' AS place, count(*) OVER (
    PARTITION BY data #>> '{facts,place,regionId}', data #>> '{facts,category}' ORDER BY happened_at
    RANGE BETWEEN '719:59:59.999' PRECEDING AND CURRENT ROW) AS known
  FROM events
  WHERE type = 'TicketReported' AND sequence <= $3
    AND happened_at > $1::timestamptz - interval '720 hours' AND happened_at < $2::timestamptz
    AND data #>> '{facts,category}' IS NOT NULL AND data #>> '{facts,place,regionId}' IS NOT NULL
    AND data #>> '{facts,place,source}' NOT IN ('none', 'outside')
) AS reports WHERE happened_at >= $1::timestamptz AND known >= $4 GROUP BY place`;
