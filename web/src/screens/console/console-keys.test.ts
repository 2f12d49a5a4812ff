import { describe, expect, test } from 'vitest';
import { actionOfKey, CONSOLE_ACTIONS, CONSOLE_KEYS, neighbourOf } from './console-keys.ts';

const nowhere = { ctrlKey: false, metaKey: false, altKey: false, isComposing: false, tag: 'BODY', role: null, isEditable: false, type: '' }; // prettier-ignore
const press = (key: string, change: object = {}) => actionOfKey({ ...nowhere, key, ...change });

describe('the keys of the console', () => {
  test('each does one thing', () => {
    const all = CONSOLE_ACTIONS.flatMap((action) => CONSOLE_KEYS[action]);
    expect(new Set(all).size).toBe(all.length);
    expect([press('j'), press('J'), press('ArrowUp'), press('/'), press('?')]).toEqual(['next', 'next', 'previous', 'search', 'help']); // prettier-ignore
    expect(press('x')).toBeNull();
  });

  test('nothing while somebody types, composes or holds a modifier', () => {
    expect(press('a', { tag: 'TEXTAREA' })).toBeNull();
    expect(press('d', { tag: 'INPUT', type: 'text' })).toBeNull();
    expect(press('j', { tag: 'INPUT', type: 'search' })).toBeNull();
    expect(press('a', { isEditable: true })).toBeNull();
    expect(press('a', { isComposing: true })).toBeNull();
    expect(press('d', { ctrlKey: true })).toBeNull();
    expect(press('Escape', { tag: 'TEXTAREA' })).toBeNull();
  });

  test('what has the focus keeps its own keys', () => {
    expect(press('Enter', { tag: 'BUTTON' })).toBeNull();
    expect(press('ArrowDown', { tag: 'INPUT', type: 'radio' })).toBeNull();
    expect(press('j', { tag: 'BUTTON' })).toBe('next');
    expect(press('a', { tag: 'INPUT', type: 'checkbox' })).toBe('accept');
  });
});

describe('next and previous', () => {
  const ids = ['a', 'b', 'c'];
  test('go to the neighbour and stay at the ends', () => {
    expect(neighbourOf(ids, 'a', 1, 0)).toBe('b');
    expect(neighbourOf(ids, 'a', -1, 0)).toBe('a');
    expect(neighbourOf(ids, 'c', 1, 2)).toBe('c');
    expect(neighbourOf(ids, null, 1, 0)).toBe('a');
    expect(neighbourOf([], null, 1, 0)).toBeNull();
  });

  test('when the chosen one has left the list, go on from where it stood', () => {
    expect(neighbourOf(ids, 'gone', 1, 1)).toBe('b');
    expect(neighbourOf(ids, 'gone', -1, 1)).toBe('a');
  });
});
