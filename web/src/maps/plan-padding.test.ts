import { expect, test } from 'vitest';
import { planPadding } from './plan-padding.ts';

const frame = { width: 1000, height: 600, edge: 20, coveredLeft: 150, coveredRight: 0 };

test('a shape that leaves room at the sides stays in the middle', () => {
  expect(planPadding([0, 0, 1, 1], frame)).toEqual({ top: 20, bottom: 20, left: 20, right: 20 });
});

test('a wide shape gives way to the legend', () => {
  expect(planPadding([0, 0, 4, 1], frame).left).toBe(150);
  expect(planPadding([0, 0, 4, 1], { ...frame, coveredLeft: 0 }).left).toBe(20);
});

test('what lies on the right is always kept clear', () => {
  expect(planPadding([0, 0, 1, 1], { ...frame, coveredRight: 300 })).toMatchObject({ left: 150, right: 320 });
});

test('degrees of longitude are as wide as they are on the ground', () => {
  expect(planPadding([0, 60, 2, 61], frame).left).toBe(20);
});

test('a line has no height, and fills the width', () => {
  expect(planPadding([0, 1, 1, 1], frame).left).toBe(150);
});
