import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const MAIN = join(import.meta.dirname, '..', 'main.ts');

let directory: string;
beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), 'citybrain-clock-'));
});
afterAll(() => rmSync(directory, { recursive: true, force: true }));

interface Answered {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

const clock = (args: readonly string[], input = '', env: NodeJS.ProcessEnv = {}): Answered =>
  spawnSync(process.execPath, [MAIN, 'clock', ...args], {
    encoding: 'utf8',
    input,
    cwd: directory,
    env: { PATH: process.env['PATH'], ...env },
    maxBuffer: 1 << 28,
  });
const words = (text: string): readonly string[] => text.split(' ');
const batch = (lines: readonly object[], ...args: string[]): readonly unknown[] =>
  clock(['--batch', ...args], lines.map((line) => JSON.stringify(line)).join('\n'))
    .stdout.trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as unknown);

const GOLDEN = words('--mode accrual --start 2026-02-13T16:30 --amount 4h');

describe('one deadline', () => {
  it('[D18] comes as JSON with tiers and steps, and nothing else on stdout', () => {
    const { status, stdout, stderr } = clock([...GOLDEN, '--json']);
    expect([status, stderr, stdout.split('\n').length]).toEqual([0, '', 2]);
    const at = (time: string): string => `2026-02-${time}:00+08:00`;
    expect(JSON.parse(stdout)).toEqual({
      due: at('14T10:30'),
      provisional: false,
      mode: 'accrual',
      start: at('13T16:30'),
      amount: '4h',
      pauses: [],
      half: at('14T08:30'),
      warn: at('14T09:42'),
      purple: at('14T16:30'),
      calendar: 'Asia/Shanghai 08:00-12:00+14:00-18:00 chinese-days-1.5.7',
      steps: [
        { from: at('13T16:30'), to: at('13T18:00'), counted: true, why: 'working', name: null, countedMs: 5_400_000 },
        { from: at('13T18:00'), to: at('14T08:00'), counted: false, why: 'night', name: null, countedMs: 0 },
        { from: at('14T08:00'), to: at('14T10:30'), counted: true, why: 'make-up', name: '春节', countedMs: 9_000_000 },
      ],
    });
  });

  it('[D18] comes as a table for a person', () => {
    const { status, stdout } = clock(GOLDEN);
    expect(status).toBe(0);
    expect(stdout).toContain('2026-02-14 08:00  2026-02-14 10:30  2h 30m      make-up 春节\n');
    expect(stdout).toContain('\ndue     2026-02-14 10:30\n');
  });

  it('[D18] takes pauses, an offset, and a pause without an end', () => {
    const args = words('--mode accrual --start 2026-02-13T08:30Z --amount 4h --json');
    const paused = clock([
      ...args,
      '--pause',
      '2026-02-14T09:00/2026-02-14T10:00',
      '--pause',
      '2026-02-13T17:00/2026-02-13T17:30',
    ]);
    expect(JSON.parse(paused.stdout)).toMatchObject({
      start: '2026-02-13T16:30:00+08:00',
      due: '2026-02-14T12:00:00+08:00',
    });
    const open = clock([...args, '--pause', '2026-02-14T09:00/']);
    expect(JSON.parse(open.stdout)).toMatchObject({ due: null, warn: null, purple: null });
  });

  it('[D18] is in the zone of the city, with the holidays that are set', () => {
    const env = { CITYBRAIN_ZONE: 'America/New_York', CITYBRAIN_HOLIDAYS: 'none' };
    const args = words('--mode continuous --amount 24h --json --start');
    const answer = clock([...args, '2026-03-07T12:00'], '', env);
    expect(JSON.parse(answer.stdout)).toMatchObject({
      start: '2026-03-07T12:00:00-05:00',
      due: '2026-03-08T13:00:00-04:00',
    });
  });

  it('[D11, D12] follows an override file, and says what is wrong in it', () => {
    const path = join(directory, 'calendar.json');
    writeFileSync(path, JSON.stringify({ 2027: { makeup: { '2027-01-02': '元旦' }, off: { '2027-01-01': '元旦' } } }));
    const args = words('--mode accrual --start 2026-12-31T16:30 --amount 4h --json');
    expect(JSON.parse(clock(args).stdout)).toMatchObject({ due: '2027-01-04T10:30:00+08:00', provisional: true });
    const loaded = { due: '2027-01-02T10:30:00+08:00', provisional: false };
    expect(JSON.parse(clock([...args, '--calendar', 'calendar.json']).stdout)).toMatchObject(loaded);
    expect(JSON.parse(clock(args, '', { CITYBRAIN_CALENDAR: path }).stdout)).toMatchObject(loaded);
    writeFileSync(path, JSON.stringify({ 2027: { off: { '2027-02-30': '春节' } } }));
    const refused = clock([...args, '--calendar', 'calendar.json']);
    expect([refused.status, refused.stdout]).toEqual([1, '']);
    expect(refused.stderr).toContain('2027.off.2027-02-30');
  });

  it.each([
    ['--mode fast --start 2026-02-13T16:30 --amount 4h', '--mode is "fast"'],
    ['--start 2026-02-13T16:30 --amount 4h', '--mode is missing'],
    ['--mode accrual --start 2026-02-30T16:30 --amount 4h', '--start is "2026-02-30T16:30"'],
    ['--mode accrual --start 2026-02-13T16:30', '--amount is missing'],
    ['--mode accrual --start 2026-02-13T16:30 --amount 4x', '--amount is "4x"'],
    ['--mode legal-day --start 2026-02-13T16:30 --amount 4h', 'legal-day counts whole days'],
    ['--mode accrual --start 2026-02-13T16:30 --amount 4h --pause 2026-02-14T10:00', '--pause holds'],
    ['--mode accrual --start 2026-02-13T16:30 --amount 4h --pause 2026-02-14T10:00/2026-02-14T09:00', '--pause holds'],
    ['--mode accrual --start 2026-02-13T16:30 --amount 4h --calendar no-such-file.json', 'no-such-file.json'],
    ['--batch --mode accrual', '--batch reads all it needs'],
    ['--steps', '--steps goes with --batch'],
    ['--when 2026', "unknown option '--when'"],
  ])('[D18] %s is refused', (args, word) => {
    const { status, stdout, stderr } = clock(words(args));
    expect([status, stdout]).toEqual([1, '']);
    expect(stderr).toContain(word);
  });
});

describe('a batch', () => {
  const line = { mode: 'accrual', start: '2026-02-13T16:30', amount: '4h' };

  it('[D19] answers in order, a bad line too, and ends with 1', () => {
    const input = [
      JSON.stringify(line),
      'nonsense',
      '{"mode":"accrual"}',
      '',
      JSON.stringify({ ...line, amount: '16h' }),
    ];
    const { status, stdout } = clock(['--batch'], `${input.join('\n')}\n`);
    const answers = stdout
      .trimEnd()
      .split('\n')
      .map((text) => JSON.parse(text) as Record<string, unknown>);
    expect(status).toBe(1);
    expect(answers).toMatchObject([
      { due: '2026-02-14T10:30:00+08:00', provisional: false },
      { error: { code: 'not-json' } },
      { error: { code: 'bad-start', message: 'start is missing: it must be a time such as 2026-02-13T16:30' } },
      { error: { code: 'not-json' } },
      { due: '2026-02-24T16:30:00+08:00', provisional: false },
    ]);
  });

  it('[D19] names the field that is wrong', () => {
    const [from, to] = ['2026-02-14T09:00', '2026-02-14T10:00'];
    expect(
      batch([
        { ...line, mode: 1 },
        { ...line, amount: 4 },
        { ...line, pause: [] },
        { ...line, pauses: { from, to } },
        { ...line, pauses: [{ from: to, to: from }] },
        { ...line, pauses: [{ from }] },
        [],
        { ...line, id: {} },
      ]).map((answer) => (answer as { error: { code: string } }).error.code),
    ).toEqual([
      'bad-mode',
      'bad-amount',
      'unknown-field',
      'bad-pause',
      'bad-pause',
      'bad-pause',
      'not-an-object',
      'bad-id',
    ]);
  });

  it('[D19] takes pauses and an id, and adds the steps when asked', () => {
    const [from, to] = ['2026-02-14T09:00', '2026-02-14T10:00'];
    const answers = batch(
      [
        { ...line, id: 'a', pauses: [{ from, to }] },
        { ...line, pauses: [{ from, to: null }] },
      ],
      '--steps',
    );
    expect(answers).toMatchObject([
      { id: 'a', due: '2026-02-14T11:30:00+08:00', steps: [{}, {}, {}, { why: 'pause' }, {}] },
      { due: null, provisional: false },
    ]);
  });

  it('[D19] answers a long file whole', () => {
    const count = 20_000;
    const { status, stdout } = clock(['--batch'], `${JSON.stringify(line)}\n`.repeat(count));
    expect(status).toBe(0);
    expect(stdout).toBe('{"due":"2026-02-14T10:30:00+08:00","provisional":false}\n'.repeat(count));
  });
});
