import type { MapMeasure } from '../../panels/region-map/map-choices.ts';
import type { PanelName } from './panel-registry.ts';

/** A panel in a slot, and its share of the slot's height; null: as high as what it shows. */
export interface PanelPlace {
  readonly panel: PanelName;
  readonly share: number | null;
}

/** What a wall shows, and where: knows no pixels, so that one scene fits every shape of wall. */
export interface Scene {
  readonly id: string;
  readonly left: readonly PanelPlace[];
  readonly foot: readonly PanelPlace[];
  readonly right: readonly PanelPlace[];
  /** What the map is shaded by until somebody chooses. */
  readonly measure: MapMeasure;
}

export const SCENES: readonly [Scene, ...Scene[]] = [
  {
    id: 'overview',
    left: [
      { panel: 'hour-trend', share: 1 },
      { panel: 'categories', share: 1.2 },
      { panel: 'dispositions', share: null },
    ],
    foot: [
      { panel: 'incidents', share: 3 },
      { panel: 'stations', share: 2 },
    ],
    right: [
      { panel: 'child-ranking', share: 1.25 },
      { panel: 'latest', share: 1 },
    ],
    measure: 'open',
  },
  {
    id: 'limits',
    left: [
      { panel: 'time-left', share: 1.3 },
      { panel: 'breach-hours', share: 1 },
    ],
    foot: [],
    right: [{ panel: 'place-matter', share: 1 }],
    measure: 'lateShare',
  },
];

export const findScene = (id: string | null): Scene => SCENES.find((scene) => scene.id === id) ?? SCENES[0];
