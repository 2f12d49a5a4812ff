import { streamId } from '@citybrain/domain';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { at, hearStation } from '../../../packages/domain/src/test-kit/commands.ts';
import { PostgresEventLog } from '../log/postgres-event-log.ts';
import { PostgresDatabase } from '../log/store/postgres-database.ts';
import { openTestStore, type TestStore } from '../log/store/test-store.ts';
import { CommandBus } from './command-bus.ts';
import type { Submission } from './submit.ts';
import { NOW, ticket, ticketStep } from './test-kit/watched-bus.ts';

const A = ticketStep('a').stream;

const update = (expectedVersion: number, minutes: number, title: string): Submission => ({
  steps: [{ ...ticketStep('a', { updatedAt: at(minutes), facts: { title } }), expectedVersion }],
  causedBy: `user:${title}`,
});

describe('two command buses on one database', () => {
  let store: TestStore;
  let otherDatabase: PostgresDatabase;
  let here: CommandBus;
  let there: CommandBus;
  let log: PostgresEventLog;
  beforeEach(async () => {
    store = await openTestStore();
    otherDatabase = new PostgresDatabase({ connectionString: store.databaseUrl });
    log = new PostgresEventLog(store.database);
    here = busOn(log);
    there = busOn(new PostgresEventLog(otherDatabase));
    await here.submit([ticket('a')]);
  });
  afterEach(async () => {
    await otherDatabase.close();
    await store.close();
  });

  it('[L15] accept one of two commands that were meant for the same version, every time', async () => {
    for (let version = 1; version <= 20; version += 1) {
      const outcomes = await Promise.all([
        here.submit([update(version, 2 * version, 'here')]),
        there.submit([update(version, 2 * version + 1, 'there')]),
      ]);
      const [accepted, conflict] = outcomes.flat().sort((a, b) => (a.kind < b.kind ? -1 : 1));
      expect(accepted).toMatchObject({ kind: 'accepted', versions: [{ stream: A, version: version + 1 }] });
      expect(conflict).toEqual({ kind: 'conflict', stream: A, version: version + 1 });
    }
    expect(await log.head()).toBe(21);
  });

  it('[L14, L15] write nothing of a submission when a later step of it conflicts', async () => {
    await there.submit([update(1, 1, 'there')]);
    const [outcome] = await here.submit([
      { steps: [ticketStep('b'), ...update(1, 2, 'here').steps], causedBy: 'user:here' },
    ]);
    expect(outcome).toEqual({ kind: 'conflict', stream: A, version: 2 });
    expect(await log.head()).toBe(2);
  });

  it('[L16] refuse nothing that the other has made possible', async () => {
    const stream = streamId('station', 's');
    const heard = (minutes: number, promiseSeconds: number): Submission => ({
      steps: [{ stream, command: hearStation({ heardAt: at(minutes), facts: { promiseSeconds } }) }],
      causedBy: 'feed:sensors',
    });
    const silence: Submission = {
      steps: [{ stream, command: { type: 'MarkStationSilent' } }],
      causedBy: 'system:timer',
    };
    await here.submit([heard(598, 600)]);
    await there.submit([heard(599, 1)]);
    // What is remembered here would be within its promise.
    expect(await here.submit([silence])).toMatchObject([{ kind: 'accepted', versions: [{ stream, version: 3 }] }]);
  });

  it('[L18] write under a guard only while the duty has its epoch, and all else beside it', async () => {
    await store.database.execute(`INSERT INTO duties VALUES ('timer', 3, 'there', now())`);
    const guarded = (id: string, epoch: number): Submission => ({ ...ticket(id), guard: { name: 'timer', epoch } });
    const answers = await Promise.allSettled([
      here.submit([ticket('b')]),
      here.submit([guarded('c', 2)]),
      here.submit([guarded('d', 3)]),
      here.submit([ticket('e')]),
    ]);
    expect(answers.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled', 'fulfilled']);
    expect(answers[1]).toMatchObject({ reason: { code: 'DUTY-101' } });
    expect((await log.read(1, 9)).map(({ stream }) => stream)).toEqual(
      ['b', 'd', 'e'].map((id) => ticketStep(id).stream),
    );
  });
});

const busOn = (log: PostgresEventLog): CommandBus =>
  new CommandBus({ log, now: () => NOW, onAppended: () => undefined });
