import type { Theme } from '../ui/colours.ts';
import type { LonLat, MapPicture } from './map-picture.ts';

export interface MapEvents {
  /** A child region was clicked where nothing lies on top of it. */
  region(id: string): void;
  ticket(id: string): void;
  /** A dot that stands for several on one spot. */
  spot(point: LonLat): void;
  /** The graphics context was lost: nothing is drawn until the engine is opened anew. */
  lost(): void;
}

/** Draws pictures into an element. The engines behind it can be exchanged. */
export interface MapEngine {
  /**
   * The picture is compared with the one before; only what differs is drawn anew.
   * A picture whose shapes are unknown yet is left out.
   */
  show(picture: MapPicture): void;
  dispose(): void;
}

export interface MapEngineOptions {
  readonly container: HTMLElement;
  readonly events: MapEvents;
  /** CSS pixels of one unit of the wall. */
  readonly unit: number;
  readonly theme: Theme;
  readonly reducedMotion: boolean;
}

/** Rejects when this machine has no WebGL. */
export type OpenMapEngine = (options: MapEngineOptions) => Promise<MapEngine>;
