import type { MapEngineOptions } from './map-engine.ts';

const STEP = 8;
const STROKE = 2.5;

/** A tile of diagonal lines in the colour of the ground, `STEP` units of the wall wide. */
export function drawHatch({ unit, theme }: Pick<MapEngineOptions, 'unit' | 'theme'>): ImageData {
  const size = Math.max(4, Math.round(STEP * unit * window.devicePixelRatio));
  const canvas = document.createElement('canvas');
  canvas.width = canvas.height = size;
  const context = canvas.getContext('2d');
  if (!context) throw new Error('this browser gives no 2d canvas to draw the hatch on');
  context.strokeStyle = theme.colours.canvas;
  context.lineWidth = (STROKE / STEP) * size;
  // The middle one, and the corners of its neighbours.
  for (const shift of [-size, 0, size]) {
    context.beginPath();
    context.moveTo(shift - size, size * 2);
    context.lineTo(shift + size * 2, -size);
    context.stroke();
  }
  return context.getImageData(0, 0, size, size);
}
