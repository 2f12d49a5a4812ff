import {
  instant,
  readMeasure,
  readMeasures,
  type CivilDate,
  type Instant,
  type MeasureCounts,
  type MeasuredPeriod,
  type Place,
  type RegionId,
  type RegionTree,
  type UnitId,
} from '@citybrain/domain';
import { RatesQuery, type ExclusionsAnswer, type RatesAnswer, type RatesAsked } from '@citybrain/protocol';
import type { FastifyInstance } from 'fastify';
import { DateTime } from 'luxon';
import type { Access } from '../access/access.ts';
import { maskTexts } from '../access/masking.ts';
import type { Principal } from '../access/principal.ts';
import type { MeasureExclusions } from '../history/measure-exclusions.ts';
import type { MeasureHistory, MeasureQuestion } from '../history/measure-history.ts';
import type { CityPicture } from '../views/city-picture.ts';
import { principalOf } from './authenticate.ts';
import { HttpProblem } from './http-problem.ts';

export interface RateRoutesOptions {
  readonly access: Access;
  readonly tree: () => RegionTree;
  /** Where a place counts by the regions in force; -1: nowhere. */
  readonly placeIndex: (place: Place) => number;
  readonly picture: () => Pick<CityPicture, 'asOf' | 'sequence' | 'ledger'>;
  readonly history: MeasureHistory;
  readonly exclusions: MeasureExclusions;
  readonly zone: string;
}

const tags = ['measures'];

/** What an approved appeal changes. */
const EXEMPTABLE = ['dispose_on_time', 'close_on_time'] as const;

/** The measures of a period, and who was left out of them. */
export function rateRoutes(app: FastifyInstance, options: RateRoutesOptions): void {
  app.get<{ Querystring: RatesQuery }>(
    '/api/v1/measures/rates',
    {
      config: { action: 'measure.read' },
      schema: { summary: 'The measures of a period, with numerator and denominator', tags, querystring: RatesQuery },
    },
    async (request): Promise<RatesAnswer> => {
      const asked = askedBy(principalOf(request), request.query, options);
      const { counts, readBy } = await countsOf(asked, options);
      return { ...asked.answer, readBy, measures: readMeasures(counts) };
    },
  );

  app.get<{ Querystring: RatesQuery }>(
    '/api/v1/measures/exclusions',
    {
      config: { action: 'ticket.read' },
      schema: { summary: 'What the measures of a period leave out, and by whose word', tags, querystring: RatesQuery },
    },
    async (request): Promise<ExclusionsAnswer> => {
      const principal = principalOf(request);
      const asked = askedBy(principal, request.query, options);
      const { counts } = await countsOf(asked, options);
      const exclusions = await options.exclusions.list(asked.question, asked.isWithin);
      return {
        ...asked.answer,
        exclusions: exclusions.map((row) => maskTexts(row, principal.fieldLevel)),
        rates: EXEMPTABLE.map((id) => ({
          id,
          withExemptions: readMeasure(id, counts),
          withoutExemptions: readMeasure(id, { ...counts, disposedExempt: 0, closedExempt: 0 }),
        })),
      };
    },
  );
}

interface Asked {
  readonly answer: RatesAsked;
  readonly question: MeasureQuestion;
  readonly isWithin: (place: Place) => boolean;
}

/** @throws HttpProblem 403 outside of the caller's scope, 400 without a period */
function askedBy(principal: Principal, query: RatesQuery, options: RateRoutesOptions): Asked {
  const { access, tree, placeIndex } = options;
  const scope = (query.scope as RegionId | undefined) ?? access.scopesOf(principal)[0];
  if (scope === undefined || !access.sees(principal, scope)) {
    throw new HttpProblem(403, 'not-allowed', `${principal.name} may not see ${scope ?? 'any region'}`);
  }
  const period = periodOf(query, options.zone);
  const { asOf: now, sequence } = options.picture();
  const unit = (query.unit as UnitId | undefined) ?? null;
  const asOf = instant(Math.min(now, period.to));
  return {
    answer: { scope, unit, from: query.from as CivilDate, to: query.to as CivilDate, asOf, sequence },
    question: { period, asOf: now, sequence, unit },
    // Asked again for each place: while the store answers, other regions may come into force.
    isWithin: (place) => {
      const at = tree().indexOf(scope);
      return at >= 0 && tree().isWithin(placeIndex(place), at);
    },
  };
}

function periodOf({ from, to }: RatesQuery, zone: string): MeasuredPeriod {
  const period = { from: startOf(from, 'from', zone), to: startOf(to, 'to', zone) };
  if (period.from < period.to) return period;
  throw new HttpProblem(400, 'not-a-period', `from ${from} is not before to ${to}: name the day after the last as to`);
}

function startOf(day: string, name: string, zone: string): Instant {
  const start = DateTime.fromISO(day, { zone });
  if (start.isValid) return instant(start.toMillis());
  throw new HttpProblem(400, 'not-a-day', `${name} ${day} is no day of the calendar: correct it`);
}

/** Live while the period runs and its days are held, else out of the log. */
async function countsOf(
  { answer, question, isWithin }: Asked,
  { picture, history, tree }: RateRoutesOptions,
): Promise<{ readonly counts: MeasureCounts; readonly readBy: RatesAnswer['readBy'] }> {
  const { ledger } = picture();
  const { period, asOf, unit } = question;
  if (period.to > asOf && period.from >= ledger.heldFrom) {
    return { counts: ledger.counts(tree().indexOf(answer.scope), period, unit), readBy: 'live' };
  }
  return { counts: await history.counts(question, isWithin), readBy: 'history' };
}
