import type { RegionId } from '@citybrain/domain';
import { connectLive } from '@citybrain/live-client';

const [url = 'http://127.0.0.1:3000', token = '', scope = 'nbs:370203000000'] = process.argv.slice(2);
const live = connectLive({ url, token });
live.watch('measures', scope as RegionId, ({ replica, heldSince, refusal }) => {
  if (refusal) console.log(`${scope}: ${refusal}`);
  else if (!replica) console.log(`${scope}: nothing known yet`);
  else if (heldSince) console.log(`open: ${replica.measures.open}, as it was at ${new Date(heldSince).toISOString()}`);
  else console.log(`open: ${replica.measures.open}, overdue: ${replica.measures.overdue}`);
});
