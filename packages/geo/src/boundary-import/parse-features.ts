import type { BoundaryReport, FeatureMark } from './boundary-problem.ts';

/** A feature whose form is right; its coordinates are still to be checked. */
export interface ParsedFeature extends FeatureMark {
  readonly featureIndex: number;
  readonly properties: Readonly<Record<string, unknown>>;
  /** Polygons of rings of positions, if it is what it says. */
  readonly polygons: readonly unknown[];
}

const WGS84_NAMES = /(CRS:?84|EPSG:+(\d*\.*\d*:)?4326)$/;

/** Reads the GeoJSON frame around the coordinates; what does not fit is reported and left out. */
export function parseFeatures(text: string, nameAt: string, report: BoundaryReport): ParsedFeature[] {
  const root = parseJson(text, report);
  if (root === undefined) return [];
  if (!isRecord(root) || root['type'] !== 'FeatureCollection' || !Array.isArray(root['features'])) {
    const message =
      'The file must be a GeoJSON FeatureCollection with an array "features"; wrap single features in one.';
    report.refuse('not-a-feature-collection', null, message);
    return [];
  }
  checkReferenceSystem(root['crs'], report);
  if (root['features'].length === 0) report.refuse('no-feature', null, 'The file holds no feature: export it again.');
  return root['features'].flatMap((feature, featureIndex) => parseFeature(feature, featureIndex, nameAt, report) ?? []);
}

function parseJson(text: string, report: BoundaryReport): unknown {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch (error) {
    report.refuse('not-json', null, `The file is not JSON: ${error instanceof Error ? error.message : String(error)}`);
    return undefined;
  }
}

function checkReferenceSystem(crs: unknown, report: BoundaryReport): void {
  if (crs === undefined || crs === null) return;
  const name = isRecord(crs) && isRecord(crs['properties']) ? crs['properties']['name'] : null;
  if (typeof name === 'string' && WGS84_NAMES.test(name)) return;
  const message = `The file is in ${String(name)}; convert it to longitude and latitude (EPSG:4326) first.`;
  report.refuse('unknown-reference-system', null, message);
}

function parseFeature(
  feature: unknown,
  featureIndex: number,
  nameAt: string,
  report: BoundaryReport,
): ParsedFeature | null {
  if (!isRecord(feature) || feature['type'] !== 'Feature' || !isRecord(feature['properties'])) {
    const message = 'An entry of "features" is not a GeoJSON Feature with properties; correct or remove it.';
    report.refuse('bad-feature', { featureIndex, name: null }, message);
    return null;
  }
  const properties = feature['properties'];
  const name = textAt(properties, nameAt);
  if (!name) report.refuse('no-name', { featureIndex, name }, `The feature has no name in "${nameAt}"; add one.`);
  const polygons = polygonsOf(feature['geometry']);
  if (!polygons) {
    const message = 'The geometry is not a Polygon or MultiPolygon; remove points, lines and empty features.';
    report.refuse('bad-geometry', { featureIndex, name }, message);
  }
  return name && polygons ? { featureIndex, name, properties, polygons } : null;
}

function polygonsOf(geometry: unknown): readonly unknown[] | null {
  if (!isRecord(geometry) || !Array.isArray(geometry['coordinates'])) return null;
  const { type, coordinates } = geometry as { type: unknown; coordinates: unknown[] };
  if (type === 'Polygon') return [coordinates];
  return type === 'MultiPolygon' && coordinates.length > 0 ? coordinates : null;
}

/** The text or number at a dotted path, trimmed; null when there is none. */
export function textAt(properties: Readonly<Record<string, unknown>>, path: string): string | null {
  // A key may hold dots or colons itself, so the whole path is tried first.
  const value =
    properties[path] ?? path.split('.').reduce<unknown>((at, key) => (isRecord(at) ? at[key] : undefined), properties);
  if (typeof value === 'number') return String(value);
  return typeof value === 'string' && value.trim() !== '' ? value.trim() : null;
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
