// Written by toolshape-codegen from JSON Schema documents; not edited by hand.

/** A tree. */
export type Recursion = {
  value: number;
  left?: Recursion;
  right?: Recursion | null;
  children?: Recursion[];
  json?: JsonValue | null;
  [key: string]: unknown;
};

export type JsonValue = boolean | number | string | (JsonValue | null)[] | { [key: string]: JsonValue | null };
