/** A kind of personal datum in free text and what is left of it for a duty desk (DOMAIN.md §7.4, L1). */
interface Scrub {
  readonly pattern: RegExp;
  readonly replace: (match: string, ...groups: (string | undefined)[]) => string;
}

/** Full-width digits are typed in Chinese text as often as the others. */
const DIGIT = '[\\d０-９]';
const NO_DIGIT_BEFORE = `(?<!${DIGIT})`;
const NO_DIGIT_AFTER = `(?!${DIGIT})`;
const PROVINCES = '京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼';
const SURNAMES =
  '王李张刘陈杨黄赵吴周徐孙马朱胡郭何林罗高郑梁谢宋唐许韩邓冯曹彭曾肖田董潘袁蔡蒋余于杜叶程魏苏吕丁任卢姚沈钟姜崔谭陆范汪廖石金韦贾夏付方邹熊白孟秦邱侯江尹薛闫段雷龙黎史陶贺毛郝顾龚邵万覃武钱戴严莫孔向常汤';
const COMPOUND_SURNAMES = '欧阳|司马|上官|诸葛|东方|皇甫|尉迟|公孙|慕容|令狐|司徒|夏侯|端木|百里|南宫';

const stars = (count: number): string => '*'.repeat(count);

const EMAIL: Scrub = {
  pattern: /([A-Za-z\d_%+-])[A-Za-z\d._%+-]{0,63}@([\p{L}\p{N}-]{1,63}(?:\.[\p{L}\p{N}-]{1,63})+)/gu,
  replace: (_, first, domain) => `${first ?? ''}***@${domain ?? ''}`,
};

const IDENTITY_CARD: Scrub = {
  pattern: new RegExp(`${NO_DIGIT_BEFORE}${DIGIT}{17}[\\dXx０-９]${NO_DIGIT_AFTER}`, 'g'),
  replace: (match) => (isIdentityCard(match) ? match.slice(0, 3) + stars(11) + match.slice(-4) : match),
};

const BANK_CARD: Scrub = {
  pattern: new RegExp(`${NO_DIGIT_BEFORE}(?:${DIGIT}[ -]?){15,18}${DIGIT}${NO_DIGIT_AFTER}`, 'g'),
  replace: (match) => (passesLuhn(match) ? stars(match.length - 4) + match.slice(-4) : match),
};

const PASSPORT: Scrub = {
  pattern: /(?<![A-Za-z0-9])([DEGHPS]\d{8})(?![A-Za-z0-9])/gi,
  replace: (match) => match.slice(0, 1) + stars(match.length - 3) + match.slice(-2),
};

const MOBILE: Scrub = {
  pattern: new RegExp(
    `${NO_DIGIT_BEFORE}(?:(?:\\+|00)?86[ -]?)?([1１][3-9３-９]${DIGIT})[ -]?${DIGIT}{4}[ -]?(${DIGIT}{4})${NO_DIGIT_AFTER}`,
    'g',
  ),
  replace: (_, start, end) => `${start ?? ''}****${end ?? ''}`,
};

/** The area code has three digits for 010 and 02x, else four. */
const AREA_CODE = '0(?:10|2\\d|[3-9]\\d{2})';
const LANDLINE: Scrub = {
  pattern: new RegExp(
    `${NO_DIGIT_BEFORE}(?:[(（](${AREA_CODE})[)）]|(${AREA_CODE}))[ -]?\\d{3,4}(\\d{4})${NO_DIGIT_AFTER}`,
    'g',
  ),
  replace: (_, inBrackets, bare, end) => `${inBrackets ?? bare ?? ''}-****${end ?? ''}`,
};

const PLATE: Scrub = {
  pattern: new RegExp(
    `([${PROVINCES}][A-HJ-Z][·. ]?)([A-HJ-NP-Z\\d]{5,6}|[A-HJ-NP-Z\\d]{4}[挂学警港澳])(?![A-Z\\d])`,
    'g',
  ),
  replace: (_, where, rest = '') => (where ?? '') + rest.slice(0, 1) + stars(rest.length - 3) + rest.slice(-2),
};

const NAME: Scrub = {
  pattern: new RegExp(`(${COMPOUND_SURNAMES}|[${SURNAMES}])(\\p{Script=Han}{1,2})(?=先生|女士|小姐)`, 'gu'),
  replace: (_, surname, given = '') => (surname ?? '') + stars(given.length),
};

/** Keeps the building, hides unit and room. */
const UNIT: Scrub = {
  pattern: /[\dA-Za-z０-９一二三四五六七八九十]{1,3}单元(?:[- ]?[\d０-９]{1,5}(?:室|户)?)?/g,
  replace: (match) => (match.endsWith('单元') ? '*单元' : '*单元***'),
};
const ROOM: Scrub = { pattern: /(?<![\d０-９])[\d０-９]{1,5}[A-Za-z]?(?=室)/g, replace: () => '***' };

/** Longer numbers first: a part of one must not be taken for another kind. */
const SCRUBS: readonly Scrub[] = [EMAIL, IDENTITY_CARD, BANK_CARD, PASSPORT, MOBILE, LANDLINE, PLATE, UNIT, ROOM, NAME];

/** Text without any of these holds nothing that {@link scrubText} looks for. */
const MAY_BE_PERSONAL = /[\d０-９@]|单元|先生|女士|小姐/;

/**
 * `text` with mobile and landline numbers, 18-digit identity numbers (by their
 * checksum), bank cards (by Luhn), passports, plates, e-mail addresses, unit and
 * room, and names before 先生, 女士, 小姐 masked to what a duty desk sees.
 * Everything else stays as it is, character by character.
 */
export function scrubText(text: string): string {
  if (!MAY_BE_PERSONAL.test(text)) return text;
  let scrubbed = text;
  for (const { pattern, replace } of SCRUBS) scrubbed = scrubbed.replace(pattern, replace);
  return scrubbed;
}

const toAsciiDigits = (text: string): string =>
  text.replace(/[０-９]/g, (digit) => String.fromCharCode(digit.charCodeAt(0) - 0xfee0));

/** GB 11643: ISO 7064 MOD 11-2. */
function isIdentityCard(text: string): boolean {
  const digits = toAsciiDigits(text).toUpperCase();
  let remainder = 0;
  for (const digit of digits.slice(0, 17)) remainder = ((remainder + Number(digit)) * 2) % 11;
  return digits[17] === '10X98765432'[remainder % 11];
}

function passesLuhn(text: string): boolean {
  const digits = [...toAsciiDigits(text).replace(/[ -]/g, '')].reverse().map(Number);
  const sum = digits.reduce((total, digit, index) => {
    const doubled = index % 2 === 0 ? digit : digit * 2;
    return total + (doubled > 9 ? doubled - 9 : doubled);
  }, 0);
  return sum % 10 === 0 && sum > 0;
}
