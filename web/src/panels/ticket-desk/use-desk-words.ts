import {
  categoryName,
  describeBasis,
  describeLimit,
  ESCALATION_LADDER,
  findFilingCondition,
  type CategoryLanguage,
  type ClockStep,
  type Limit,
  type LimitBasis,
  type Move,
} from '@citybrain/domain';
import { computed, type ComputedRef } from 'vue';
import { useI18n } from 'vue-i18n';
import { useOrganisationStore } from '../../live/organisation-store.ts';
import type { TicketAnswer } from '../../live/words.ts';
import { UNKNOWN } from '../../ui/formats.ts';
import { explainRefusal } from './explain-refusal.ts';

export interface DeskWords {
  readonly language: ComputedRef<CategoryLanguage>;
  readonly unit: (id: string | null) => string;
  readonly who: (name: string) => string;
  readonly category: (code: string | null) => string;
  readonly condition: (id: string) => string;
  readonly limit: (limit: Limit) => string;
  basis(of: { readonly basis: LimitBasis; readonly ref: string }): string;
  readonly ladder: (rule: string) => string;
  readonly step: (step: Pick<ClockStep, 'why' | 'name'>) => string;
  refusal(move: Move | null, of: { readonly code: string; readonly detail: string }): string;
}

/** Names of what a ticket's life is made of, in the language of the screen. */
export function useDeskWords(answer: () => TicketAnswer | null): DeskWords {
  const i18n = useI18n();
  const { t, locale } = i18n;
  const organisation = useOrganisationStore();
  const language = computed<CategoryLanguage>(() => (locale.value === 'en' ? 'en' : 'zh'));
  const list = (words: readonly string[]): string => words.join(t('desk.comma'));

  function refusal(move: Move | null, of: { readonly code: string; readonly detail: string }): string {
    const told = explainRefusal(move, of);
    if (told.code === null || !i18n.te(`desk.refusal.${told.code}`)) return of.detail;
    return t(`desk.refusal.${told.code}`, {
      from: list(told.from.map((status) => t(`ticket.status.${status}`))),
      actors: list(told.actors.map((kind) => t(`desk.actor.${kind}`))),
      relation: t(`desk.relation.${told.relation}`),
    });
  }

  return {
    language,
    unit: (id) =>
      id === null ? t('desk.nobody') : (answer()?.unitNames[id] ?? organisation.find(id as never)?.name ?? id),
    who: (name) => (name.startsWith('system:') ? t('desk.system') : name.replace(/^(user|feed|token):/, '')),
    category: (code) => (code === null ? UNKNOWN : categoryName(code, language.value)),
    condition: (id) => findFilingCondition(id)?.[language.value] ?? id,
    limit: (limit) => describeLimit(limit, language.value),
    basis: (of) => describeBasis(of, language.value),
    ladder: (rule) => ESCALATION_LADDER.find(({ id }) => id === rule)?.[language.value] ?? rule,
    step: ({ why, name }) => (name === null ? t(`desk.why.${why}`) : `${t(`desk.why.${why}`)} · ${name}`),
    refusal,
  };
}
