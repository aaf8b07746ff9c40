// Written by toolshape-codegen from JSON Schema documents; not edited by hand.

/**
 * Where one thing depends on another.
 *
 * More rules in the schema: `not`, `if`, `dependentRequired`.
 */
export type Conditions = {
  country: string;
  zip?: string;
  card?: string;
  address?: string;
  [key: string]: unknown;
};
