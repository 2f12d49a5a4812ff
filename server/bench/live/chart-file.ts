import { mkdir, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { IS_SCALED } from './bench-scale.ts';
import { drawCharts, type ChartPage } from './line-chart.ts';

const FOLDER = new URL('../../../docs/benchmarks/', import.meta.url);

/** Draws into docs/benchmarks, unless the bench is only tried out. Answers where, in words. */
export async function writeCharts(name: string, page: ChartPage): Promise<string> {
  if (IS_SCALED) return `${name}: not drawn, since the bench was tried out at a smaller size.`;
  await mkdir(FOLDER, { recursive: true });
  const file = new URL(`${name}.svg`, FOLDER);
  await writeFile(file, drawCharts(page));
  return `Drawn: ${fileURLToPath(file)}.`;
}
