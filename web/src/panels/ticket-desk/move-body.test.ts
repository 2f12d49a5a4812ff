import { instant, MOVES, type UnitId } from '@citybrain/domain';
import { MOVE_BODIES } from '@citybrain/protocol';
import { describe, expect, test } from 'vitest';
import { sampleRow } from '../../live/test-kit/sample-row.ts';
import type { RegionId, TicketAnswer } from '../../live/words.ts';
import { formProblems } from '../../ui/forms/form-body.ts';
import { askedFields, type FormField, type FormValue, type FormValues } from '../../ui/forms/form-field.ts';
import { conditionFor, dutyValues, initialValues, type FormContext } from './initial-values.ts';
import { moveBody } from './move-body.ts';
import { MOVE_FORMS, type FormMove } from './move-forms.ts';

const FORM_MOVES = MOVES.filter((move): move is FormMove => move !== 'add-evidence');
const ticket = sampleRow({ category: 'E0110', regionId: 'r' as RegionId, disposition: 'fast', address: '延安路 1 号' });
const answer = { ticket, life: null } as unknown as TicketAnswer;
const context: FormContext = {
  ...{ answer, duty: null, units: [], now: instant(0), taskWords: 'help' },
  civilTime: () => '2026-11-24T14:30',
};

/** Something that fits, as somebody would fill it in. */
function filled(field: FormField): FormValue {
  switch (field.kind) {
    case 'choice':
      return field.options[0] ?? null;
    case 'yesNo':
    case 'check':
      return true;
    case 'number':
      return String(field.min);
    case 'day':
      return '2026-12-01';
    case 'time':
      return '2026-11-24T14:30';
    case 'picks':
      return ['u'];
    case 'tasks':
      return [{ unit: 'u', what: 'help', days: '' }];
    default:
      return 'x';
  }
}
const fillAll = (move: FormMove): FormValues => {
  const values = initialValues(move, context);
  return { ...values, ...Object.fromEntries(MOVE_FORMS[move].map((field) => [field.name, filled(field)])) };
};

describe('the form of a move', () => {
  test.each(FORM_MOVES)('%s sends what its body asks for, and nothing else', (move) => {
    const schema = MOVE_BODIES[move] as unknown as { properties: object; required?: string[] };
    const body = moveBody(move, fillAll(move), ticket);
    expect(Object.keys(schema.properties)).toEqual(expect.arrayContaining(Object.keys(body)));
    expect(Object.keys(body)).toEqual(expect.arrayContaining(schema.required ?? []));
    expect(formProblems(MOVE_FORMS[move], fillAll(move)).size).toBe(0);
  });

  test.each(FORM_MOVES)('%s can fill in every field of its body', (move) => {
    const fields = MOVE_FORMS[move].map(({ name }) => name).sort();
    expect(fields).toEqual(Object.keys((MOVE_BODIES[move] as { properties: object }).properties).sort());
  });

  test('what a ticket has already is not said anew', () => {
    expect(moveBody('accept', initialValues('accept', context), ticket)).toEqual({});
    const elsewhere = { ...initialValues('accept', context), regionId: 'other' };
    expect(moveBody('accept', elsewhere, ticket)).toEqual({ regionId: 'other' });
    expect(moveBody('register', { ...initialValues('register', context) }, ticket)).toMatchObject({
      category: 'E0110',
    });
  });

  test('a category with conditions asks for one and proposes the strictest', () => {
    expect(conditionFor('P0101')).toEqual({ condition: 'P0101/missing', hasConditions: true });
    expect(conditionFor('H06')).toEqual({ condition: null, hasConditions: false });
    const asked = (values: FormValues) => askedFields(MOVE_FORMS.register, values).map(({ name }) => name);
    expect(asked({ hasConditions: true })).toContain('condition');
    expect(asked({ hasConditions: false })).not.toContain('condition');
  });

  test('a dispatch proposes lead and helpers of the duty list', () => {
    const unit = (id: string) => ({ id: id as UnitId }) as never;
    const duty = { answer: { kind: 'duty', unit: unit('lead'), helpers: [unit('a')] } } as never;
    expect(dutyValues({ duty, taskWords: 'help' })).toEqual({
      lead: 'lead',
      helpers: [{ unit: 'a', what: 'help', days: '' }],
    });
    expect(dutyValues({ duty: null, taskWords: '' })).toEqual({ lead: null, helpers: [] });
  });

  test('a call back asks what the citizen said only if they were reached, and whether to redo only if unwell', () => {
    const asked = (values: FormValues) => askedFields(MOVE_FORMS['call-back'], values).map(({ name }) => name);
    expect(asked({ outcome: 'unreachable' })).toEqual(['outcome', 'note']);
    expect(asked({ outcome: 'reached', isSolved: true, isSatisfied: true })).not.toContain('isReasonable');
    expect(asked({ outcome: 'reached', isSolved: true, isSatisfied: false })).toContain('isReasonable');
  });
});
