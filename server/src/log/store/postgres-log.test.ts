import { appendFileSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { PostgresLog } from './postgres-log.ts';

let directory: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'citybrain-log-'));
});
afterEach(() => rmSync(directory, { recursive: true }));

it('gives the last lines since a place in the file', () => {
  const log = new PostgresLog(join(directory, 'x.log'));
  appendFileSync(log.path, 'one\ntwo\n');
  const place = log.sizeBytes;
  appendFileSync(log.path, 'three\n\nfour\n');
  expect(log.lastLines(1)).toEqual(['four']);
  expect(log.lastLines(9, place)).toEqual(['three', 'four']);
  log.close();
});

it('moves a full file away and goes on writing to an empty one', () => {
  const log = new PostgresLog(join(directory, 'x.log'), 100);
  appendFileSync(log.path, 'a'.repeat(101));
  log.rotateBeyond(100);
  appendFileSync(log.descriptor, 'b');
  expect(readFileSync(log.path, 'utf8')).toBe('b');
  expect(statSync(`${log.path}.1`).size).toBe(101);
  expect(log.lastLines(3, 50)).toEqual(['b']);
  log.close();
});
