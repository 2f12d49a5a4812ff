import type { Bounds } from './bounds.ts';

export interface Padding {
  readonly top: number;
  readonly bottom: number;
  readonly left: number;
  readonly right: number;
}

export interface Frame {
  /** Size of the map in pixels. */
  readonly width: number;
  readonly height: number;
  /** Room to leave on every side. */
  readonly edge: number;
  /** What lies upon the map from the left and from the right. */
  readonly coveredLeft: number;
  readonly coveredRight: number;
}

/**
 * The padding with which bounds fill a map. What lies on the right is always kept
 * clear; what lies on the left, a small legend, only where the bounds would reach
 * under it, so that else they stay in the middle.
 */
export function planPadding([west, south, east, north]: Bounds, frame: Frame): Padding {
  const { width, height, edge, coveredLeft, coveredRight } = frame;
  const shape = ((east - west) * Math.cos((((south + north) / 2) * Math.PI) / 180)) / (north - south || 1e-9);
  const room = width - coveredRight;
  const drawnWidth = Math.min(room - 2 * edge, (height - 2 * edge) * shape);
  const reachesUnder = (room - drawnWidth) / 2 < coveredLeft;
  return { top: edge, bottom: edge, left: reachesUnder ? coveredLeft : edge, right: edge + coveredRight };
}
