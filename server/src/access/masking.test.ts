import { instant, type RegionId, type TicketId } from '@citybrain/domain';
import type { LatestRow, TicketRow } from '@citybrain/protocol';
import { describe, expect, it } from 'vitest';
import { maskLatestRow, maskText, maskTicketRow } from './masking.ts';

const region = 'nbs:370203005001' as RegionId;
const row: TicketRow = {
  id: 't1' as TicketId,
  status: 'reported',
  title: '王小明先生反映漏水，电话13812345678',
  address: '无棣三路18号2单元701',
  category: 'water',
  disposition: null,
  priority: null,
  channel: '12345',
  unit: '水务集团',
  regionId: region,
  point: [120.38123, 36.08456],
  reportedAt: instant(0),
  disposedAt: null,
  dueAt: null,
  flags: [],
  isLedHere: false,
  lead: null,
  also: [],
  tier: null,
  pending: null,
  notices: 0,
  isSupervised: false,
};
const labelPointOf = (): [number, number] => [120.4, 36.1];

describe('what a duty desk sees of free text (DOMAIN.md §7.4, L1)', () => {
  it.each([
    ['13812345678', '138****5678'],
    ['+86 13812345678', '138****5678'],
    ['0086-138-1234-5678', '138****5678'],
    ['１３８１２３４５６７８', '１３８****５６７８'],
    ['0532-85911234', '0532-****1234'],
    ['(0532)85911234', '0532-****1234'],
    ['021-64311234', '021-****1234'],
    ['370203199001010011', '370***********0011'],
    ['E12345678', 'E******78'],
    ['无棣三路18号2单元701', '无棣三路18号*单元***'],
    ['延安路5号楼302室', '延安路5号楼***室'],
    ['鲁B12345', '鲁B1**45'],
    ['鲁B·12345', '鲁B·1**45'],
    ['鲁BD12345', '鲁BD***45'],
    ['zhang@qd.cn', 'z***@qd.cn'],
    ['6222021001116245702', '***************5702'],
    ['联系王小明先生', '联系王**先生'],
    ['李雷女士', '李*女士'],
    ['欧阳娜娜女士', '欧阳**女士'],
    ['李先生', '李先生'],
  ])('shows %s as %s', (text, shown) => {
    expect(maskText(text, 'desk')).toBe(shown);
  });

  it('[A7] masks several data in one sentence and leaves the rest alone', () => {
    expect(maskText('请回电13812345678或0532-85911234，邮箱zhang@qd.cn。', 'desk')).toBe(
      '请回电138****5678或0532-****1234，邮箱z***@qd.cn。',
    );
  });

  it.each([
    '370203199001010012',
    '工单编号20220625000001',
    '网格370203005001001',
    '１２３',
    '192.168.1.1',
    '2022-06-25 10:00',
    '下水道堵塞，三天没人管',
    'Roses are \u001b[0;31mred\u001b[0m, violets are blue',
    '<script>alert(123)</script>',
  ])('leaves %s as it is', (text) => {
    expect(maskText(text, 'desk')).toBe(text);
  });

  it('stays quick on long text of almost-matches', () => {
    const started = performance.now();
    for (const piece of ['1', 'a', '1-', '王', 'a.', '1@', '2单元', '鲁B']) maskText(piece.repeat(20_000), 'desk');
    expect(performance.now() - started).toBeLessThan(2_000);
  });
});

describe('a ticket row', () => {
  it('[A2] shows a wall neither title, address nor the exact point, but its unit and category', () => {
    expect(maskTicketRow(row, 'wall', labelPointOf)).toEqual({
      ...row,
      title: null,
      address: null,
      point: [120.4, 36.1],
    });
  });

  it('has no point on a wall when it has none of its own, lies outside, or its region has no label', () => {
    expect(maskTicketRow({ ...row, regionId: null }, 'wall', labelPointOf).point).toBeNull();
    expect(maskTicketRow({ ...row, point: null }, 'wall', labelPointOf).point).toBeNull();
    expect(maskTicketRow({ ...row, flags: ['outside-regions'] }, 'wall', labelPointOf).point).toBeNull();
    expect(maskTicketRow(row, 'wall', () => null).point).toBeNull();
  });

  it('shows a desk scrubbed title and address and the exact point', () => {
    const masked = maskTicketRow(row, 'desk', labelPointOf);
    expect(masked).toEqual({
      ...row,
      title: '王**先生反映漏水，电话138****5678',
      address: '无棣三路18号*单元***',
    });
  });

  it('is the same object when nothing had to be masked', () => {
    const plain = { ...row, title: '路灯不亮', address: '延安路' };
    expect(maskTicketRow(plain, 'desk', labelPointOf)).toBe(plain);
  });
});

describe('a row of the latest', () => {
  const latest: LatestRow = {
    id: 1,
    type: 'TicketReported',
    happenedAt: instant(0),
    recordedAt: instant(0),
    subjectId: 't1',
    title: '电话13812345678',
    category: null,
    disposition: null,
    regionId: region,
  };
  it('hides a ticket title from a wall and scrubs it for a desk', () => {
    expect(maskLatestRow(latest, 'wall').title).toBeNull();
    expect(maskLatestRow(latest, 'desk').title).toBe('电话138****5678');
  });
  it('keeps the title of an incident on a wall', () => {
    const incident = { ...latest, type: 'IncidentStarted', title: '啤酒节' };
    expect(maskLatestRow(incident, 'wall')).toBe(incident);
  });
});
