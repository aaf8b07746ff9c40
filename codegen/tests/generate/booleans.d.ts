// Written by toolshape-codegen from JSON Schema documents; not edited by hand.

/** Schemas that are true or false. */
export type Booleans = {
  any: unknown;
  list?: unknown[];
  free?: unknown;
  /** Anything at all. */
  described?: unknown;
  [key: string]: unknown;
};
