import type { Feature, FeatureCollection, MultiPolygon, Point, Polygon } from 'geojson';
import { boundsOf, cornersOf, type Bounds } from './bounds.ts';
import type { MapPicture, MapPoint } from './map-picture.ts';

/** Each shape says what it is to the picture: the `scope`, one of its children, or a `leaf` without any. */
export function shapesWithRoles({ shapes, scope }: MapPicture): FeatureCollection {
  const features = shapes?.features ?? [];
  const hasChildren = features.some((feature) => feature.id !== scope);
  const roleOf = (id: unknown): string => (id !== scope ? 'child' : hasChildren ? 'scope' : 'leaf');
  return {
    type: 'FeatureCollection',
    features: features.map((feature) => ({
      ...feature,
      properties: { ...feature.properties, id: feature.id, role: roleOf(feature.id) },
    })),
  };
}

/** Of the shapes, else of the points; null where there is neither. */
export function boundsOfPicture({ shapes, points }: MapPicture): Bounds | null {
  const corners = (shapes?.features ?? []).flatMap((feature) => [...cornersOf(feature.geometry)]);
  if (corners.length > 0) return boundsOf(corners);
  return boundsOf([...points.tickets, ...points.stations, ...points.incidents].map(({ point }) => point));
}

export const selectionOf = ({ selected }: MapPicture): FeatureCollection => ({
  type: 'FeatureCollection',
  features: selected
    ? [{ type: 'Feature', properties: {}, geometry: { type: 'Point', coordinates: [...selected] } }]
    : [],
});

export const pointFeature = ({ id, ticket, point, tone, count }: MapPoint): Feature<Point> => ({
  type: 'Feature',
  id,
  properties: { id, ticket, tone, count },
  geometry: { type: 'Point', coordinates: [...point] },
});

/** Labels with the `share` of the whole width that their region takes; 1 without shapes. */
export function labelFeatures({ shapes, labels }: MapPicture): FeatureCollection<Point> {
  const features = shapes?.features ?? [];
  const whole = widthOf(features.map(({ geometry }) => geometry));
  const shares = new Map(features.map(({ id, geometry }) => [String(id), widthOf([geometry]) / whole]));
  return {
    type: 'FeatureCollection',
    features: labels.map(({ id, point, name, value }) => ({
      type: 'Feature',
      id,
      properties: { id, name, value, share: shares.get(id) ?? 1 },
      geometry: { type: 'Point', coordinates: [...point] },
    })),
  };
}

function widthOf(geometries: readonly (Polygon | MultiPolygon)[]): number {
  const [west = 0, , east = 0] = boundsOf(geometries.flatMap((geometry) => [...cornersOf(geometry)])) ?? [];
  return east - west;
}
