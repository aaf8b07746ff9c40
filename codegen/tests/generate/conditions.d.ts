// Written by toolshape-codegen from JSON Schema documents; not edited by hand.

/**
 * Where one thing depends on another.
 *
 * More rules in the schema: `not`, `if`, `dependentRequired`.
 */
export type Conditions = Zip | ObjectValue;

/**
 * Where one thing depends on another.
 *
 * More rules in the schema: `not`, `if`, `dependentRequired`.
 */
export type Zip = {
  country: ZipCountry;
  /** Matches `^[0-9]{5}$`. */
  zip: string;
  card?: string;
  address?: string;
  [key: string]: unknown;
};

export type ZipCountry = 'US';

/**
 * Where one thing depends on another.
 *
 * More rules in the schema: `not`, `if`, `dependentRequired`.
 */
export type ObjectValue = {
  country: string;
  /** At most 8 characters. */
  zip?: string;
  card?: string;
  address?: string;
  [key: string]: unknown;
};
