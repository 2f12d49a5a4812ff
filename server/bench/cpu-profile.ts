import { Session, type Profiler } from 'node:inspector';

/** Where the time went: a function and its share of the samples that were not idle. */
export interface Cost {
  readonly where: string;
  readonly share: number;
}

/** Runs `work` under the sampling profiler; the costliest functions by their own time, dearest first. */
export async function profile(work: () => Promise<void>, most: number): Promise<Cost[]> {
  const session = new Session();
  session.connect();
  const post = <Result>(method: string): Promise<Result> =>
    new Promise((resolve, reject) => {
      session.post(method, (error, result) => (error ? reject(error) : resolve(result as Result)));
    });
  await post('Profiler.enable');
  await post('Profiler.start');
  await work();
  const { profile: recorded } = await post<{ profile: Profiler.Profile }>('Profiler.stop');
  session.disconnect();
  return costsOf(recorded).slice(0, most);
}

function costsOf({ nodes, samples = [] }: Profiler.Profile): Cost[] {
  const frames = new Map(nodes.map((node) => [node.id, node.callFrame]));
  const counts = new Map<string, number>();
  let busy = 0;
  for (const sample of samples) {
    const frame = frames.get(sample);
    if (!frame || frame.functionName === '(idle)') continue;
    busy += 1;
    const file = frame.url.split('/').slice(-2).join('/');
    const where = `${frame.functionName || '(anonymous)'}${file ? ` ${file}:${frame.lineNumber + 1}` : ''}`;
    counts.set(where, (counts.get(where) ?? 0) + 1);
  }
  return [...counts].map(([where, count]) => ({ where, share: count / busy })).sort((a, b) => b.share - a.share);
}
