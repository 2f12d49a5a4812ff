import type { Brand } from '../brand.ts';
import type { Dated } from './in-force.ts';
import type { UnitId } from './unit.ts';

export type MemberId = Brand<string, 'MemberId'>;

/** 网格员、经办、派遣、领导、督办. */
export const POSTS = ['grid-worker', 'handler', 'dispatcher', 'leader', 'inspector'] as const;
export type Post = (typeof POSTS)[number];

/** A person's post in a unit. Whoever has two posts is two members. */
export interface Member extends Dated {
  readonly id: MemberId;
  /** Personal: shown only to those who manage the organisation. */
  readonly person: string;
  /** The name they sign in with; null: they don't. */
  readonly account: string | null;
  readonly unitId: UnitId;
  readonly post: Post;
}
