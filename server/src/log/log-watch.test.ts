import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { at, recordTicket } from '../../../packages/domain/src/test-kit/commands.ts';
import { streamId } from '@citybrain/domain';
import { LogFollower } from './log-follower.ts';
import { LogWatch } from './log-watch.ts';
import { MemoryEventLog } from './memory-event-log.ts';
import { decideAppend } from './test-kit/decide-append.ts';

/** A log whose wake-ups can be lost, as a broken connection loses them. */
class LossyLog extends MemoryEventLog {
  isDeaf = false;
  listenCount = 0;
  lose: () => void = () => undefined;

  override async listen(onAppend: (sequence: number) => void, onLost?: () => void): Promise<() => Promise<void>> {
    this.listenCount += 1;
    this.lose = onLost ?? this.lose;
    return super.listen((sequence) => {
      if (!this.isDeaf) onAppend(sequence);
    });
  }

  async write(id: string): Promise<void> {
    const append = decideAppend(streamId('ticket', id), undefined, recordTicket({ sourceId: id }), at(0));
    await this.append([append], at(0));
  }
}

describe('the watch over the log', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it('[L12] follows at once when it is told, and within a second when the word is lost', async () => {
    const log = new LossyLog();
    const follower = new LogFollower(log, () => undefined);
    const watch = new LogWatch(log, () => follower);
    watch.start();
    await vi.advanceTimersByTimeAsync(0);
    await log.write('1');
    await vi.advanceTimersByTimeAsync(20);
    expect(follower.sequence).toBe(1);

    log.isDeaf = true;
    await log.write('2');
    await vi.advanceTimersByTimeAsync(979);
    expect(follower.sequence).toBe(1);
    await vi.advanceTimersByTimeAsync(1);
    expect(follower.sequence).toBe(2);

    log.lose();
    await vi.advanceTimersByTimeAsync(1_000);
    expect(log.listenCount).toBe(2);

    await watch.stop();
    await log.write('3');
    await vi.advanceTimersByTimeAsync(5_000);
    expect(follower.sequence).toBe(2);
  });
});
