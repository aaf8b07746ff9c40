// Written by toolshape-codegen from JSON Schema documents; not edited by hand.

/** All of several. */
export type Merged = {
  /** Format `email`. */
  mail?: string;
  /** At least 0. At most 150. */
  age: number;
  /** At most 10 characters. */
  name: string;
  [key: string]: unknown;
};
