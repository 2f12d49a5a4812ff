import { ReportBody } from '@citybrain/protocol';
import { expect, test } from 'vitest';
import { formProblems } from '../../ui/forms/form-body.ts';
import { emptyValues } from '../../ui/forms/form-field.ts';
import { REPORT_FIELDS, reportBody } from './report-body.ts';

const filled = {
  ...emptyValues(REPORT_FIELDS),
  isPatrol: false,
  title: ' 井盖缺失 ',
  regionId: 'r',
  callerPhone: '13812345678',
};

test('a caller is one thing, and only where somebody called', () => {
  expect(reportBody(filled)).toEqual({
    isPatrol: false,
    title: '井盖缺失',
    regionId: 'r',
    caller: { phone: '13812345678' },
  });
  expect(reportBody({ ...filled, isPatrol: true })).toEqual({ isPatrol: true, title: '井盖缺失', regionId: 'r' });
});

test('it needs a title, a place, and whether it was found or heard', () => {
  expect([...formProblems(REPORT_FIELDS, emptyValues(REPORT_FIELDS)).keys()]).toEqual([
    'isPatrol',
    'title',
    'regionId',
  ]);
  expect(formProblems(REPORT_FIELDS, filled).size).toBe(0);
});

test('it says nothing that the server does not know', () => {
  const known = Object.keys((ReportBody as unknown as { properties: object }).properties);
  expect(known).toEqual(expect.arrayContaining(Object.keys(reportBody({ ...filled, text: 'x', category: 'P0101', address: 'y' })))); // prettier-ignore
});
