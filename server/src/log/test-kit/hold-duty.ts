import { DutyLock } from '../duty-lock.ts';
import { PostgresDatabase } from '../store/postgres-database.ts';

// A server that does nothing but want a duty: node hold-duty.ts <database url> <duty> <patience in ms>
const [url = '', name = '', patienceMs = ''] = process.argv.slice(2);
const lock = new DutyLock({
  ...{ database: new PostgresDatabase({ connectionString: url }), name, holder: `process ${process.pid}` },
  onTaken: ({ epoch }) => console.log(`taken ${epoch}`),
  onLost: () => console.log('lost'),
  onError: () => undefined,
  ...{ everyMs: 50, patienceMs: Number(patienceMs) },
});
lock.start();
