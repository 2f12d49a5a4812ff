/** The keys of an object, in the order in which their values are packed. */
export interface Shape {
  readonly keys: readonly string[];
  /** Makes the object from its values in that order; null: one key at a time. */
  readonly make: ((read: () => unknown) => object) | null;
}

/** Shapes that reader and writer know beforehand, by their keys sorted and joined. */
export type KnownShapes = ReadonlyMap<string, Shape>;

export const nameOfKeys = (keys: readonly string[]): string => [...keys].sort().join(',');

/** An object literal is made several times as fast as an object key by key. */
export function shapesOf(makers: readonly NonNullable<Shape['make']>[]): KnownShapes {
  return new Map(
    makers.map((make) => {
      const keys = Object.keys(make(() => null));
      return [nameOfKeys(keys), { keys, make }];
    }),
  );
}
