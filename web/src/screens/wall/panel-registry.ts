import type { Component } from 'vue';
import BreachHoursPanel from '../../panels/breach-hours/BreachHoursPanel.vue';
import CategoriesPanel from '../../panels/categories/CategoriesPanel.vue';
import ChildRankingPanel from '../../panels/child-ranking/ChildRankingPanel.vue';
import DispositionsPanel from '../../panels/dispositions/DispositionsPanel.vue';
import HourTrendPanel from '../../panels/hour-trend/HourTrendPanel.vue';
import IncidentsPanel from '../../panels/incidents/IncidentsPanel.vue';
import LatestPanel from '../../panels/latest/LatestPanel.vue';
import PlaceMatterPanel from '../../panels/place-matter/PlaceMatterPanel.vue';
import StationsPanel from '../../panels/stations/StationsPanel.vue';
import TicketQueuePanel from '../../panels/ticket-queue/TicketQueuePanel.vue';
import TimeLeftPanel from '../../panels/time-left/TimeLeftPanel.vue';

/**
 * The panels that a scene may place. Each takes a `scope` and says `drill`, `ticket` or
 * `list` when something of it is opened.
 */
export const PANELS = {
  'breach-hours': BreachHoursPanel,
  categories: CategoriesPanel,
  'child-ranking': ChildRankingPanel,
  dispositions: DispositionsPanel,
  'hour-trend': HourTrendPanel,
  incidents: IncidentsPanel,
  latest: LatestPanel,
  'place-matter': PlaceMatterPanel,
  stations: StationsPanel,
  'ticket-queue': TicketQueuePanel,
  'time-left': TimeLeftPanel,
} satisfies Record<string, Component>;

export type PanelName = keyof typeof PANELS;

/** A grid has nothing below it: its tickets stand where the regions below it would. */
const OF_PLACES_BELOW: ReadonlySet<PanelName> = new Set(['child-ranking', 'place-matter']);

export const panelFor = (name: PanelName, isLeaf: boolean): Component =>
  isLeaf && OF_PLACES_BELOW.has(name) ? PANELS['ticket-queue'] : PANELS[name];
