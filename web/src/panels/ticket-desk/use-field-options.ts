import {
  CATEGORIES,
  CATEGORY_GROUPS,
  categoryName,
  DEMAND_GROUPS,
  filingConditionsOf,
  isOpen,
  type Unit,
} from '@citybrain/domain';
import { useI18n } from 'vue-i18n';
import { orderQueue } from '../../live/order-queue.ts';
import { useOrganisationStore } from '../../live/organisation-store.ts';
import { useRegionsStore } from '../../live/regions-store.ts';
import { useTopic } from '../../live/use-topic.ts';
import type { RegionId, TicketAnswer } from '../../live/words.ts';
import type { Option } from '../../ui/fields/find-options.ts';
import type { FieldSource, FormValues } from '../../ui/forms/form-field.ts';
import { useDeskWords } from './use-desk-words.ts';

const LEADS: readonly Unit['kind'][] = ['department', 'street', 'community'];

/** What can be chosen from in the fields of a form. */
export function useFieldOptions(
  answer: () => TicketAnswer,
  scope: () => RegionId,
): { readonly optionsOf: (from: FieldSource, values: FormValues) => readonly Option[] } {
  const { t } = useI18n();
  const organisation = useOrganisationStore();
  const regions = useRegionsStore();
  const words = useDeskWords(answer);
  const { replica } = useTopic('tickets', scope);

  const unitOption = ({ id, name, kind, regionId }: Unit): Option => ({
    id,
    label: name,
    more:
      kind === 'grid' || kind === 'community' ? (regions.atlas.find(regionId)?.code ?? '') : t(`desk.unitKind.${kind}`),
  });
  const unitsOf = (kinds: readonly Unit['kind'][]): Option[] =>
    organisation.units.filter(({ kind }) => kinds.includes(kind)).map(unitOption);

  /** First those that lie on the ticket's own way up. */
  const nearFirst = (options: readonly Option[]): Option[] => {
    const path = new Set(answer().ticket.regionId === null ? [] : regions.atlas.pathTo(answer().ticket.regionId as RegionId).map(({ id }) => id)); // prettier-ignore
    const isNear = ({ id }: Option): boolean => {
      const region = organisation.find(id as Unit['id'])?.regionId;
      return region != null && path.has(region);
    };
    return [...options.filter(isNear), ...options.filter((option) => !isNear(option))];
  };

  const conditions = (category: unknown): Option[] =>
    typeof category === 'string'
      ? filingConditionsOf(category).map((one) => ({
          id: one.id,
          label: one[words.language.value],
          more: words.limit(one.limit),
        }))
      : [];
  const tickets = (): Option[] =>
    orderQueue(
      [...(replica.value?.rows.values() ?? [])].filter((row) => isOpen(row) && row.id !== answer().ticket.id),
    ).map((row) => ({
      id: row.id,
      label: row.title ?? words.category(row.category),
      more: t(`ticket.status.${row.status}`),
    }));
  const work = () => answer().life?.work;

  function optionsOf(from: FieldSource, values: FormValues): readonly Option[] {
    switch (from) {
      case 'units':
        return nearFirst(unitsOf(LEADS));
      case 'grids':
        return nearFirst(unitsOf(['grid', 'community']));
      case 'categories':
        return [...CATEGORIES, ...DEMAND_GROUPS, ...CATEGORY_GROUPS].map(({ code }) => ({
          id: code,
          label: categoryName(code, words.language.value),
          more: code,
        }));
      case 'conditions':
        return conditions(values['category']);
      case 'openTasks':
        return (work()?.tasks ?? []).filter(({ state }) => state === 'open').map(({ id, unit, what }) => ({ id, label: what, more: words.unit(unit) })); // prettier-ignore
      case 'openNotices':
        return (work()?.notices ?? []).filter(({ acknowledgedAt }) => acknowledgedAt === null).map(({ id, text, kind }) => ({ id, label: text, more: t(`desk.noticeKind.${kind}`) })); // prettier-ignore
      case 'openWhistles':
        return (work()?.whistles ?? []).map(({ id, what, place }) => ({ id, label: what, more: place }));
      case 'openProposals':
        return (work()?.proposals ?? []).filter(({ state }) => state === 'open').map(({ id, rule }) => ({ id, label: words.ladder(rule) })); // prettier-ignore
      case 'tickets':
        return tickets();
    }
  }
  return { optionsOf };
}
