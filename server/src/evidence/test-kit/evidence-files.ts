import sharp, { type Sharp } from 'sharp';

/** Colours that change over the picture, so that no format packs it to nothing. */
function gradient(width: number, height: number): Sharp {
  const pixels = Buffer.alloc(width * height * 3);
  for (let at = 0; at < pixels.length; at += 1) pixels[at] = (at * 7 + (at >>> 8)) & 255;
  return sharp(pixels, { raw: { width, height, channels: 3 } });
}

export const jpegFile = (width = 64, height = 48): Promise<Buffer> => gradient(width, height).jpeg().toBuffer();
export const pngFile = (width = 64, height = 48): Promise<Buffer> => gradient(width, height).png().toBuffer();
export const webpFile = (width = 64, height = 48): Promise<Buffer> => gradient(width, height).webp().toBuffer();
export const avifFile = (): Promise<Buffer> => gradient(64, 48).avif().toBuffer();

/** As a phone writes it: lying on its side, with the place in its EXIF. */
export const phonePhoto = (): Promise<Buffer> =>
  gradient(1200, 800)
    .withExif({ IFD0: { Make: 'PHONE MAKER' }, IFD3: { GPSLatitude: '36/1 5/1 0/1' } })
    .withMetadata({ orientation: 6 })
    .jpeg()
    .toBuffer();

/** The boxes of an AVIF under the names of an HEIC, whose picture nothing here can decode. */
export async function heicFile(): Promise<Buffer> {
  const file = await avifFile();
  for (const [from, to] of [
    ['avif', 'heic'],
    ['av01', 'hvc1'],
    ['av1C', 'hvcC'],
  ] as const) {
    for (let at = file.indexOf(from); at >= 0; at = file.indexOf(from)) file.write(to, at, 'latin1');
  }
  return file;
}

export const pdfFile = (text = 'one'): Buffer =>
  Buffer.from(`%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\n% ${text}\ntrailer<</Root 1 0 R>>\n%%EOF\n`);

/** A zip of empty files; `statedSize` is what each claims to unpack to. */
export function zipFile(names: readonly string[], statedSize = 0): Buffer {
  const locals: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const name of names) {
    const bytes = Buffer.from(name);
    const local = Buffer.alloc(30);
    local.write('PK\x03\x04', 'latin1');
    local.writeUInt16LE(bytes.length, 26);
    const central = Buffer.alloc(46);
    central.write('PK\x01\x02', 'latin1');
    central.writeUInt16LE(8, 10);
    central.writeUInt32LE(statedSize, 24);
    central.writeUInt16LE(bytes.length, 28);
    central.writeUInt32LE(offset, 42);
    locals.push(local, bytes);
    directory.push(central, bytes);
    offset += local.length + bytes.length;
  }
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06', 'latin1');
  end.writeUInt16LE(names.length, 8);
  end.writeUInt16LE(names.length, 10);
  end.writeUInt32LE(Buffer.concat(directory).length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...locals, ...directory, end]);
}

export const docxFile = (): Buffer => zipFile(['[Content_Types].xml', '_rels/.rels', 'word/document.xml']);
export const xlsxFile = (): Buffer => zipFile(['[Content_Types].xml', '_rels/.rels', 'xl/workbook.xml']);
