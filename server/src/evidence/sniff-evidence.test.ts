import { describe, expect, it } from 'vitest';
import { sniffEvidence } from './sniff-evidence.ts';
import {
  avifFile,
  docxFile,
  heicFile,
  jpegFile,
  pdfFile,
  pngFile,
  webpFile,
  xlsxFile,
  zipFile,
} from './test-kit/evidence-files.ts';

const OFFICE = 'application/vnd.openxmlformats-officedocument';
const latin1 = (text: string): Buffer => Buffer.from(text, 'latin1');

/** Media type, or what the refusal says that it looks like. */
async function sniffed(bytes: Buffer): Promise<string> {
  const outcome = await sniffEvidence(bytes);
  if (outcome.ok) return `${outcome.value.kind} ${outcome.value.mediaType}`;
  const { code, message } = outcome.refusal;
  return code === 'evidence-kind-not-taken' ? (/looks like (.*)\. Taken/.exec(message)?.[1] ?? message) : code;
}

describe('what a file is', () => {
  it.each<[string, () => Buffer | Promise<Buffer>, string]>([
    ['a JPEG', jpegFile, 'photo image/jpeg'],
    ['a PNG', pngFile, 'photo image/png'],
    ['a WebP', webpFile, 'photo image/webp'],
    ['an HEIC', heicFile, 'photo image/heic'],
    ['a PDF', pdfFile, 'document application/pdf'],
    ['a Word document', docxFile, `document ${OFFICE}.wordprocessingml.document`],
    ['an Excel sheet', xlsxFile, `document ${OFFICE}.spreadsheetml.sheet`],
    ['Chinese text', () => Buffer.from('井盖缺失,已设围挡。\r\n1 < 2\n'), 'document text/plain'],
    ['text with a byte order mark', () => Buffer.from('\ufeff编号,状态\n1,已处置\n'), 'document text/plain'],
    ['text that begins like a program', () => Buffer.from('MZ-103 and BM are street names'), 'document text/plain'],
  ])('[E1] takes %s by its content', async (_, file, expected) => {
    expect(await sniffed(await file())).toBe(expected);
  });

  it.each<[string, () => Buffer | Promise<Buffer>, string]>([
    ['a Windows program', () => latin1('MZ\x90\0\x03\0\0\0\x04'), 'a Windows program'],
    ['a Linux program', () => latin1('\x7fELF\x02\x01\x01\0'), 'a Linux program'],
    ['a shell script', () => latin1('#!/bin/sh\nrm -rf /\n'), 'a script'],
    ['a batch script', () => latin1('@echo off\r\ndel *.*\r\n'), 'a script'],
    ['PHP', () => latin1('<?php system($_GET[0]);'), 'a script'],
    ['HTML', () => latin1('\n <!DOCTYPE html><p>hello'), 'HTML'],
    ['text with a script in it', () => latin1('harmless\n<script>alert(1)</script>'), 'HTML'],
    ['SVG', () => latin1('<svg xmlns="http://www.w3.org/2000/svg"/>'), 'an SVG drawing'],
    ['SVG behind an XML head', () => latin1('<?xml version="1.0"?>\n<svg onload="x()"/>'), 'an SVG drawing'],
    ['XML', () => latin1('<?xml version="1.0"?><rows/>'), 'XML'],
    ['RTF', () => latin1('{\\rtf1 hello}'), 'an RTF document'],
    ['a saved web page', () => latin1('MIME-Version: 1.0\r\n\r\nx'), 'a saved message or web page'],
    ['GIF', () => latin1('GIF89a\x01\0\x01\0\0\0\0;'), 'a GIF image'],
    ['AVIF', avifFile, 'an AVIF image'],
    ['a video', () => latin1('\0\0\0\x18ftypisom\0\0\x02\0isommp42'), 'a video or audio recording'],
    ['a zip of files', () => zipFile(['a.txt', 'word/document.xml']), 'a zip archive'],
    ['an empty zip', () => zipFile([]), 'an empty zip archive'],
    ['a slide show', () => zipFile(['[Content_Types].xml', 'ppt/presentation.xml']), 'an Office document that is neither Word nor Excel'],
    ['a Word document with macros', () => zipFile(['[Content_Types].xml', 'word/document.xml', 'word/vbaProject.bin']), 'an Office document with macros'],
    ['an old Word document', () => latin1('\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1\0\0'), 'an old (.doc, .xls, .ppt) or encrypted Office document'],
    ['a RAR archive', () => latin1('Rar!\x1a\x07\x01\0'), 'a RAR archive'],
    ['text in GB 18030', () => latin1('\xbe\xae\xb8\xc7\xc8\xb1\xca\xa7'), 'a kind that is not known, or text in another encoding than UTF-8'],
    ['text in UTF-16', () => Buffer.from('\ufeff井盖', 'utf16le'), 'text in UTF-16'],
    ['bytes of no kind', () => latin1('\0\x01\x02\x03'), 'a kind that is not known, or text in another encoding than UTF-8'],
    ['a document that unpacks to a bomb', () => zipFile(['[Content_Types].xml', 'word/document.xml'], 2 ** 30), 'evidence-unreadable'],
    ['a document with a path outside', () => zipFile(['[Content_Types].xml', 'word/document.xml', '../../etc/cron.d/x']), 'evidence-unreadable'],
    ['a broken zip', () => docxFile().subarray(0, 60), 'evidence-unreadable'],
  ])('[E2] refuses %s and says what it looks like', async (_, file, expected) => {
    expect(await sniffed(await file())).toBe(expected);
  }); // prettier-ignore

  it('[E2] says what is taken and what to do instead', async () => {
    const outcome = await sniffEvidence(latin1('GIF89a\x01\0\x01\0\0\0\0;'));
    expect(outcome).toMatchObject({
      ok: false,
      refusal: {
        message: expect.stringMatching(/JPEG, PNG, WebP, HEIC.*PDF.*\.docx.*\.xlsx.*UTF-8: send it as one/) as string,
      },
    });
  });

  it('[E1] is not led astray by what stands behind the start', async () => {
    const jpeg = await jpegFile();
    const behind = Buffer.concat([jpeg, latin1('<html><script>alert(1)</script>'), zipFile(['a.exe'])]);
    expect(await sniffed(behind)).toBe('photo image/jpeg');
    expect(await sniffed(Buffer.concat([latin1('\n'), pdfFile()]))).not.toContain('pdf');
    expect(await sniffed(Buffer.concat([latin1('MZ\0\0'), docxFile()]))).toBe('a Windows program');
  });

  it('[E2] answers for any bytes, however short', async () => {
    for (const whole of [await heicFile(), await jpegFile(), docxFile(), pdfFile()]) {
      for (let length = 0; length < 40; length += 1) await sniffEvidence(whole.subarray(0, length));
    }
  });
});
