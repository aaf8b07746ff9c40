// Written by toolshape-codegen from JSON Schema documents; not edited by hand.

/** Bounds that no type holds. */
export type Bounds = {
  /** 1 to 14. */
  nights?: number;
  /** At most 1. More than `0`. A multiple of `0.25`. */
  share?: number;
  /** At least 3 characters. Matches `^[A-Z]{3}$`. */
  code?: string;
  /** 1 to 3 entries. Entries are unique. */
  tags?: string[];
  /** Format `date`. */
  when?: string;
  /** Format `uuid`. */
  id?: string;
  /** Format `uri`. */
  site?: string;
  /** 0 to 18446744073709551615. */
  large?: number;
  /** More rules in the schema: `contains`. */
  some?: unknown[];
  /** 1 to 2 entries. */
  few?: { [key: string]: unknown };
  [key: string]: unknown;
};
