/** A generator of the diagram, in a metric plane; a heavier site takes more room. */
export interface PowerSite {
  readonly x: number;
  readonly y: number;
  weight: number;
}

/** A convex cell; corner `n` and corner `n + 1` are joined by the border with site `neighbours[n]`, -1 at the frame. */
export interface PowerCell {
  readonly corners: { readonly x: number; readonly y: number }[];
  readonly neighbours: number[];
}

/** The points nearer to `sites[index]`, by |p - site|² - weight, than to any other site, within ±`frame`. Counter-clockwise. */
export function powerCell(sites: readonly PowerSite[], index: number, frame: number): PowerCell {
  const site = sites[index] as PowerSite;
  let cell: PowerCell = {
    corners: [
      { x: -frame, y: -frame },
      { x: frame, y: -frame },
      { x: frame, y: frame },
      { x: -frame, y: frame },
    ],
    neighbours: [-1, -1, -1, -1],
  };
  for (let at = 0; at < sites.length; at++) {
    if (at === index) continue;
    const other = sites[at] as PowerSite;
    const nx = 2 * (other.x - site.x);
    const ny = 2 * (other.y - site.y);
    const limit = other.x ** 2 + other.y ** 2 - other.weight - (site.x ** 2 + site.y ** 2 - site.weight);
    cell = cutCell(cell, (corner) => corner.x * nx + corner.y * ny - limit, at);
  }
  return cell;
}

/** The part of `cell` where `outside` is not positive; the new border belongs to `neighbour`. */
function cutCell(cell: PowerCell, outside: (corner: { x: number; y: number }) => number, neighbour: number): PowerCell {
  const depths = cell.corners.map(outside);
  if (!depths.some((depth) => depth > 0)) return cell;
  const kept: PowerCell = { corners: [], neighbours: [] };
  cell.corners.forEach((from, at) => {
    const next = (at + 1) % cell.corners.length;
    const to = cell.corners[next] as { x: number; y: number };
    const [depthFrom, depthTo] = [depths[at] as number, depths[next] as number];
    const border = cell.neighbours[at] as number;
    const share = depthFrom / (depthFrom - depthTo);
    const crossing = { x: from.x + (to.x - from.x) * share, y: from.y + (to.y - from.y) * share };
    if (depthFrom <= 0) {
      kept.corners.push(from);
      kept.neighbours.push(border);
      if (depthTo > 0) {
        kept.corners.push(crossing);
        kept.neighbours.push(neighbour);
      }
    } else if (depthTo <= 0) {
      kept.corners.push(crossing);
      kept.neighbours.push(border);
    }
  });
  return kept;
}

export function cellArea(cell: PowerCell): number {
  let twice = 0;
  cell.corners.forEach((from, at) => {
    const to = cell.corners[(at + 1) % cell.corners.length] as { x: number; y: number };
    twice += from.x * to.y - to.x * from.y;
  });
  return twice / 2;
}
