import { LONGEST_PACE_MS, type TopicName, type WatchRequest } from '@citybrain/protocol';
import { Type } from 'typebox';
import { Compile } from 'typebox/compile';
import type { Audience } from './audience.ts';
import type { Screen } from './screen.ts';

const id = Type.Integer({ minimum: 0, maximum: Number.MAX_SAFE_INTEGER });
const topic = Type.String({ maxLength: 200 });
const isWatch = Compile(
  Type.Object({
    id,
    topic,
    since: Type.Union([
      Type.Null(),
      Type.Object({ epoch: Type.String({ maxLength: 100 }), revision: Type.Integer({ minimum: 0 }) }),
    ]),
  }),
);
const isUnwatch = Compile(Type.Object({ topic }));
const isPace = Compile(Type.Object({ everyMs: Type.Number({ minimum: 0, maximum: LONGEST_PACE_MS }) }));
const hasId = Compile(Type.Object({ id }));

/**
 * Hands what a screen said to the audience: the one door for all ways to connect.
 * What is no message is answered with `bad-request`, and with its `id` where it has one.
 */
export function receive(audience: Audience, screen: Screen, name: unknown, body: unknown): void {
  const refuse = (message: string): void => audience.refuse(screen, hasId.Check(body) ? body.id : 0, message);
  switch (name) {
    case 'watch':
      if (isWatch.Check(body)) audience.watch(screen, body as WatchRequest);
      else refuse('watch takes { id, topic, since: null or { epoch, revision } }');
      return;
    case 'unwatch':
      if (isUnwatch.Check(body)) audience.unwatch(screen, body.topic as TopicName);
      else refuse('unwatch takes { topic }');
      return;
    case 'pace':
      if (isPace.Check(body)) audience.pace(screen, body.everyMs);
      else refuse(`pace takes { everyMs } from 0 to ${LONGEST_PACE_MS}`);
      return;
    default:
      refuse('a message is watch, unwatch or pace');
  }
}
