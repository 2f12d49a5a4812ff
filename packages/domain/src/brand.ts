/** A nominal type over a primitive: `Brand<string, 'RegionId'>` cannot be mixed up with another id. */
export type Brand<T, Name extends string> = T & { readonly __brand: Name };
