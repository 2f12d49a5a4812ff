import type { Region, RegionId } from '@citybrain/domain';
import Flatbush from 'flatbush';
import { boundingBox, planarArea, type MultiPolygonCoordinates } from '../shapes.ts';
import type { BoundaryReport, FeatureMark } from './boundary-problem.ts';
import { sharedArea } from './shared-area.ts';

/** Siblings may share this part of the smaller one: sources that were drawn apart never meet exactly. */
export const OVERLAP_TOLERANCE = 0.001;
/** A region may lie outside of its parent by this part of its area. */
export const OUTSIDE_TOLERANCE = 0.01;
/** Shares below this come from rounding and are not worth a word. */
const NOISE = 1e-5;

export interface PlacedRegion {
  readonly region: Region;
  readonly mark: FeatureMark;
  readonly shape: MultiPolygonCoordinates;
}

/** Compares the areas that regions share with their siblings and parents; beyond the tolerance a problem, below a warning. */
export function checkCoverage(placed: readonly PlacedRegion[], report: BoundaryReport): void {
  const byParent = Map.groupBy(placed, ({ region }) => region.parentId);
  const byId = new Map(placed.map((entry) => [entry.region.id, entry]));
  for (const [parentId, siblings] of byParent) {
    checkSiblings(siblings, report);
    const parent = byId.get(parentId as RegionId);
    if (parent) for (const child of siblings) checkInside(child, parent, report);
  }
}

function checkSiblings(siblings: readonly PlacedRegion[], report: BoundaryReport): void {
  const boxes = siblings.map(({ shape }) => boundingBox(shape));
  const index = new Flatbush(siblings.length);
  for (const box of boxes) index.add(...box);
  index.finish();
  siblings.forEach((one, at) => {
    for (const otherAt of index.search(...(boxes[at] as (typeof boxes)[number]), (candidate) => candidate > at)) {
      const other = siblings[otherAt] as PlacedRegion;
      const share = sharedArea(one.shape, other.shape) / Math.min(planarArea(one.shape), planarArea(other.shape));
      if (share < NOISE) continue;
      const message = `${one.region.name} and ${other.region.name} overlap by ${percent(share)} of the smaller one`;
      if (share > OVERLAP_TOLERANCE) report.refuse('siblings-overlap', one.mark, `${message}; redraw their border.`);
      else report.warn('siblings-overlap', one.mark, `${message}; points there go to the one with the smaller code.`);
    }
  });
}

function checkInside(child: PlacedRegion, parent: PlacedRegion, report: BoundaryReport): void {
  const share = 1 - sharedArea(child.shape, parent.shape) / planarArea(child.shape);
  if (share < NOISE) return;
  const message = `${child.region.name} lies outside of ${parent.region.name} by ${percent(share)} of its area`;
  if (share > OUTSIDE_TOLERANCE) report.refuse('outside-parent', child.mark, `${message}; is the datum right?`);
  else report.warn('outside-parent', child.mark, `${message}; points there still count for it.`);
}

const percent = (share: number): string => `${(share * 100).toPrecision(2)} %`;
