import { MAX_EVIDENCE_NAME_LENGTH } from '@citybrain/protocol';
import { describe, expect, it } from 'vitest';
import { evidenceName } from './evidence-name.ts';

describe('the name of a piece of evidence', () => {
  it.each([
    ['现场 照片.JPG', '现场 照片.JPG'],
    ['../../etc/passwd', 'passwd.jpg'],
    ['C:\\Users\\me\\photo.jpeg', 'photo.jpeg'],
    ['invoice\u202egpj.exe', 'invoicegpj.exe.jpg'],
    ['line\r\nset-cookie: x\0.jpg', 'line set-cookie_ x.jpg'],
    ['page.html', 'page.html.jpg'],
    ['...hidden...', 'hidden.jpg'],
    ['.jpg', 'jpg.jpg'],
    ['', 'photo.jpg'],
    [undefined, 'photo.jpg'],
    ['half \ud83d a pair.jpg', 'half  a pair.jpg'],
    ['a<b>:"c"|?*.jpg', 'a_b___c____.jpg'],
  ])('[E7] turns %j into %j', (given, expected) => {
    expect(evidenceName(given, 'image/jpeg')).toBe(expected);
  });

  it('[E7] is never too long, keeps its ending, and is not cut through a character', () => {
    const long = evidenceName(`${'😀'.repeat(200)}.jpg`, 'image/jpeg');
    expect(long.length).toBeLessThanOrEqual(MAX_EVIDENCE_NAME_LENGTH);
    expect(long).toMatch(/^(?:😀)+\.jpg$/u);
    expect(evidenceName('', 'application/pdf')).toBe('document.pdf');
    expect(evidenceName('表.csv', 'text/plain')).toBe('表.csv');
  });
});
