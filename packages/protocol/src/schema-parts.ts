import { Type, type TEnum, type TNull, type TOptional, type TSchema, type TUnion } from 'typebox';

/** One of a closed set of words. */
export const oneOf = <const Word extends string>(words: readonly Word[]): TEnum<Word[]> => Type.Enum([...words]);

/** May be left out or null. */
export const optional = <Schema extends TSchema>(schema: Schema): TOptional<TUnion<[Schema, TNull]>> =>
  Type.Optional(Type.Union([schema, Type.Null()]));
