// Written by toolshape-codegen from JSON Schema documents; not edited by hand.

/** A tree. */
export type Recursion = {
  value: number;
  left?: Recursion;
  right?: Recursion | null;
  children?: Recursion[];
  json?: JsonValue;
  [key: string]: unknown;
};

export type JsonValue = unknown;
