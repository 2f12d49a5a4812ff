import { describe, expect, it } from 'vitest';
import { parseProc, parsePs, readProcess } from './process-identity.ts';

const KERNEL = 'cpu  1 2 3\nbtime 1795400000\nprocesses 5\n';
const statOf = (name: string, state: string): string =>
  `42 (${name}) ${state} 1 42 42 0 -1 4194304 100 0 0 0 1 2 0 0 20 0 1 0 123456 1000 10\n`;

describe('the identity of a process', () => {
  it('is read from /proc, whatever its name holds', () => {
    expect(parseProc(42, statOf('a) R (b', 'S'), '/bin/x\0-D\0/y\0', KERNEL)).toEqual({
      pid: 42,
      startedAtSeconds: 1795401234,
      commandLine: '/bin/x -D /y',
    });
  });

  it('is none for a process that has ended and was not collected', () => {
    expect(parseProc(42, statOf('postgres', 'Z'), '', KERNEL)).toBeUndefined();
  });

  it('is read from ps where there is no /proc', () => {
    expect(parsePs(42, 'Ss   Mon Nov 23 04:58:50 2026     /bin/postgres -D /x y\n')).toEqual({
      pid: 42,
      startedAtSeconds: Date.parse('2026-11-23T04:58:50Z') / 1000,
      commandLine: '/bin/postgres -D /x y',
    });
    expect(parsePs(42, 'Z    Mon Nov 23 04:58:50 2026     <defunct>')).toBeUndefined();
  });

  it('is found for this very process and not for a pid that none has', async () => {
    expect((await readProcess(process.pid))?.commandLine).toContain('node');
    expect(await readProcess(2 ** 30)).toBeUndefined();
  });
});
