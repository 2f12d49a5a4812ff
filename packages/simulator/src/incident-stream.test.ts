import { DAY_MS, instant, type Instant } from '@citybrain/domain';
import type { IncidentItem } from '@citybrain/protocol';
import { describe, expect, it } from 'vitest';
import { incidentStream } from './incident-stream.ts';
import { SHIBEI, shanghai, takeUntil } from './test-city.ts';
import { Territory } from './territory.ts';

const plan = { seed: 3, key: 'k', territory: new Territory(SHIBEI, 3) };
const incidentsFrom = (startsAt: Instant, days: number): IncidentItem[] =>
  takeUntil(incidentStream(plan, startsAt), instant(startsAt + days * DAY_MS)).map(({ item }) => item as IncidentItem);
const festivals = (items: readonly IncidentItem[]) => items.filter(({ incidentKind }) => incidentKind === 'festival');

describe('incidentStream', () => {
  it('holds the festival of the page from 25 June to 3 July', () => {
    const [announced, started, ended] = festivals(incidentsFrom(shanghai('2022-06-20T00:00:00'), 14));
    expect(announced).toMatchObject({
      ...{ title: '台柳路1907文化艺术节', venue: '新都心凯德Mall', status: 'announced' },
      ...{ startsAt: '2022-06-25T19:00:00+08:00', endsAt: '2022-07-03T22:00:00+08:00' },
    });
    expect(started).toMatchObject({ status: 'started', updatedAt: '2022-06-25T19:00:00+08:00' });
    expect(ended).toMatchObject({ status: 'ended', updatedAt: '2022-07-03T22:00:00+08:00' });
  });

  it('shows it as under way when the city starts in its midst, and as announced at any other time', () => {
    expect(festivals(incidentsFrom(shanghai('2026-06-28T12:00:00'), 1)).map(({ status }) => status)).toEqual([
      'started',
    ]);
    expect(festivals(incidentsFrom(shanghai('2026-11-23T12:00:00'), 1))).toMatchObject([
      { status: 'announced', startsAt: '2027-06-25T19:00:00+08:00' },
    ]);
  });

  it('reports on the container village each month', () => {
    const project = incidentsFrom(shanghai('2026-11-23T12:00:00'), 10).filter(
      ({ incidentKind }) => incidentKind === 'project',
    );
    expect(project.map(({ updatedAt }) => updatedAt)).toEqual([
      '2026-11-01T09:00:00+08:00',
      '2026-12-01T09:00:00+08:00',
    ]);
    expect(project[0]?.text).toContain('6091平方米');
  });

  it('warns of storms and alarms at broken mains, and ends what it began', () => {
    const items = incidentsFrom(shanghai('2026-07-05T00:00:00'), 60);
    for (const kind of ['weather', 'alarm'] as const) {
      const ofKind = items.filter(({ incidentKind }) => incidentKind === kind);
      const count = (status: string): number => ofKind.filter((item) => item.status === status).length;
      expect(count('started')).toBeGreaterThan(1);
      expect(Math.abs(count('started') - count('ended'))).toBeLessThanOrEqual(1);
    }
    expect(items.find(({ incidentKind }) => incidentKind === 'weather')?.grade).toBeGreaterThanOrEqual(2);
  });
});
