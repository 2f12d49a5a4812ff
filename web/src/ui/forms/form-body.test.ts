import { expect, test } from 'vitest';
import { formBody, formProblems } from './form-body.ts';
import { emptyValues, type FormField } from './form-field.ts';

const FIELDS: readonly FormField[] = [
  { name: 'note', kind: 'text', maxLength: 5, isRequired: true },
  { name: 'days', kind: 'number', min: 1, max: 10 },
  { name: 'isFound', kind: 'yesNo' },
  { name: 'why', kind: 'line', maxLength: 9, isRequired: true, isAsked: ({ isFound }) => isFound === false },
  { name: 'units', kind: 'picks', from: 'units' },
  { name: 'helpers', kind: 'tasks' },
];

test('what is empty or not asked is not sent, words are trimmed and numbers are numbers', () => {
  expect(formBody(FIELDS, { ...emptyValues(FIELDS), note: ' a ', days: '3', why: 'left over' })).toEqual({
    note: 'a',
    days: 3,
  });
  expect(formBody(FIELDS, { ...emptyValues(FIELDS), isFound: false, why: 'gone', units: ['u'] })).toEqual({
    isFound: false,
    why: 'gone',
    units: ['u'],
  });
});

test('a task has its days only where some were typed', () => {
  const helpers = [
    { unit: 'u', what: ' dig ', days: '' },
    { unit: 'v', what: 'fill', days: '2' },
  ];
  expect(formBody(FIELDS, { helpers })).toEqual({
    helpers: [
      { unit: 'u', what: 'dig' },
      { unit: 'v', what: 'fill', days: 2 },
    ],
  });
});

test('each field says what is wrong with it, and only while it is asked', () => {
  const problems = (values: object): object =>
    Object.fromEntries(formProblems(FIELDS, { ...emptyValues(FIELDS), ...values }));
  expect(problems({ note: '  ' })).toEqual({ note: 'required' });
  expect(problems({ note: 'too long', days: '11', isFound: false })).toEqual({ note: 'tooLong', days: 'outOfRange', why: 'required' }); // prettier-ignore
  expect(problems({ note: 'a', days: 'x' })).toEqual({ days: 'notANumber' });
  expect(problems({ note: 'a', helpers: [{ unit: null, what: 'x', days: '' }] })).toEqual({ helpers: 'incomplete' });
});
