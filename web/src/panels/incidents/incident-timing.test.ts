import { instant, type IncidentGrade, type IncidentId, type IncidentStatus } from '@citybrain/domain';
import { describe, expect, test } from 'vitest';
import { orderIncidents, timingOf } from './incident-timing.ts';

const DAY = 86_400_000;
const festival = { status: 'started' as const, startsAt: instant(0), endsAt: instant(9 * DAY) };

describe('where an incident stands', () => {
  test('the nine days of a festival are counted from the first', () => {
    expect(timingOf(festival, 0)).toMatchObject({ kind: 'dayOf', day: 1, days: 9 });
    expect(timingOf(festival, 8.5 * DAY)).toMatchObject({ day: 9, days: 9 });
  });

  test('one past its planned end stays on its last day', () => {
    expect(timingOf(festival, 20 * DAY)).toMatchObject({ day: 9, days: 9 });
  });

  test('what is announced counts down', () => {
    expect(timingOf({ ...festival, status: 'announced' }, -5)).toEqual({ kind: 'startsIn', milliseconds: 5 });
  });

  test('an open end counts up', () => {
    expect(timingOf({ ...festival, endsAt: null }, 7)).toEqual({ kind: 'since', milliseconds: 7 });
  });
});

test('what is graded comes first, the gravest on top; what is over is left out', () => {
  const row = (id: string, status: IncidentStatus, grade: IncidentGrade | null) => ({
    id: id as IncidentId,
    status,
    grade,
    startsAt: instant(0),
  });
  const rows = [
    row('announced', 'announced', null),
    row('over', 'ended', 1),
    row('going', 'started', null),
    row('third', 'started', 3),
    row('first', 'announced', 1),
  ];
  expect(orderIncidents(rows).map(({ id }) => id)).toEqual(['first', 'third', 'going', 'announced']);
});
