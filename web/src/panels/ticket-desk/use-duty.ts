import { DISPOSITIONS } from '@citybrain/domain';
import { computed, shallowRef, type ComputedRef, type ShallowRef } from 'vue';
import { useI18n } from 'vue-i18n';
import { fetchDuty } from '../../live/organisation-store.ts';
import { useRegionsStore } from '../../live/regions-store.ts';
import { RestProblem } from '../../live/rest-client.ts';
import type { DutyQueryAnswer, TicketRow } from '../../live/words.ts';

export interface DutyProposal {
  readonly answer: ShallowRef<DutyQueryAnswer | null>;
  /** Who should lead, and why; null before it was asked. */
  readonly words: ComputedRef<string | null>;
  /** A question that can't be answered proposes nobody. */
  ask(ticket: TicketRow, disposition: unknown): Promise<void>;
}

/** Whom the duty lists name for a matter. */
export function useDuty(): DutyProposal {
  const { t } = useI18n();
  const regions = useRegionsStore();
  const answer = shallowRef<DutyQueryAnswer | null>(null);

  async function ask({ category, regionId }: TicketRow, disposition: unknown): Promise<void> {
    if (regionId === null) return;
    const way = DISPOSITIONS.find((known) => known === disposition) ?? null;
    try {
      answer.value = await fetchDuty(category, regionId, way);
    } catch (problem) {
      if (!(problem instanceof RestProblem)) throw problem;
      answer.value = null;
    }
  }

  const words = computed(() => {
    const found = answer.value?.answer;
    if (!found) return null;
    if (found.kind === 'none') return t('desk.duty.none');
    const unit = found.unit.name;
    if (found.kind === 'fallback') {
      return t('desk.duty.fallback', { unit, region: regions.atlas.find(found.regionId)?.name ?? '' });
    }
    const { category, regionId } = found.because;
    const region = regionId === null ? t('desk.duty.everywhere') : (regions.atlas.find(regionId)?.name ?? regionId);
    const note = found.duty.note === null ? '' : ` ${found.duty.note}`;
    return t(`desk.duty.${category}`, { unit, region }) + note;
  });

  return { answer, words, ask };
}
