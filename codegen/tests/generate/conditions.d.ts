// Written by toolshape-codegen from JSON Schema documents; not edited by hand.

/**
 * Where one thing depends on another.
 *
 * More rules in the schema: `not`, `if`, `dependentRequired`.
 */
export type Conditions = ConditionsZip | ConditionsObject;

export type ConditionsZip = {
  country: ConditionsZipCountry;
  /** Matches `^[0-9]{5}$`. */
  zip: string;
  card?: string;
  address?: string;
  [key: string]: unknown;
};

export type ConditionsZipCountry = 'US';

export type ConditionsObject = {
  country: string;
  /** At most 8 characters. */
  zip?: string;
  card?: string;
  address?: string;
  [key: string]: unknown;
};
