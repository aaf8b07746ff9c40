// Written by toolshape-codegen from JSON Schema documents; not edited by hand.

/**
 * What hangs on what else is there.
 *
 * More rules in the schema: `dependentRequired`, `dependentSchemas`.
 */
export type Payment = {
  card: string;
  /** At least 2 characters. */
  address?: string;
  coupon?: string;
  /** More rules in the schema: `contains`. The schema says what each of the first entries is; the type does not. */
  codes?: unknown[];
  /** At least 2 entries. */
  pair?: [string, number];
  /** More than `0`. */
  weight?: number;
  shipping?: string;
  parcel?: Tree;
  /** What this is depends on the rest of the object: the schema says it. */
  note?: unknown;
  [key: string]: unknown;
};

export type Tree = {
  label: string;
  parts?: Tree[];
  [key: string]: unknown;
};
