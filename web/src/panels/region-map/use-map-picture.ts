import { instant } from '@citybrain/domain';
import { computed, shallowRef, watch, type ComputedRef, type Ref } from 'vue';
import { useRegionsStore, type RegionShapes } from '../../live/regions-store.ts';
import { useTopic, type LiveTopic } from '../../live/use-topic.ts';
import type { ChildRow, RegionId, TicketId, TicketRow } from '../../live/words.ts';
import type { ClassBreaks } from '../../maps/class-breaks.ts';
import type { MapLabel, MapPicture, MapPoint, PointLayer } from '../../maps/map-picture.ts';
import type { Theme } from '../../ui/colours.ts';
import { formatNumber, formatRatio, UNKNOWN } from '../../ui/formats.ts';
import {
  countOf,
  isShare,
  middleBandOf,
  planBreaks,
  planShades,
  rampOf,
  shareOf,
  type MapMeasure,
} from './map-measures.ts';
import { heatPoints, incidentPoints, stationPoints, ticketPoints } from './plan-points.ts';

export interface MapView {
  readonly scope: RegionId;
  readonly measure: MapMeasure;
  readonly layers: readonly PointLayer[];
  readonly selected: TicketId | null;
  readonly locale: string;
  readonly theme: Theme;
  /** What is written in a region whose tickets have this much time left, by band. */
  readonly bandWords: readonly string[];
}

export interface LiveMap {
  readonly picture: ComputedRef<MapPicture>;
  readonly breaks: ComputedRef<ClassBreaks>;
  readonly children: LiveTopic<'children'>;
  readonly tickets: LiveTopic<'tickets'>;
  readonly shapes: Ref<RegionShapes | null>;
  readonly shapesFailed: Ref<boolean>;
}

/** Breaks belong to what they were made for. */
interface Classing {
  readonly key: string;
  readonly breaks: ClassBreaks;
}

const RETRY_MS = 5_000;
const NO_POINTS: readonly MapPoint[] = [];
/** Units of the wall that the ticket's card takes of the map. */
const CARD_WIDTH = 448;
/** And the legend. */
const LEGEND_WIDTH = 170;
const NO_SHAPES: RegionShapes = { type: 'FeatureCollection', features: [] };

/** Brings a scope's topics and shapes together into what the map shows. */
export function useMapPicture(view: () => MapView): LiveMap {
  const regions = useRegionsStore();
  const scope = (): RegionId => view().scope;
  const layerScope = (layer: PointLayer) => () => (view().layers.includes(layer) ? scope() : null);
  const children = useTopic('children', scope);
  const hasTickets = (): boolean => view().layers.some((layer) => layer === 'tickets' || layer === 'heat');
  const tickets = useTopic('tickets', () => (hasTickets() ? scope() : null));
  const stations = useTopic('stations', layerScope('stations'));
  const incidents = useTopic('incidents', layerScope('incidents'));
  const { shapes, shapesFailed } = useShapes(scope);

  const rows = computed(() => [...(children.replica.value?.rows.values() ?? [])]);
  const classing = computed<Classing>((previous) => {
    const key = `${view().scope} ${view().measure}`;
    return { key, breaks: planBreaks(rows.value, view().measure, previous?.key === key ? previous.breaks : null) };
  });
  const breaks = computed(() => classing.value.breaks);

  const labels = computed<MapLabel[]>(() => {
    const counts = new Map(rows.value.map((row) => [row.id, row]));
    return regions.atlas.childrenOf(scope()).flatMap(({ id, name, level, labelPoint }) => {
      const row = counts.get(id);
      return labelPoint
        ? [
            {
              id,
              point: labelPoint,
              name: level === 'grid' ? name : shortName(name),
              value: row ? valueText(row, view()) : UNKNOWN,
            },
          ]
        : [];
    });
  });
  const shades = computed(() => planShades(rows.value, view().measure, breaks.value));
  const fills = computed(() => {
    const ramp = rampOf(view().measure, view().theme);
    return new Map([...shades.value].map(([id, shade]) => [id, ramp[shade.class] ?? '']));
  });
  const hatched = computed(() => new Set([...shades.value].filter(([, { isHatched }]) => isHatched).map(([id]) => id)));
  /** A ticket known only down to a region that has parts would stand in its middle as if it had happened there. */
  const isVague = ({ regionId, point }: TicketRow): boolean => {
    const region = regions.atlas.find(regionId);
    if (!region || regions.atlas.childrenOf(region.id).length === 0) return false;
    return region.labelPoint?.[0] === point?.[0] && region.labelPoint?.[1] === point?.[1];
  };
  const has = (layer: PointLayer): boolean => view().layers.includes(layer);
  const ticketDots = computed(() =>
    has('tickets')
      ? ticketPoints(tickets.replica.value?.rows.values() ?? [], tickets.agesTo.value, isVague)
      : NO_POINTS,
  );
  const heatDots = computed(() =>
    has('heat')
      ? heatPoints(tickets.replica.value?.rows.values() ?? [], instant(tickets.agesTo.value), isVague)
      : NO_POINTS,
  );
  const stationDots = computed(() => stationPoints(stations.replica.value?.rows.values() ?? []));
  const incidentDots = computed(() => incidentPoints(incidents.replica.value?.rows.values() ?? []));

  const selectedPoint = computed(() => {
    const { selected } = view();
    return selected === null ? null : (tickets.replica.value?.rows.get(selected)?.point ?? null);
  });

  const picture = computed<MapPicture>(() => ({
    scope: scope(),
    shapes: shapes.value,
    fills: fills.value,
    hatched: hatched.value,
    labels: labels.value,
    points: {
      tickets: ticketDots.value,
      stations: stationDots.value,
      incidents: incidentDots.value,
      heat: heatDots.value,
    },
    selected: selectedPoint.value,
    coveredLeft: LEGEND_WIDTH,
    coveredRight: view().selected === null ? 0 : CARD_WIDTH,
  }));
  return { picture, breaks, children, tickets, shapes, shapesFailed };
}

function valueText(row: ChildRow, { measure, locale, bandWords }: MapView): string {
  if (isShare(measure)) return formatRatio(shareOf(row, measure), locale);
  if (measure !== 'timeLeft') return formatNumber(countOf(row, measure), locale);
  const band = middleBandOf(row);
  return band === null ? UNKNOWN : (bandWords[band] ?? UNKNOWN);
}

/** 辽宁路街道 → 辽宁路: the level is said in the title. */
const shortName = (name: string): string => (name.length > 3 ? name.replace(/(街道|社区)$/, '') : name);

function useShapes(scope: () => RegionId): Pick<LiveMap, 'shapes' | 'shapesFailed'> {
  const regions = useRegionsStore();
  const shapes = shallowRef<RegionShapes | null>(null);
  const shapesFailed = shallowRef(false);
  watch(
    [scope, () => regions.atlas],
    ([id], _, onCleanup) => {
      let isCurrent = true;
      let timer: ReturnType<typeof setTimeout> | undefined;
      onCleanup(() => {
        isCurrent = false;
        clearTimeout(timer);
      });
      shapes.value = null;
      shapesFailed.value = false;
      const read = async (): Promise<void> => {
        try {
          const found = await regions.shapesOf(id);
          if (isCurrent) [shapes.value, shapesFailed.value] = [found, false];
        } catch {
          if (!isCurrent) return;
          [shapes.value, shapesFailed.value] = [NO_SHAPES, true];
          timer = setTimeout(read, RETRY_MS);
        }
      };
      void read();
    },
    { immediate: true },
  );
  return { shapes, shapesFailed };
}
