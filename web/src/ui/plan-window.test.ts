import { expect, test } from 'vitest';
import { planWindow, scrollToShow } from './plan-window.ts';

const list = { scrollTop: 0, heightPx: 100, rowPx: 10, count: 5_000 };

test('only the rows in sight and some spare ones are built, and the rest keeps its room', () => {
  expect(planWindow(list, 2)).toEqual({ first: 0, end: 12, beforePx: 0, afterPx: 49_880 });
  const middle = planWindow({ ...list, scrollTop: 25_005 }, 2);
  expect(middle).toEqual({ first: 2_498, end: 2_513, beforePx: 24_980, afterPx: 24_870 });
  expect(middle.beforePx + (middle.end - middle.first) * 10 + middle.afterPx).toBe(50_000);
});

test('a list that became shorter than where it was scrolled to shows its end', () => {
  expect(planWindow({ ...list, scrollTop: 900, count: 3 }, 2)).toMatchObject({ first: 3, end: 3, afterPx: 0 });
  expect(planWindow({ ...list, count: 0 }, 2)).toEqual({ first: 0, end: 0, beforePx: 0, afterPx: 0 });
});

test('a row comes into sight by the shortest way', () => {
  expect(scrollToShow(3, { ...list, scrollTop: 50 })).toBe(30);
  expect(scrollToShow(7, { ...list, scrollTop: 50 })).toBe(50);
  expect(scrollToShow(20, { ...list, scrollTop: 50 })).toBe(110);
});
