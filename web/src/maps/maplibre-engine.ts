import 'maplibre-gl/dist/maplibre-gl.css';
import { Map as MapLibre, setWorkerUrl, type GeoJSONSource, type MapMouseEvent } from 'maplibre-gl';
import workerUrl from 'maplibre-gl/dist/maplibre-gl-worker.mjs?url';
import { boundsOfPicture, labelFeatures, pointFeature, selectionOf, shapesWithRoles } from './map-features.ts';
import type { MapEngine, MapEngineOptions, OpenMapEngine } from './map-engine.ts';
import { POINT_LAYERS, type LonLat, type MapPicture, type PointLayer } from './map-picture.ts';
import { planPadding } from './plan-padding.ts';
import { drawHatch } from './draw-hatch.ts';
import { HATCH, MAP_FONT, mapStyle, streetZoom } from './map-style.ts';
import { planMapChanges, type MapChanges, type PointChanges } from './plan-map-changes.ts';

const MOVE_MS = 280;

/** The open engine: no key, no tiles, no request but for its own worker. */
export const openMapLibre: OpenMapEngine = async (options) => {
  setWorkerUrl(workerUrl);
  const limit = largestCanvas();
  if (limit === 0) throw new Error('WebGL 2 is not available');
  const map = new MapLibre({
    container: options.container,
    style: mapStyle(options.unit, options.theme),
    attributionControl: false,
    dragRotate: false,
    doubleClickZoom: false,
    pitchWithRotate: false,
    touchPitch: false,
    renderWorldCopies: false,
    fadeDuration: 0,
    maxCanvasSize: [limit, limit],
    center: [120.37, 36.09],
    zoom: 11,
  });
  map.touchZoomRotate.disableRotation();
  map.keyboard.disableRotation();
  await map.once('load');
  map.addImage(HATCH, drawHatch(options), { pixelRatio: window.devicePixelRatio });
  return new MapLibreEngine(map, options);
};

/** The GPU's own limit instead of the engine's 4096, which blurs a wider wall; 0 without WebGL 2. */
function largestCanvas(): number {
  const gl = document.createElement('canvas').getContext('webgl2');
  if (!gl) return 0;
  const limit = Math.min(
    gl.getParameter(gl.MAX_RENDERBUFFER_SIZE) as number,
    gl.getParameter(gl.MAX_TEXTURE_SIZE) as number,
  );
  gl.getExtension('WEBGL_lose_context')?.loseContext();
  return limit;
}

class MapLibreEngine implements MapEngine {
  readonly #map: MapLibre;
  readonly #options: MapEngineOptions;
  #shown: MapPicture | null = null;
  #hovered: string | null = null;
  #isAside = false;
  /** The camera is on its way to the scope. */
  #isFitting = false;
  /** The pointer went down on a map that stood still, so what it hits is what one saw. */
  #isAimed = false;
  /** What is drawn is not what was asked for last. */
  #isWaiting = false;

  constructor(map: MapLibre, options: MapEngineOptions) {
    this.#map = map;
    this.#options = options;
    map.on('mousedown', () => this.#press());
    map.on('moveend', () => (this.#isFitting = false));
    map.on('click', (event) => this.#click(event));
    map.on('mousemove', (event) => this.#hover(event));
    map.on('mouseout', () => this.#mark(null));
    map.on('resize', () => this.#fit(0));
    map.on('webglcontextlost', () => options.events.lost());
  }

  show(picture: MapPicture): void {
    this.#isWaiting = picture.shapes === null;
    if (this.#isWaiting) return;
    const changes = planMapChanges(this.#shown, picture);
    this.#shown = picture;
    if (changes.shapes) void this.#source('regions').setData(shapesWithRoles(picture));
    for (const [id, fill] of changes.fills) this.#map.setFeatureState({ source: 'regions', id }, { fill });
    for (const [id, isHatched] of changes.hatched) this.#map.setFeatureState({ source: 'regions', id }, { isHatched });
    if (changes.labels || changes.shapes) void this.#setLabels(picture);
    for (const layer of POINT_LAYERS) this.#changePoints(layer, changes.points[layer]);
    if (changes.selection) void this.#source('selection').setData(selectionOf(picture));
    this.#moveCamera(changes);
  }

  dispose(): void {
    this.#map.remove();
  }

  /** Glyphs are drawn once and kept, so the page's font must have arrived before the first label. */
  async #setLabels(picture: MapPicture): Promise<void> {
    await document.fonts.load(`24px "${MAP_FONT}"`, picture.labels.map(({ name, value }) => name + value).join(''));
    if (this.#shown) void this.#source('labels').setData(labelFeatures(this.#shown));
  }

  #changePoints(layer: PointLayer, changes: PointChanges | undefined): void {
    if (!changes) return;
    void this.#source(layer).updateData({ remove: [...changes.gone], add: changes.put.map(pointFeature) });
  }

  /** The camera moves for a new scope, and aside when what is selected would lie under its card. */
  #moveCamera(changes: MapChanges): void {
    const { selected = null } = this.#shown ?? {};
    const wasAside = this.#isAside;
    if (changes.camera || selected === null) this.#isAside = selected !== null;
    else if (changes.selection && this.#isCovered(selected)) this.#isAside = true;
    if (changes.camera || this.#isAside !== wasAside) this.#fit(this.#options.reducedMotion ? 0 : MOVE_MS);
  }

  #isCovered(point: LonLat): boolean {
    const { unit, container } = this.#options;
    const { x } = this.#map.project([...point]);
    return x > container.clientWidth - (this.#shown?.coveredRight ?? 0) * unit;
  }

  /** Brings the whole scope into view. */
  #fit(duration: number): void {
    const bounds = this.#shown && boundsOfPicture(this.#shown);
    if (!bounds) return;
    const { unit, container } = this.#options;
    const [west, south, east, north] = bounds;
    const padding = planPadding(bounds, {
      width: container.clientWidth,
      height: container.clientHeight,
      // Without shapes the outermost labels and dots need room of their own.
      edge: (this.#shown?.shapes?.features.length ? 18 : 56) * unit,
      coveredLeft: (this.#shown?.coveredLeft ?? 0) * unit,
      coveredRight: (this.#isAside ? (this.#shown?.coveredRight ?? 0) : 0) * unit,
    });
    this.#map.fitBounds([west, south, east, north], { padding, duration, maxZoom: 17, linear: true });
    // Only now: the end of a movement that this one cut short has just been told.
    this.#isFitting = duration > 0;
  }

  /** A press would stop the camera on its way: it arrives at once instead. */
  #press(): void {
    this.#isAimed = !this.#isFitting && !this.#isWaiting;
    if (this.#isFitting) this.#fit(0);
  }

  #click(event: MapMouseEvent): void {
    if (!this.#isAimed) return;
    const dot = this.#dotAt(event);
    if (dot) return typeof dot === 'string' ? this.#options.events.ticket(dot) : this.#options.events.spot(dot);
    const region = this.#regionAt(event);
    if (region !== null) this.#options.events.region(region);
  }

  /** The ticket, or the spot of several. Dots too small to aim at do not stand in the way of the region under them. */
  #dotAt({ point: { x, y } }: MapMouseEvent): string | LonLat | null {
    if (this.#map.getZoom() < streetZoom(this.#options.unit)) return null;
    const reach = this.#options.unit;
    const box: [[number, number], [number, number]] = [
      [x - reach, y - reach],
      [x + reach, y + reach],
    ];
    const hit = this.#map.queryRenderedFeatures(box, { layers: ['tickets'] })[0];
    if (!hit) return null;
    const ticket: unknown = hit.properties['ticket'];
    const [lon = 0, lat = 0] = this.#shown?.points.tickets.find(({ id }) => id === hit.properties['id'])?.point ?? [];
    return typeof ticket === 'string' ? ticket : [lon, lat];
  }

  #hover(event: MapMouseEvent): void {
    this.#mark(this.#regionAt(event));
  }

  #mark(region: string | null): void {
    if (region === this.#hovered) return;
    if (this.#hovered !== null)
      this.#map.setFeatureState({ source: 'regions', id: this.#hovered }, { isHovered: false });
    if (region !== null) this.#map.setFeatureState({ source: 'regions', id: region }, { isHovered: true });
    this.#hovered = region;
    this.#map.getCanvas().style.cursor = region === null ? '' : 'pointer';
  }

  #regionAt(event: MapMouseEvent): string | null {
    const hit = this.#map.queryRenderedFeatures(event.point, { layers: ['region-fill'] })[0];
    return hit ? String(hit.properties['id']) : null;
  }

  #source(id: string): GeoJSONSource {
    return this.#map.getSource(id) as GeoJSONSource;
  }
}
