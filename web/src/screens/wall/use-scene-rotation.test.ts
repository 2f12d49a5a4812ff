import { expect, test } from 'vitest';
import { nextTurnAt, QUIET_MS, sceneAfter } from './use-scene-rotation.ts';

test('after the last scene comes the first, and after one that is gone as well', () => {
  expect(sceneAfter('a', ['a', 'b'])).toBe('b');
  expect(sceneAfter('b', ['a', 'b'])).toBe('a');
  expect(sceneAfter('gone', ['a', 'b'])).toBe('a');
  expect(sceneAfter('a', ['a'])).toBe('a');
});

test('a wall goes on after its dwell, and not before it was left alone', () => {
  expect(nextTurnAt(1_000, 60, -QUIET_MS)).toBe(61_000);
  expect(nextTurnAt(1_000, 60, 5_000)).toBe(5_000 + QUIET_MS);
});
