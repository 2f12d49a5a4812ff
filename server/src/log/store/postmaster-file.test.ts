import { describe, expect, it } from 'vitest';
import type { ProcessIdentity } from './process-identity.ts';
import { judgePostmaster, parsePostmasterFile, saysReady, withPid } from './postmaster-file.ts';

const TEXT = [
  ...['4711', '/srv/data/postgres', '1795410537', '5432', '/srv/data/postgres-socket', ''],
  ...['    65536         3', 'ready   ', ''],
].join('\n');
const FILE = parsePostmasterFile(TEXT)!;
const PROCESS = {
  pid: 4711,
  startedAtSeconds: 1795410536,
  commandLine: '/opt/bin/postgres -D /srv/data/postgres -c listen_addresses=',
};

describe("PostgreSQL's pid file", () => {
  it('is read line by line', () => {
    expect(FILE).toEqual({
      pid: 4711,
      clusterDirectory: '/srv/data/postgres',
      startedAtSeconds: 1795410537,
      socketDirectory: '/srv/data/postgres-socket',
    });
  });

  it.each(['', '\n', '4711', '4711\n/srv/data/postgres\n', 'x\n/srv\n1\n', '-4711\n/srv\n1795410537\n'])(
    'is not believed when it is incomplete or of a single-user run: %j',
    (text) => expect(parsePostmasterFile(text)).toBeUndefined(),
  );

  it('tells when connections are taken', () => {
    expect(saysReady(TEXT)).toBe(true);
    expect(saysReady(TEXT.replace('ready   ', 'starting'))).toBe(false);
    expect(saysReady('4711\n')).toBe(false);
  });

  it('gets another pid without losing the shared memory it names', () => {
    expect(withPid(TEXT, 12)).toBe(TEXT.replace('4711', '12'));
  });
});

describe('the judgement of a pid file', () => {
  const judge = (process: ProcessIdentity | undefined) => judgePostmaster(FILE, process, '/srv/data/postgres');

  it('calls a postmaster stopped when its pid is free', () => {
    expect(judge(undefined)).toBe('stopped');
  });

  it('knows the very process by command, directory and start', () => {
    expect(judge(PROCESS)).toBe('running');
  });

  it('knows it too when its directory was renamed', () => {
    const moved = { ...PROCESS, commandLine: '/opt/bin/postgres -D /srv/old/postgres' };
    expect(judge({ ...moved, directory: '/srv/data/postgres' })).toBe('running');
    expect(judge({ ...moved, directory: '/srv/old/postgres' })).toBe('foreign');
  });

  it('does not take a later PostgreSQL with the same pid for it', () => {
    expect(judge({ ...PROCESS, startedAtSeconds: PROCESS.startedAtSeconds + 60 })).toBe('foreign');
  });

  it('does not take the PostgreSQL of another directory for it', () => {
    expect(judge({ ...PROCESS, commandLine: '/opt/bin/postgres -D /srv/data/postgres2' })).toBe('foreign');
  });

  it('does not take another program for it', () => {
    expect(judge({ ...PROCESS, commandLine: 'vim -D /srv/data/postgres' })).toBe('foreign');
  });
});
