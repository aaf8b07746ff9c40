// Written by toolshape-codegen from JSON Schema documents; not edited by hand.

export type Anything = unknown;

export type Both = Tuple & (1 | 'b');

export type Either = { a?: string; b?: unknown } & ({ a: unknown } | { b: unknown });

export type Map = {
  [key: string]: string;
};

export type Marked = {
  [key: string]: unknown;
};

export type Nested = Nested[] | string;

export type Never = never;

export type Nothing = {
  [key: string]: never;
};

export type OldTuple = [string?, ...('a' | 1 | null | [true] | { b: { [key: string]: never } })[]];

export type Open = {
  a?: string;
  [key: string]: unknown;
};

/** At least 1 entry. */
export type Tuple = [string, (number | null)?, unknown[]?];
