import { describe, expect, it } from 'vitest';
import { planMigrations, type Migration } from './plan-migrations.ts';

const file = (number: number, sha256 = `hash ${number}`): Migration => ({
  number,
  name: `000${number}-x`,
  sha256,
  sql: '',
});

describe('the plan of migrations', () => {
  it('holds what is not yet recorded, in order', () => {
    expect(planMigrations([file(1), file(2), file(5)], [file(1)])).toEqual([file(2), file(5)]);
  });

  it('is empty when all is recorded', () => {
    expect(planMigrations([file(1)], [file(1)])).toEqual([]);
  });

  it('refuses a file that was changed after it was applied', () => {
    expect(() => planMigrations([file(1, 'other')], [file(1)])).toThrow('0001-x was changed');
  });

  it('refuses a database that a newer version has migrated', () => {
    expect(() => planMigrations([file(1)], [file(1), file(2)])).toThrow('has seen migration 0002-x');
  });

  it('refuses a migration that comes before one already applied', () => {
    expect(() => planMigrations([file(1), file(2)], [file(2)])).toThrow('0001-x comes too late');
  });

  it('refuses two with the same number', () => {
    expect(() => planMigrations([file(1), file(1)], [])).toThrow('same number');
  });
});
