import { describe, expect, it } from 'vitest';
import { contentDisposition } from './content-disposition.ts';

describe('Content-Disposition', () => {
  it('[E7] says a name in ASCII and whole in UTF-8', () => {
    expect(contentDisposition('inline', '现场 1.jpg')).toBe(
      `inline; filename="__ 1.jpg"; filename*=UTF-8''%E7%8E%B0%E5%9C%BA%201.jpg`,
    );
  });

  it('[E7] lets no name break out of it', () => {
    const header = contentDisposition('attachment', `a"; b='c'(%41)*\\\r\n.txt`);
    expect(header).toBe(
      `attachment; filename="a_; b='c'(_41)*___.txt"; filename*=UTF-8''a%22%3B%20b%3D%27c%27%28%2541%29%2A%5C%0D%0A.txt`,
    );
  });
});
