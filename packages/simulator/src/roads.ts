/** Roads that run through the streets of Shibei, beside those that communities are named after. */
const ROADS_BY_STREET: Readonly<Record<string, string>> = {
  辽宁路街道: '辽宁路 无棣二路 无棣三路 贮水山路',
  延安路街道: '延安路 延安一路 松江路 明霞路',
  登州路街道: '登州路 丰盛路 广饶路 人和路',
  宁夏路街道: '宁夏路 台湛路 太清路 龙潭路',
  敦化路街道: '敦化路 山东路 连云港路 延吉路',
  辽源路街道: '辽源路 南京路 东莞路 辽阳西路',
  合肥路街道: '合肥路 劲松一路 劲松三路 同德路',
  大港街道: '大港一路 新疆路 商河路 华阳路',
  即墨路街道: '即墨路 热河路 冠县路 聊城路',
  台东街道: '台东一路 台东三路 威海路 沈阳路',
  镇江路街道: '镇江路 汉口路 鞍山路 洮南路',
  浮山新区街道: '同安路 同兴路 同庆路 同和路',
  阜新路街道: '阜新路 人民路 抚顺路 南宁路',
  海伦路街道: '海伦路 南昌路 清江路 哈尔滨路',
  四方街道: '嘉善路 嘉兴路 宣化路 瑞昌路',
  兴隆路街道: '兴隆路 兴隆一路 平安路 杭州路',
  水清沟街道: '萍乡路 四流南路 九江路 南丰路',
  洛阳路街道: '洛阳路 周口路 商丘路 重庆南路',
  河西街道: '长沙路 台柳路 黑龙江南路',
  湖岛街道: '瑞安路 宜昌路 傍海路',
  开平路街道: '开平路 开封路 四流南路 阜阳路',
  双山街道: '蚌埠路 黑龙江南路 合肥路',
};

/** At least two roads of a street: known ones, and those its communities and the street itself are named after. */
export function roadsOf(streetName: string, communityNames: readonly string[]): string[] {
  const known = (ROADS_BY_STREET[streetName] ?? '').split(' ').filter(Boolean);
  const named = [streetName.replace(/街道$/, ''), ...communityNames.map((name) => name.replace(/社区$/, ''))];
  const roads = new Set([...known, ...named.filter((name) => /[路街]$/.test(name))]);
  if (roads.size === 0) roads.add(`${streetName}中心路`);
  if (roads.size === 1) roads.add(`${streetName}支路`);
  return [...roads];
}
