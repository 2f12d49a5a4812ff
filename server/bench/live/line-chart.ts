/**
 * Small charts of lines as SVG, for the documents: no background and colours between
 * light and dark, so that they are read on both.
 */
export interface ChartLine {
  readonly name: string;
  readonly color: string;
  readonly points: readonly (readonly [x: number, y: number])[];
  /** Where the values stand that are written at the points; left out: none are. */
  readonly values?: 'above' | 'below';
}

/** A stretch of the x axis that is shaded. */
export interface ChartSpan {
  readonly from: number;
  readonly to: number;
}

export interface Chart {
  readonly title: string;
  readonly xLabel: string;
  /** `log`: even steps are multiples, and the points themselves are named at the axis. */
  readonly xScale: 'linear' | 'log';
  readonly lines: readonly ChartLine[];
  readonly spans?: readonly ChartSpan[];
}

export interface ChartPage {
  readonly title: string;
  readonly charts: readonly Chart[];
  readonly arranged: 'beside' | 'below';
  /** Of one chart. */
  readonly width: number;
}

export const CHART_COLORS = { blue: '#3b82f6', orange: '#d97706', green: '#16a34a' } as const;
const INK = '#757d88';
const HEIGHT = 240;
const MARGIN = { left: 56, right: 28, top: 52, bottom: 46 };
/** Room for the values beside the first and the last point. */
const INSET = 22;
const Y_TICKS = 4;
const X_TICKS = 8;

interface Area {
  readonly x: (value: number) => number;
  readonly y: (value: number) => number;
  readonly xTicks: readonly number[];
  readonly yTicks: readonly number[];
  readonly right: number;
  readonly bottom: number;
}

export function drawCharts({ title, charts, arranged, width }: ChartPage): string {
  const isBeside = arranged === 'beside';
  const [pageWidth, pageHeight] = isBeside ? [width * charts.length, HEIGHT] : [width, HEIGHT * charts.length];
  const parts = charts.map((chart, index) => {
    const at = isBeside ? `${index * width} 0` : `0 ${index * HEIGHT}`;
    return `<g transform="translate(${at})">\n${drawChart(chart, width)}\n</g>`;
  });
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${pageWidth} ${pageHeight}" width="${pageWidth}" height="${pageHeight}" role="img" font-family="system-ui, sans-serif" font-size="11" fill="${INK}">
<title>${escaped(title)}</title>
${parts.join('\n')}
</svg>
`;
}

function drawChart(chart: Chart, width: number): string {
  const area = areaOf(chart, width);
  return [
    text(MARGIN.left, 18, chart.title, 'font-size="13" font-weight="600"'),
    ...drawLegend(chart.lines),
    ...(chart.spans ?? []).map((span) => drawSpan(span, area)),
    ...drawAxes(chart, area),
    ...chart.lines.map((line) => drawLine(line, area)),
  ].join('\n');
}

function areaOf({ lines, xScale }: Chart, width: number): Area {
  const [right, bottom] = [width - MARGIN.right, HEIGHT - MARGIN.bottom];
  const points = lines.flatMap((line) => line.points);
  const xs = [...new Set(points.map(([x]) => x))].sort((a, b) => a - b);
  const along = xScale === 'log' ? Math.log : (value: number): number => value;
  const [least, most] = [along(xs[0] ?? 0), along(xs.at(-1) ?? 1)];
  const yTicks = niceTicks(Math.max(...points.map(([, y]) => y)) * 1.08, Y_TICKS);
  const top = yTicks.at(-1) ?? 1;
  const inset = xScale === 'log' ? INSET : 0;
  return {
    x: (value) =>
      MARGIN.left + inset + ((along(value) - least) / (most - least || 1)) * (right - MARGIN.left - 2 * inset),
    y: (value) => bottom - (value / top) * (bottom - MARGIN.top),
    xTicks: xScale === 'log' ? xs : niceTicks(xs.at(-1) ?? 1, X_TICKS).filter((tick) => tick <= (xs.at(-1) ?? 1)),
    ...{ yTicks, right, bottom },
  };
}

/** From 0 in round steps to the first one that is not below `most`. */
export function niceTicks(most: number, about: number): number[] {
  if (!(most > 0)) return [0, 1];
  const rough = most / about;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = ([1, 2, 2.5, 5].find((factor) => factor * power >= rough) ?? 10) * power;
  return Array.from({ length: Math.ceil(most / step) + 1 }, (_, index) => index * step);
}

function drawAxes({ xLabel }: Chart, { x, y, xTicks, yTicks, right, bottom }: Area): string[] {
  const middle = (MARGIN.left + right) / 2;
  return [
    ...yTicks.map((tick) => line(MARGIN.left, y(tick), right, y(tick), tick === 0 ? '1' : '0.25')),
    ...yTicks.map((tick) => text(MARGIN.left - 6, y(tick) + 4, figure(tick), 'text-anchor="end"')),
    ...xTicks.map((tick) => line(x(tick), bottom, x(tick), bottom + 4, '1')),
    ...xTicks.map((tick) => text(x(tick), bottom + 17, figure(tick), 'text-anchor="middle"')),
    text(middle, bottom + 36, xLabel, 'text-anchor="middle"'),
  ];
}

function drawLegend(lines: readonly ChartLine[]): string[] {
  let left = MARGIN.left;
  return lines.flatMap(({ name, color }) => {
    const at = left;
    left += 30 + name.length * 6.2;
    return [`<path d="M${at} 34h14" stroke="${color}" stroke-width="2"/>`, text(at + 19, 38, name, `fill="${color}"`)];
  });
}

function drawSpan({ from, to }: ChartSpan, { x, bottom }: Area): string {
  const size = `width="${round(x(to) - x(from))}" height="${bottom - MARGIN.top}"`;
  return `<rect x="${round(x(from))}" y="${MARGIN.top}" ${size} opacity="0.13"/>`;
}

function drawLine({ points, color, values }: ChartLine, { x, y }: Area): string {
  const path = points.map(([at, value], index) => `${index === 0 ? 'M' : 'L'}${round(x(at))} ${round(y(value))}`);
  const dots = points.map(([at, value]) => `<circle cx="${round(x(at))}" cy="${round(y(value))}" r="3"/>`);
  const offset = values === 'above' ? -8 : 16;
  const written = points.map(([at, value]) => text(x(at), y(value) + offset, figure(value), 'text-anchor="middle"'));
  return [
    `<path d="${path.join('')}" fill="none" stroke="${color}" stroke-width="2" stroke-linejoin="round"/>`,
    ...(values ? [`<g fill="${color}">`, ...dots, ...written, '</g>'] : []),
  ].join('\n');
}

const line = (x1: number, y1: number, x2: number, y2: number, opacity: string): string =>
  `<path d="M${round(x1)} ${round(y1)}L${round(x2)} ${round(y2)}" stroke="${INK}" opacity="${opacity}"/>`;

const text = (x: number, y: number, words: string, rest: string): string =>
  `<text x="${round(x)}" y="${round(y)}" ${rest}>${escaped(words)}</text>`;

const figure = (value: number): string =>
  value.toLocaleString('en', { maximumFractionDigits: value !== 0 && Math.abs(value) < 10 ? 1 : 0 });
const round = (value: number): number => Math.round(value * 10) / 10;
const escaped = (words: string): string => words.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
