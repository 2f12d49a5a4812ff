import { noCounts, readMeasure, readMeasures } from '@citybrain/domain';
import { describe, expect, test } from 'vitest';
import { figuresOf, isEmptyPeriod } from './measure-figures.ts';

const counts = { ...noCounts(), dispatched: 1200, returnAsked: 33, called: 7, reached: 7, disposed: 40, suspended: 3 };

describe('what a row of the measures says', () => {
  test('a rate has one decimal, its fraction, its interval and its n', () => {
    const figures = figuresOf(readMeasure('return', counts), 'en');
    expect(figures).toMatchObject({ value: '2.8%', fraction: '33\u00a0/\u00a01,200', n: '1,200', isSmall: false });
    expect(figures.interval).toMatchObject({ at: 0.0275, lowerText: '2.0%', upperText: '3.8%' });
  });

  test('a rate of nothing is a dash, without an interval and without a judgement', () => {
    const figures = figuresOf(readMeasure('close', counts), 'zh-CN');
    expect(figures).toMatchObject({ value: '—', fraction: '0\u00a0/\u00a00', n: '0', isEmpty: true, isSmall: false });
    expect(figures.interval).toBeNull();
  });

  test('too few are told of a rate and not of an amount', () => {
    expect(figuresOf(readMeasure('reach', counts), 'en')).toMatchObject({ value: '100.0%', isSmall: true });
    expect(figuresOf(readMeasure('should_close', { ...counts, closed: 4 }), 'en')).toMatchObject({
      ...{ value: '4', fraction: null, isSmall: false },
    });
  });

  test('points have one decimal, and none while one of their rates is missing', () => {
    expect(figuresOf(readMeasure('score_city', counts), 'en')).toMatchObject({ value: '—', isEmpty: true });
    const all = { ...counts, closed: 40 };
    expect(figuresOf(readMeasure('score_city', all), 'en')).toMatchObject({ value: '100.0', n: '40', interval: null });
  });

  test('what is unknown is not 0', () => {
    expect(figuresOf(readMeasure('per10k', counts), 'en')).toMatchObject({ value: '—', n: '—', fraction: null });
  });

  test('excluded are added up, and a period is empty only without them', () => {
    expect(figuresOf(readMeasure('dispose', { ...counts, cancelled: 2 }), 'en').excluded).toBe(5);
    expect(figuresOf(readMeasure('accept_on_time', counts), 'en').excluded).toBe(0);
    expect(figuresOf(readMeasure('response', counts), 'en').excluded).toBeNull();
    expect(figuresOf(readMeasure('score_city', counts), 'en').excluded).toBeNull();
    expect(isEmptyPeriod(readMeasures(noCounts()))).toBe(true);
    expect(isEmptyPeriod(readMeasures({ ...noCounts(), cancelled: 1 }))).toBe(false);
  });
});
