import { categoryGroupOf } from '../categories.ts';
import type { CivilDate } from '../instant.ts';
import type { Limit } from '../limit.ts';
import type { Region } from '../region.ts';
import type { DemandKind } from '../ticket.ts';
import type { LimitMatter, MatterAspect } from './limit-matter.ts';

/** One limit of a law. Plain data. A field that is left out restricts nothing. */
export interface Statute {
  readonly id: string;
  readonly zh: string;
  readonly en: string;
  /** Law and article. */
  readonly article: string;
  /** Groups, categories and hotline groups that it binds. */
  readonly categories: readonly string[];
  /** Categories of those groups that it doesn't. */
  readonly except?: readonly string[];
  readonly demandKinds?: readonly DemandKind[];
  readonly aspects?: readonly (MatterAspect | null)[];
  /** On site or contacted, or done and answered. */
  readonly clock: 'respond' | 'resolve';
  readonly limit: Limit;
  /** Another limit for what starts on the days `MM-DD` from … to, both included, of any year. */
  readonly seasonal?: { readonly from: string; readonly to: string; readonly limit: Limit };
}

/** The statutes of a place. */
export interface StatuteSet {
  readonly id: string;
  readonly zh: string;
  readonly en: string;
  /** Administrative code, six digits: they hold there and in everything below. */
  readonly rootCode: string;
  readonly statutes: readonly Statute[];
}

export function appliesTo(statute: Statute, { category, demandKind, aspect }: LimitMatter): boolean {
  const { categories, except, demandKinds, aspects } = statute;
  return (
    (categories.includes(category) || categories.includes(categoryGroupOf(category))) &&
    except?.includes(category) !== true &&
    (demandKinds === undefined || (demandKind !== null && demandKinds.includes(demandKind))) &&
    (aspects === undefined || aspects.includes(aspect))
  );
}

/** What it allows to a matter that starts on a day. */
export function statuteLimitOn({ limit, seasonal }: Statute, startedOn: CivilDate): Limit {
  if (!seasonal) return limit;
  const day = startedOn.slice('YYYY-'.length);
  const { from, to } = seasonal;
  const isWithin = from <= to ? from <= day && day <= to : from <= day || day <= to;
  return isWithin ? seasonal.limit : limit;
}

/** Whether a set holds in a region: by its statistical or administrative code, at any level of the territory. */
export function holdsIn({ rootCode }: StatuteSet, { codeSystem, code }: Pick<Region, 'codeSystem' | 'code'>): boolean {
  if (codeSystem !== 'nbs' && codeSystem !== 'areacity') return false;
  return code.startsWith(rootCode.replace(/(?:00)+$/, ''));
}
