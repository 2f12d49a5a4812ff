/**
 * One joint matter (联办) through the console, by a dozen people in browsers of
 * their own; two people who act at once; a connection that is lost.
 */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { RegionId, Unit, UnitId } from '@citybrain/domain';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchBrowser } from '../support/browser.ts';
import { ConsolePage, deskWords } from '../support/console-page.ts';
import { PIXEL, type Desk } from '../support/desk.ts';
import { DeskServer } from '../support/desk-server.ts';

const PICTURES = fileURLToPath(new URL('../../artifacts/console/', import.meta.url));
const LEAD = 'department:city-management' as UnitId;
const HELPER = 'department:law-enforcement' as UnitId;
const HELPER_TWO = 'department:police' as UnitId;

let browser: Browser;
let city: DeskServer;
let community: Unit;
let street: Unit;
let names: Map<UnitId, string>;
const desks = new Map<string, Desk>();
const pages = new Map<string, ConsolePage>();

beforeAll(async () => {
  mkdirSync(PICTURES, { recursive: true });
  browser = await launchBrowser();
  city = await DeskServer.open();
  const admin = await city.person('chief', null, 'administrator');
  const units = await city.units(admin);
  names = new Map(units.map(({ id, name }) => [id, name]));
  const centre = units.find(({ kind }) => kind === 'centre')!;
  street = units.find(({ kind }) => kind === 'street')!;
  community = units.find(({ kind, parentId }) => kind === 'community' && parentId === street.id)!;
  const grid = units.find(({ kind, parentId }) => kind === 'grid' && parentId === community.id)!;
  await city.appoint(admin, [
    ['dispatcher', centre.id, 'dispatcher'],
    ['checker', centre.id, 'dispatcher'],
    ['lead', LEAD, 'handler'],
    ['lead-two', LEAD, 'leader'],
    ['helper', HELPER, 'handler'],
    ['helper-two', HELPER_TWO, 'handler'],
  ]);
  const district = centre.regionId as RegionId;
  const scopes: readonly (readonly [string, RegionId | null])[] = [
    ['grid-worker', grid.regionId],
    ['community-desk', community.regionId],
    ['street-desk', street.regionId],
    ...['dispatcher', 'checker', 'lead', 'lead-two', 'helper', 'helper-two'].map((name) => [name, district] as const),
  ];
  for (const [name, scope] of scopes) desks.set(name, await city.person(name, scope));
});

afterAll(async () => {
  await browser.close();
  await city.close();
});

/** The console of somebody, signed in. */
async function consoleOf(name: string): Promise<ConsolePage> {
  const known = pages.get(name);
  if (known) return known;
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, locale: 'zh-CN' });
  const [cookie = '', value = ''] = desks.get(name)!.cookie.split('=', 2);
  await context.addCookies([{ name: cookie, value, url: city.url }]);
  context.setDefaultTimeout(15_000);
  const page = new ConsolePage(await context.newPage());
  pages.set(name, page);
  return page;
}

const nameOf = (id: UnitId): string => names.get(id)!;
const condition = '符合立案条件';

describe('the console', () => {
  it('carries a joint matter its whole way, and adds its minutes up by unit', async () => {
    const grid = await consoleOf('grid-worker');
    await grid.page.goto(`${city.url}/console`);
    await grid.page.getByRole('button', { name: deskWords('report') }).click();
    const report = grid.page.getByRole('region', { name: deskWords('report') });
    await report.getByLabel(deskWords('field.title')).fill('三号楼楼道堆物，堵塞消防通道');
    const category = report.getByRole('combobox', { name: deskWords('field.category') });
    await category.fill('乱堆物堆料');
    await report.getByRole('option').first().click();
    await report.getByText(deskWords('yesNo.isPatrol.no'), { exact: true }).click();
    await report.getByRole('button', { name: deskWords('sendReport') }).click();
    await grid.moves.waitFor();
    const id = new URL(grid.page.url()).searchParams.get('ticket')!;
    expect(id).toMatch(/^\w{16}$/);

    const as = async (name: string): Promise<ConsolePage> => {
      const page = await consoleOf(name);
      if (!page.page.url().includes(id)) await page.open(city.url, id);
      return page;
    };
    /** Waits until the page offers the move, as it does by itself once the ticket has come that far. */
    const move = async (name: string, ...given: Parameters<ConsolePage['move']>): Promise<void> => {
      const page = await as(name);
      await page.moveButton(given[0]).waitFor();
      await page.move(...given);
    };

    await move('community-desk', 'accept');
    await move('community-desk', 'register', [
      ['pick', '立案条件', condition],
      ['choose', '办理方式', '即办'],
      ['choose', '紧急程度', deskWords('priority.P3')],
    ]);
    await move('community-desk', 'dispatch', [
      ['choose', '办理方式', '即办'],
      ['pick', '主办单位', nameOf(community.id)],
    ]);
    await move('community-desk', 'sign');
    await move('community-desk', 'whistle', [
      ['pick', '吹哨单位', nameOf(street.id)],
      ['type', '地点', '三号楼前'],
      ['type', '到场时间', '2026-12-01T09:00'],
      ['type', '事项', '需要联合清理'],
    ]);
    await move('street-desk', 'report-in');
    const dispatchJointly = async (): Promise<void> => {
      const page = await as('dispatcher');
      await page.moveButton('dispatch').waitFor();
      await page.moveButton('dispatch').click();
      await page.fill([
        ['choose', '办理方式', '联办'],
        ['pick', '主办单位', nameOf(LEAD)],
      ]);
      await addHelpers(page, [HELPER, HELPER_TWO]);
      await page.send();
      await page.sheet.waitFor({ state: 'hidden' });
    };
    await dispatchJointly();
    await move('lead', 'sign');
    await move('lead-two', 'request-return', [
      ['choose', '理由', deskWords('returnReason.not-our-duty')],
      ['type', '退单依据', '三定方案第二条'],
    ]);
    await move('dispatcher', 'judge-return', [
      ['choose', '审批', '同意'],
      ['type', '审批意见', '同意退回'],
    ]);
    await dispatchJointly();
    await move('lead', 'sign');
    await move('helper', 'finish-task', [
      ['pick', '协办任务', nameOf(HELPER)],
      ['type', '办理结果', '已执法'],
    ]);
    await move('lead', 'request-extension', [
      ['type', '延期工作日', '2'],
      ['type', '理由', '等待清运车辆'],
      ['tick', '已告知', ''],
    ]);
    await move('dispatcher', 'judge-extension', [
      ['choose', '审批', '同意'],
      ['type', '审批意见', '同意'],
    ]);
    await move('helper-two', 'finish-task', [
      ['pick', '协办任务', nameOf(HELPER_TWO)],
      ['type', '办理结果', '秩序良好'],
    ]);
    const upload = async (name: string): Promise<void> => {
      const page = await as('lead');
      const buffer = Buffer.from(name.startsWith('again') ? SECOND_PIXEL : PIXEL);
      await page.page.locator('input[type=file]').first().setInputFiles({ name, mimeType: 'image/png', buffer });
      await page.page.getByText(name).first().waitFor();
    };
    await upload('after.png');
    await move('lead', 'dispose', [['type', '办理结果', '已清理']]);
    await move('checker', 'check', [
      ['choose', '核查结果', '通过'],
      ['type', '所见情况', '现场已清'],
    ]);
    await move('dispatcher', 'call-back', [
      ['choose', '回访结果', deskWords('outcome.reached')],
      ['choose', '是否解决', '已解决'],
      ['choose', '是否满意', '不满意'],
      ['choose', '诉求是否合理', '合理，重办'],
    ]);
    await upload('again.png');
    await move('lead', 'dispose', [['type', '办理结果', '已消杀']]);
    await move('checker', 'check', [
      ['choose', '核查结果', '通过'],
      ['type', '所见情况', '无异味'],
    ]);
    await move('checker', 'call-back', [
      ['choose', '回访结果', deskWords('outcome.reached')],
      ['choose', '是否解决', '已解决'],
      ['choose', '是否满意', '满意'],
    ]);

    const { body } = await desks.get('dispatcher')!.ticket(id);
    expect(body.ticket.status).toBe('closed');
    const total = body.history.at(-1)!.happenedAt - body.ticket.reportedAt;
    const held = body.life!.held;
    console.info(held.map(({ unit, phase, heldMs }) => `${names.get(unit!) ?? '—'} ${phase} ${heldMs} ms`).join('\n'));
    console.info(`${total} ms from the report to the end, all attributed`);
    expect(held.reduce((sum, { heldMs }) => sum + heldMs, 0)).toBe(total);
    const page = await as('dispatcher');
    await page.page.getByRole('button', { name: deskWords('stage.ended') }).click();
    await page.page
      .getByRole('region', { name: deskWords('queue') })
      .getByText('三号楼楼道堆物')
      .waitFor();
    await page.page.setViewportSize({ width: 1920, height: 1080 });
    await page.page.screenshot({ path: join(PICTURES, 'closed-1920.png') });
  });

  it('[M25] shows whoever comes second what changed and by whom, and keeps what they wrote', async () => {
    const reported = await desks
      .get('community-desk')!
      .post<{ ticket: { id: string } }>(
        '/tickets',
        { title: '路灯不亮', category: 'P0137', regionId: community.regionId },
        { 'idempotency-key': 'two-at-once-1' },
      );
    const { id } = reported.body.ticket;
    const [first, second] = [await consoleOf('community-desk'), await consoleOf('dispatcher')];
    await first.open(city.url, id);
    await second.open(city.url, id);
    await first.moveButton('accept').click();
    await second.moveButton('accept').click();
    await second.fill([['type', '备注', '中心先看到']]);
    await first.send();
    await first.sheet.waitFor({ state: 'hidden' });
    await second.sheet.getByText('community-desk').first().waitFor();
    expect(await second.sheet.getByLabel('备注').inputValue()).toBe('中心先看到');
    await second.page.screenshot({ path: join(PICTURES, 'second-1440.png') });
    const { body } = await desks.get('dispatcher')!.ticket(id);
    expect(body.history.map(({ type }) => type)).toEqual(['TicketReported', 'TicketAccepted']);
  });

  it('shuts its forms within five seconds of a lost connection and says so', async () => {
    const reported = await desks
      .get('community-desk')!
      .post<{ ticket: { id: string } }>(
        '/tickets',
        { title: '井盖移位', category: 'P0101', regionId: community.regionId },
        { 'idempotency-key': 'lost-connection-1' },
      );
    const page = await consoleOf('community-desk');
    await page.open(city.url, reported.body.ticket.id);
    await page.moveButton('accept').click();
    const figures = await page.page.locator('main').innerText();
    await page.page.context().setOffline(true);
    await city.server.close();
    await page.sheet.locator('button[type=submit]:disabled').waitFor({ timeout: 5_000 });
    expect(await page.sheet.getByRole('status').first().isVisible()).toBe(true);
    const count = (text: string): string | undefined => /在办\D*(\d+)/.exec(text)?.[1];
    expect(count(await page.page.locator('main').innerText())).toBe(count(figures));
    await page.page.screenshot({ path: join(PICTURES, 'offline-1440.png') });
  });
});

async function addHelpers(page: ConsolePage, helpers: readonly UnitId[]): Promise<void> {
  const group = page.sheet.getByRole('group', { name: '协办单位' });
  while ((await group.getByRole('button', { name: deskWords('remove') }).count()) > 0) {
    await group
      .getByRole('button', { name: deskWords('remove') })
      .first()
      .click();
  }
  for (const helper of helpers) {
    await group.getByRole('button').last().click();
    const box = group.getByRole('combobox').last();
    await box.fill(nameOf(helper));
    await group
      .getByRole('option')
      .filter({ hasText: nameOf(helper) })
      .first()
      .click();
    await group.getByLabel('协办任务').last().fill('配合清理');
  }
}

/** Another photo of one pixel. */
const SECOND_PIXEL = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg==',
  'base64',
);
