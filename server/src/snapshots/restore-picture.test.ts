import { copyFileSync, readdirSync, readFileSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { instant, streamId, type LogEvent } from '@citybrain/domain';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { PackedReader } from '../views/snapshot/packed-reader.ts';
import { PackedWriter } from '../views/snapshot/packed-writer.ts';
import { PICTURE_VERSION } from '../views/snapshot/picture-version.ts';
import { expectSame } from '../views/test-kit/tell-picture.ts';
import { SnapshotCity } from './test-kit/snapshot-city.ts';

let city: SnapshotCity;
beforeEach(() => {
  city = new SnapshotCity();
});
afterEach(() => city.remove());

const newest = async (): Promise<string> => join(city.directory, (await city.files.list())[0] ?? '');

/** Two snapshots, the newer one 50 steps after the older one, and 50 more in the log. */
async function writeTwo(): Promise<{ readonly older: number; readonly newer: number }> {
  city.live(150);
  await city.write();
  const older = city.picture.sequence;
  city.live(50);
  await city.write();
  const newer = city.picture.sequence;
  city.live(50);
  return { older, newer };
}

async function expectRestored(sequence: number): Promise<void> {
  const restored = await city.restore();
  expect(restored?.sequence).toBe(sequence);
  if (!restored) return;
  restored.advance(city.lives.now);
  restored.apply(city.lives.log.slice(sequence));
  const later = instant(city.lives.now + 1);
  for (const picture of [restored, city.picture]) picture.advance(later);
  expectSame(restored, city.picture);
}

describe('a start', () => {
  it('[V9] goes on from the newest snapshot on the disk', async () => {
    const { newer } = await writeTwo();
    await expectRestored(newer);
    expect(city.passedOver).toEqual([]);
  });

  it('reads the whole log where there is no snapshot and no directory', async () => {
    city.live(1);
    city.remove();
    expect(await city.restore()).toBeNull();
    expect(city.passedOver).toEqual([]);
  });
});

describe('a snapshot that can not be used is passed over with its reason', () => {
  it('[V10] when any byte of it is another one', async () => {
    const { older } = await writeTwo();
    const path = await newest();
    const whole = readFileSync(path);
    // Every byte of the first frames' heads and of the end, and some of every frame's body.
    const edges = [...Array(80).keys(), ...Array.from({ length: 30 }, (_, back) => whole.length - 1 - back)];
    const within = Array.from({ length: 60 }, (_, step) => Math.floor(((step + 0.5) * whole.length) / 60));
    for (const at of [...edges, ...within]) {
      const damaged = Buffer.from(whole);
      damaged[at] = (damaged[at] ?? 0) ^ (1 << (at % 8));
      writeFileSync(path, damaged);
      const restored = await city.restore();
      expect(restored?.sequence, `byte ${at}`).toBe(older);
      expect(city.passedOver, `byte ${at}`).toHaveLength(1);
    }
    await expectRestored(older);
  });

  it('[V10] when it is cut short anywhere, empty, followed by more, or a frame is missing or doubled', async () => {
    const { older } = await writeTwo();
    const path = await newest();
    const whole = readFileSync(path);
    for (const share of [0, 0.001, 0.1, 0.5, 0.9, 0.9999]) {
      writeFileSync(path, whole);
      truncateSync(path, Math.floor(share * whole.length));
      expect((await city.restore())?.sequence).toBe(older);
      expect(city.passedOver[0]).toMatch(/is no snapshot|too early/);
    }
    writeFileSync(path, Buffer.concat([whole, Buffer.from('x')]));
    expect((await city.restore())?.sequence).toBe(older);
    expect(city.passedOver).toEqual(['1 bytes follow its end']);
    const [first, second] = frameStarts(whole);
    for (const changed of [
      Buffer.concat([whole.subarray(0, first), whole.subarray(second)]),
      Buffer.concat([whole.subarray(0, second), whole.subarray(first)]),
    ]) {
      writeFileSync(path, changed);
      expect((await city.restore())?.sequence).toBe(older);
      expect(city.passedOver[0]).toMatch(/is not where it should be/);
    }
    await expectRestored(older);
  });

  it('[V10] when it is another file or a directory', async () => {
    const { older } = await writeTwo();
    writeFileSync(await newest(), 'a letter that somebody left here, long enough to be taken for something');
    await expectRestored(older);
    expect(city.passedOver).toEqual(['it is no snapshot']);
  });

  it('[V10] when its regions, its zone or its time are not the city’s', async () => {
    await writeTwo();
    expect(await city.restore({ regionsVersion: 5 })).toBeNull();
    expect(city.passedOver).toEqual(Array(2).fill('it is of regions 4, in force are 5'));
    expect(await city.restore({ zone: 'Europe/Berlin' })).toBeNull();
    expect(city.passedOver[0]).toBe("it is of zone Asia/Shanghai, the city's is Europe/Berlin");
    const before = instant(city.picture.asOf - 1_000 * 86_400_000);
    expect(await city.restore({ now: before })).toBeNull();
    expect(city.passedOver[0]).toMatch(/which is yet to come$/);
  });

  it('[V10] when the log ends before it, or has another event there', async () => {
    const { older, newer } = await writeTwo();
    const log = city.lives.log;
    expect((await city.restore({}, log.slice(0, newer - 1)))?.sequence).toBe(older);
    expect(city.passedOver).toEqual([`the log ends before its sequence ${newer}`]);
    const other = (change: Partial<LogEvent>): LogEvent[] =>
      log.map((event) => (event.sequence === newer ? ({ ...event, ...change } as LogEvent) : event));
    for (const change of [
      { stream: streamId('ticket', 'another') },
      { version: 99 },
      { recordedAt: instant(1) },
      { type: 'TicketNoted' as const },
    ]) {
      const restored = await city.restore({}, other(change));
      if (log[newer - 1]?.type === change.type) continue;
      expect(restored?.sequence).toBe(older);
      expect(city.passedOver).toEqual([`the log has another event at its sequence ${newer}`]);
    }
    expect(await city.restore({}, [])).toBeNull();
  });

  it('[V10] when it is of another version of the picture', async () => {
    const { older, newer } = await writeTwo();
    const chunks: Buffer[] = [];
    for await (const chunk of city.files.read((await city.files.list())[0] ?? '')) chunks.push(chunk);
    const head = new PackedReader(chunks[0] ?? Buffer.alloc(0)).item() as object;
    const writer = new PackedWriter();
    writer.item({ ...head, pictureVersion: PICTURE_VERSION + 1, more: 'than this program knows' });
    await city.files.write(newer, Readable.from([writer.finish(), ...chunks.slice(1)]));
    await expectRestored(older);
    expect(city.passedOver[0]).toMatch(/^it is of version \d+ of the picture, this program makes \d+$/);
  });

  it('[V12] when the store was restored to an earlier state, until the next one is written', async () => {
    await writeTwo();
    const earlier = new SnapshotCity();
    try {
      earlier.live(20);
      for (const name of await city.files.list())
        copyFileSync(join(city.directory, name), join(earlier.directory, name));
      expect(await earlier.restore()).toBeNull();
      expect(earlier.passedOver).toHaveLength(2);
      await earlier.write();
      expect((await earlier.restore())?.sequence).toBe(earlier.picture.sequence);
      expect(earlier.passedOver).toEqual([]);
    } finally {
      earlier.remove();
    }
  });

  it('[V10] also when both are damaged: then the whole log is read', async () => {
    await writeTwo();
    for (const name of await city.files.list()) truncateSync(join(city.directory, name), 100);
    expect(await city.restore()).toBeNull();
    expect(city.passedOver).toHaveLength(2);
  });
});

describe('a snapshot', () => {
  it('[V11] holds one moment, whatever is folded while it is written', async () => {
    city.live(200);
    const written = city.write();
    const { sequence } = city.picture;
    city.live(100);
    await written;
    await expectRestored(sequence);
  });

  it('[V12] has its name when it is whole, and two of them are kept', async () => {
    writeFileSync(join(city.directory, 'picture-0000000000000001-77.unfinished'), 'of a process that ended');
    for (let count = 0; count < 4; count += 1) {
      city.live(10);
      const writing = city.write();
      expect(readdirSync(city.directory).filter((name) => name.endsWith('.snapshot'))).toHaveLength(Math.min(count, 2));
      await writing;
    }
    const names = readdirSync(city.directory);
    expect(names).toHaveLength(2);
    expect(names.every((name) => name.endsWith('.snapshot'))).toBe(true);
  });

  it('is read by its owner alone: tickets name people', async () => {
    city.live(10);
    await city.write();
    expect(statSync(await newest()).mode & 0o077).toBe(0);
  });

  it('[V12] leaves nothing where it can not be written', async () => {
    city.live(10);
    city.remove();
    writeFileSync(city.directory, 'a file where the directory should be');
    await expect(city.write()).rejects.toThrow();
    expect(await city.restore()).toBeNull();
    expect(city.passedOver).toHaveLength(1);
  });

  it('is read by the name that it has, wherever it was copied to', async () => {
    city.live(20);
    await city.write();
    const path = await newest();
    copyFileSync(path, `${path}.copy`);
    expect(await city.files.list()).toHaveLength(1);
  });
});

/** Where the frames of a snapshot begin. */
function frameStarts(file: Buffer): number[] {
  const starts: number[] = [];
  for (let at = file.indexOf(10) + 1; at < file.length; at += 12 + file.readUInt32LE(at + 4)) starts.push(at);
  return starts;
}
