import { eventLogContract } from './event-log.contract.ts';
import { MemoryEventLog } from './memory-event-log.ts';

eventLogContract('the log in memory', async () => {
  const log = new MemoryEventLog();
  return { log, another: () => log, close: async () => undefined };
});
