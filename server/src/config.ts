import { resolve } from 'node:path';
import type { ServerMode } from '@citybrain/protocol';
import { Fault } from './observe/fault.ts';

/** One setting: its environment variable, what it is for, and its default in words. */
export interface Setting {
  readonly name: string;
  readonly meaning: string;
  readonly fallback: string;
}

/** Every setting, in the order they are listed. */
export const SETTINGS = [
  { name: 'HOST', meaning: 'address to listen on', fallback: '127.0.0.1' },
  { name: 'PORT', meaning: 'port to listen on; 0 takes a free one', fallback: '3000' },
  { name: 'DATABASE_URL', meaning: 'PostgreSQL 15 or newer to use in place of the embedded one', fallback: '' },
  { name: 'CITYBRAIN_DATA', meaning: 'data directory', fallback: '.citybrain' },
  { name: 'CITYBRAIN_DEMO', meaning: '0: no simulated feeds', fallback: '1' },
  { name: 'CITYBRAIN_DEMO_RATE', meaning: 'simulated tickets a day', fallback: '1600' },
  {
    name: 'CITYBRAIN_ZONE',
    meaning: 'time zone of the city: "today", and times without an offset',
    fallback: 'Asia/Shanghai',
  },
  {
    name: 'CITYBRAIN_HOLIDAYS',
    meaning: 'days off that deadlines skip: cn, the notices of the State Council, or none, weekends only',
    fallback: 'cn',
  },
  {
    name: 'CITYBRAIN_CALENDAR',
    meaning: 'file of days off, make-up days and hours that wins over the notices; read again when it changes',
    fallback: '',
  },
  {
    name: 'CITYBRAIN_POLICIES',
    meaning: 'file of SLA policies with their dates; `citybrain export policies` writes the one to begin with',
    fallback: '',
  },
  { name: 'CITYBRAIN_FRAMES_PER_SECOND', meaning: 'how often screens are brought up to date', fallback: '4' },
  {
    name: 'CITYBRAIN_SNAPSHOT_EVENTS',
    meaning: 'events of the log after which a snapshot of the picture is written anew, for a quick start; 0: never',
    fallback: '20000',
  },
  { name: 'CITYBRAIN_LOG_LEVEL', meaning: 'fatal, error, warn, info, debug or trace', fallback: 'warn' },
  { name: 'CITYBRAIN_TRUST_PROXY', meaning: '1: a proxy in front sets X-Forwarded-* headers', fallback: '0' },
  { name: 'MAPBOX_TOKEN', meaning: 'token for the Mapbox engine (not used yet)', fallback: '' },
] as const satisfies readonly Setting[];

const HOLIDAY_SETS = ['cn', 'none'] as const;
const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace'] as const;

export interface Config {
  readonly host: string;
  readonly port: number;
  readonly databaseUrl: string | undefined;
  readonly dataDirectory: string;
  readonly isDemo: boolean;
  readonly demoRatePerDay: number;
  readonly zone: string;
  readonly holidays: (typeof HOLIDAY_SETS)[number];
  readonly calendarFile: string | undefined;
  readonly policyFile: string | undefined;
  readonly tickMs: number;
  /** 0: no snapshots. */
  readonly snapshotEvents: number;
  readonly logLevel: (typeof LOG_LEVELS)[number];
  readonly trustProxy: boolean;
  readonly mode: ServerMode;
}

/** Reads the settings; paths are relative to `directory`. @throws Fault CONFIG-101 naming the setting */
export function readConfig(environment: Readonly<Record<string, string | undefined>>, directory: string): Config {
  const text = (name: (typeof SETTINGS)[number]['name']): string =>
    environment[name] ?? SETTINGS.find((setting) => setting.name === name)?.fallback ?? '';
  const number = (name: (typeof SETTINGS)[number]['name'], least: number, most: number): number => {
    const value = Number(text(name));
    if (text(name).trim() === '' || !Number.isFinite(value) || value < least || value > most) {
      throw new Fault('CONFIG-101', `${name} is "${text(name)}": it must be a number from ${least} to ${most}`);
    }
    return value;
  };
  const flag = (name: (typeof SETTINGS)[number]['name']): boolean => {
    if (text(name) !== '0' && text(name) !== '1') {
      throw new Fault('CONFIG-101', `${name} is "${text(name)}": it must be 0 or 1`);
    }
    return text(name) === '1';
  };
  const holidays = HOLIDAY_SETS.find((set) => set === text('CITYBRAIN_HOLIDAYS'));
  if (!holidays) throw new Fault('CONFIG-101', `CITYBRAIN_HOLIDAYS must be one of ${HOLIDAY_SETS.join(', ')}`);
  const logLevel = LOG_LEVELS.find((level) => level === text('CITYBRAIN_LOG_LEVEL'));
  if (!logLevel) throw new Fault('CONFIG-101', `CITYBRAIN_LOG_LEVEL must be one of ${LOG_LEVELS.join(', ')}`);
  return {
    host: text('HOST'),
    port: number('PORT', 0, 65_535),
    databaseUrl: checkDatabaseUrl(text('DATABASE_URL')),
    dataDirectory: resolve(directory, text('CITYBRAIN_DATA')),
    isDemo: flag('CITYBRAIN_DEMO'),
    demoRatePerDay: number('CITYBRAIN_DEMO_RATE', 1, 10_000_000),
    zone: checkZone(text('CITYBRAIN_ZONE')),
    holidays,
    policyFile: text('CITYBRAIN_POLICIES') === '' ? undefined : resolve(directory, text('CITYBRAIN_POLICIES')),
    calendarFile: text('CITYBRAIN_CALENDAR') === '' ? undefined : resolve(directory, text('CITYBRAIN_CALENDAR')),
    tickMs: Math.round(1000 / number('CITYBRAIN_FRAMES_PER_SECOND', 0.1, 20)),
    snapshotEvents: Math.round(number('CITYBRAIN_SNAPSHOT_EVENTS', 0, 100_000_000)),
    logLevel,
    trustProxy: flag('CITYBRAIN_TRUST_PROXY'),
    mode: 'live',
  };
}

function checkDatabaseUrl(url: string): string | undefined {
  if (url === '') return undefined;
  if (!/^postgres(ql)?:\/\//.test(url)) {
    throw new Fault('CONFIG-101', 'DATABASE_URL must begin with postgres:// or postgresql://');
  }
  return url;
}

function checkZone(zone: string): string {
  try {
    new Intl.DateTimeFormat('en', { timeZone: zone });
    return zone;
  } catch {
    throw new Fault('CONFIG-101', `CITYBRAIN_ZONE is "${zone}": it must be an IANA zone such as Asia/Shanghai`);
  }
}
