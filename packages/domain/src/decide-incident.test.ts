import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decideIncident, type RecordIncident } from './decide-incident.ts';
import { evolveIncident } from './evolve-incident.ts';
import { isIncidentOver, type Incident, type IncidentStatus } from './incident.ts';
import type { IncidentEvent } from './incident-events.ts';
import { instant } from './instant.ts';
import type { Decision } from './refusal.ts';
import { at, MORNING, recordIncident } from './test-kit/commands.ts';

const NOW = at(600);

const fold = (incident: Incident | null, decision: Decision<IncidentEvent>): Incident | null =>
  decision.kind === 'events' ? decision.events.reduce<Incident | null>(evolveIncident, incident) : incident;
const after = (...commands: RecordIncident[]): Incident | null =>
  commands.reduce<Incident | null>((incident, command) => fold(incident, decideIncident(incident, command, NOW)), null);
const inWords = (decision: Decision<IncidentEvent>): string[] =>
  decision.kind === 'events'
    ? decision.events.map(({ type }) => type)
    : [decision.kind === 'unchanged' ? decision.why : decision.refusal.code];

const version = (minutes: number, status: IncidentStatus, title = '啤酒节'): RecordIncident =>
  recordIncident({ status, updatedAt: at(minutes), facts: { title } });

describe('given what is known of an incident, when a record comes, then', () => {
  it.each<[string, RecordIncident[], RecordIncident, string[]]>([
    ['a first record announces it', [], version(0, 'announced'), ['IncidentAnnounced']],
    ['a first record of one under way tells both', [], version(0, 'started'), ['IncidentAnnounced', 'IncidentStarted']],
    ['it starts', [version(0, 'announced')], version(1, 'started'), ['IncidentStarted']],
    ['it ends', [version(0, 'started')], version(1, 'ended'), ['IncidentEnded']],
    ['it ends without a start', [version(0, 'announced')], version(1, 'ended'), ['IncidentEnded']],
    ['it is cancelled', [version(0, 'started')], version(1, 'cancelled'), ['IncidentCancelled']],
    ['it is described anew', [version(0, 'started')], version(1, 'started', '音乐节'), ['IncidentUpdated']],
    ['it is described anew while it ends', [version(0, 'started')], version(1, 'ended', '音乐节'), [
      'IncidentUpdated', 'IncidentEnded',
    ]],
    ['the description of what is over is corrected', [version(0, 'ended')], version(1, 'ended', '音乐节'), [
      'IncidentUpdated',
    ]],
    ['a newer record without news moves its version on', [version(0, 'started')], version(1, 'started'), [
      'IncidentUpdated',
    ]],
    ['the same record is a duplicate', [version(0, 'ended')], version(0, 'ended'), ['duplicate']],
    ['an older record is superseded', [version(1, 'announced')], version(0, 'ended'), ['superseded']],
    ['another record of the same version is a conflict', [version(0, 'announced')], version(0, 'started'), [
      'conflicting-version',
    ]],
    ['what has started can not be merely announced', [version(0, 'started')], version(1, 'announced'), ['already-over']],
    ['what has ended can not start', [version(0, 'ended')], version(1, 'started'), ['already-over']],
    ['what has ended can not be cancelled', [version(0, 'ended')], version(1, 'cancelled'), ['already-over']],
    ['an end before the start is refused', [], recordIncident({ facts: { endsAt: at(59) } }), ['ended-before-started']],
    ['a window in the future is fine, a record from there is not', [], version(60 * 24, 'announced'), [
      'happened-in-future',
    ]],
  ])('%s', (_, given, when, then) => {
    expect(inWords(decideIncident(after(...given), when, NOW))).toEqual(then);
  }); // prettier-ignore

  it('[I3] records in any order, each as often as you like, leave the newest one standing', () => {
    const ranks: IncidentStatus[] = ['announced', 'started', 'ended'];
    const histories = fc
      .array(fc.tuple(fc.nat({ max: 2 }), fc.constantFrom('a', 'b')), { minLength: 1, maxLength: 6 })
      .map((choices) => {
        let rank = 0;
        return choices.map(([wanted, title], index) => {
          rank = Math.max(rank, wanted);
          return version(index, ranks[rank]!, title);
        });
      });
    fc.assert(
      fc.property(histories, fc.infiniteStream(fc.nat()), (versions, random) => {
        const again = versions.map(() => versions[random.next().value % versions.length]!);
        const arrivals = [...versions, ...again]
          .map((record) => ({ record, key: random.next().value }))
          .sort((a, b) => a.key - b.key)
          .map(({ record }) => record);
        expect(after(...arrivals)).toEqual(after(versions.at(-1)!));
      }),
      { numRuns: 300 },
    );
  });

  it('is over once it ended or was cancelled', () => {
    const over = (status: IncidentStatus): boolean => isIncidentOver({ status });
    expect([over('announced'), over('started'), over('ended'), over('cancelled')]).toEqual([false, false, true, true]);
  });

  it('a stream must begin with its announcement', () => {
    const event: IncidentEvent = { type: 'IncidentStarted', typeVersion: 1, happenedAt: instant(MORNING), data: {} };
    expect(() => evolveIncident(null, event)).toThrow(RangeError);
  });
});
