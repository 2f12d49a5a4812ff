import { RegionTree } from '@citybrain/domain';
import { describe, expect, it } from 'vitest';
import { buildSchematicShibei } from './schematic-city.ts';
import { SHIBEI_FACTS, SHIBEI_NEIGHBOURS } from './shibei-facts.ts';
import { StreetGazetteer } from './street-gazetteer.ts';

const tree = new RegionTree(buildSchematicShibei().regions);
const gazetteer = new StreetGazetteer(tree, SHIBEI_NEIGHBOURS);
const match = (address: string): string | null => {
  const found = gazetteer.match(address);
  return found && `${tree.find(found.regionId)?.name} ${found.confidence} ${found.matched}`;
};

describe('the gazetteer', () => {
  it.each([
    ['青岛市市北区辽宁路街道某小区3号楼', '辽宁路街道 certain 辽宁路街道'],
    ['由四方街道办事处负责', '四方街道 certain 四方街道办事处'],
    ['海伦路街道办', '海伦路街道 certain 海伦路街道办'],
    ['合肥路街道东山社区', '东山社区 certain 东山社区'],
    ['错埠岭社区的楼道', '错埠岭社区 certain 错埠岭社区'],
    ['市北区辽宁路12号', '辽宁路街道 likely 辽宁路'],
    ['错埠岭二路附近', '错埠岭社区 likely 错埠岭'],
    ['小水清沟新村', '小水清沟社区 likely 小水清沟'],
    ['延安二路社区', '延安二路社区 certain 延安二路社区'],
    ['宁夏路社区卫生服务中心', '宁夏路街道 likely 宁夏路'],
    ['宁夏路与登州路之间,登州路街道', '登州路街道 certain 登州路街道'],
    ['市北区', '市北区 likely 市北区'],
    ['市北区与市南区交界处的大港街道', '大港街道 certain 大港街道'],
  ])('reads %s', (address, expected) => expect(match(address)).toBe(expected));

  it.each([
    ['', 'nothing to read'],
    ['辽阳西路100号', '辽阳西路 is not 辽源路'],
    ['四方机厂', '四方 alone is too short'],
    ['大港火车站', '大港 alone is too short'],
    ['河西走廊', '河西 alone is too short'],
    ['双山路口', '双山 alone is too short'],
    ['四方街道路维修', 'a road of 四方街'],
    ['海泊河边', 'a river along many communities'],
    ['大连路5号', 'a road through many communities'],
    ['延安三路', 'another road than 延安路'],
    ['宁夏路与镇江路路口', 'two streets'],
    ['大港街道、四方街道联合检查', 'two streets by full name'],
    ['市南区宁夏路', 'the same road in another district'],
    ['北京市朝阳区', 'another city'],
  ])('does not guess from %s: %s', (address) => expect(match(address)).toBeNull());

  it('finds every street by its full name', () => {
    for (const { name, code } of SHIBEI_FACTS.streets) {
      expect(gazetteer.match(`请${name}处理`)).toEqual({
        regionId: `nbs:${code}`,
        matched: name,
        confidence: 'certain',
      });
    }
  });

  it('answers for any string, and for long ones at once', () => {
    for (const odd of ['\u0000', '\ud800', '😀'.repeat(50), '$&(.*', '街道社区路', 'null'])
      expect(match(odd)).toBeNull();
    const started = performance.now();
    for (const long of ['辽宁'.repeat(5_000), '路'.repeat(10_000), '四方街道路'.repeat(2_000)]) match(long);
    expect(performance.now() - started).toBeLessThan(500);
  });

  it('takes a name that two regions share for nothing', () => {
    const twin = tree.regions.find(({ name }) => name === '东山社区');
    const other = tree.regions.find(({ name }) => name === '大山社区');
    if (!twin || !other) throw new Error('facts changed');
    const regions = tree.regions.map((region) => (region === other ? { ...region, name: twin.name } : region));
    expect(new StreetGazetteer(new RegionTree(regions)).match('东山社区')).toBeNull();
  });
});
