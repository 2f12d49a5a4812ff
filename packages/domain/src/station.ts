import type { Brand } from './brand.ts';
import type { Instant } from './instant.ts';
import type { Place } from './place.ts';

export type StationId = Brand<string, 'StationId'>;

/** A station that was never heard is not there; a silent one broke its freshness promise. */
export const STATION_STATUSES = ['online', 'silent'] as const;
export type StationStatus = (typeof STATION_STATUSES)[number];

/** 党群服务站, 治理枢纽, sensor site, camera gateway; `other` where a source has its own word. */
export const STATION_KINDS = ['service', 'hub', 'sensor', 'camera', 'other'] as const;
export type StationKind = (typeof STATION_KINDS)[number];

export interface Reading {
  readonly name: string;
  readonly value: number;
  /** UCUM where the source gives one, e.g. `cm`, `Cel`; null without a unit. */
  readonly unit: string | null;
}

/** What a station is. It promises to be heard every `promiseSeconds`. */
export interface StationFacts {
  readonly name: string;
  readonly stationKind: StationKind;
  readonly place: Place;
  readonly promiseSeconds: number;
}

export interface Station {
  readonly source: string;
  readonly sourceId: string;
  readonly status: StationStatus;
  readonly facts: StationFacts;
  readonly readings: readonly Reading[];
  readonly lastHeardAt: Instant;
}
