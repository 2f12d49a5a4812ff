import { describe, expect, it } from 'vitest';
import { boston311 } from './boston311.ts';
import { nyc311 } from './nyc311.ts';
import { ambiguousColumns, mapRows, missingColumns, type MappedRow } from './row-mapping.ts';
import { presetsFor } from './ticket-presets.ts';

const BOSTON: Readonly<Record<string, string>> = {
  case_enquiry_id: '101000295613',
  open_dt: '2011-07-01 01:32:33',
  target_dt: '2011-07-15 01:32:32',
  closed_dt: '2011-07-01 05:06:58',
  ontime: 'ONTIME',
  case_status: 'Closed',
  closure_reason: 'Case Closed Case Resolved replaced 100 amp fuse and reset breaker ',
  case_title: 'Street Light Outages',
  type: 'Street Light Outages',
  department: 'PWDx',
  location: 'INTERSECTION of Groveland St & River St  Mattapan  MA  ',
  neighborhood: 'Greater Mattapan',
  latitude: '42.2715',
  longitude: '-71.0772',
  source: 'Employee Generated',
};
const HEADER = Object.keys(BOSTON);

const boston = (changes: Readonly<Record<string, string>> = {}): MappedRow =>
  mapRows(boston311, HEADER).toItem(HEADER.map((column) => changes[column] ?? BOSTON[column] ?? ''));

describe('mapping rows', () => {
  it('makes a row of Boston an item', () => {
    expect(boston()).toEqual({
      kind: 'ticket',
      id: '101000295613',
      title: 'Street Light Outages',
      reportedAt: '2011-07-01 01:32:33',
      dueAt: '2011-07-15 01:32:32',
      closedAt: '2011-07-01 05:06:58',
      status: 'closed',
      text: 'Case Closed Case Resolved replaced 100 amp fuse and reset breaker',
      category: 'Street Light Outages',
      channel: 'Employee Generated',
      unit: 'PWDx',
      address: 'INTERSECTION of Groveland St & River St  Mattapan  MA',
      lon: -71.0772,
      lat: 42.2715,
      codeSystem: 'boston',
      regionCode: 'greater-mattapan',
      labels: { ontime: 'ONTIME', neighborhood: 'Greater Mattapan' },
    });
  });

  it('leaves out what a row leaves empty', () => {
    const item = boston({ closed_dt: '', target_dt: ' ', case_status: 'Open', latitude: '', longitude: '' });
    expect(item).toMatchObject({ status: 'reported' });
    for (const field of ['closedAt', 'dueAt', 'lon', 'lat', 'datum']) expect(item).not.toHaveProperty(field);
  });

  it.each([
    [' ', 'boston'],
    ['', 'boston'],
    ['Boston', 'boston'],
    ['Allston / Brighton', 'allston-brighton'],
    ['SOUTH  BOSTON', 'south-boston'],
  ])('finds the region of the neighbourhood "%s"', (neighborhood, code) => {
    expect(boston({ neighborhood }).regionCode).toBe(code);
  });

  it('hands on what it can not read, for intake to judge', () => {
    expect(boston({ longitude: 'west', case_status: 'constructor' })).toMatchObject({
      lon: 'west',
      status: 'constructor',
    });
    expect(boston({ longitude: '0x10' })).toMatchObject({ lon: '0x10' });
  });

  it('knows columns whatever their case and punctuation', () => {
    const shouting = HEADER.map((name) => name.toUpperCase().replaceAll('_', ' '));
    expect(mapRows(boston311, shouting).toItem(Object.values(BOSTON))).toEqual(boston());
  });

  it('names the columns that a table lacks, and those that it has twice', () => {
    expect(missingColumns(boston311, ['case_enquiry_id', 'open_dt'])).toEqual(['case_title', 'neighborhood']);
    expect(ambiguousColumns(boston311, [...HEADER, 'hours', 'hours'])).toEqual([]);
    expect(ambiguousColumns(boston311, [...HEADER, 'Open_DT'])).toEqual(['open_dt']);
  });

  it('knows a preset by the header', () => {
    expect(presetsFor(HEADER)).toEqual([boston311]);
    expect(presetsFor(['id', 'title'])).toEqual([]);
  });

  it.each([
    ['06/26/2018 10:58:54 AM', '2018-06-26T10:58:54'],
    ['06/26/2018 12:00:00 AM', '2018-06-26T00:00:00'],
    ['06/26/2018 12:30 PM', '2018-06-26T12:30:00'],
    ['06/26/2018 13:30:00 PM', '06/26/2018 13:30:00 PM'],
    ['2023-12-10T12:00:00.000', '2023-12-10T12:00:00.000'],
  ])('reads %s in New York as %s', (written, time) => {
    const header = ['Unique Key', 'Complaint Type', 'Created Date', 'Borough'];
    const item = mapRows(nyc311, header).toItem(['1', 'Noise', written, 'Unspecified']);
    expect(item).toMatchObject({ reportedAt: time, regionCode: 'nyc' });
  });
});
