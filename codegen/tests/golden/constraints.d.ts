// Written by toolshape-codegen from JSON Schema documents; not edited by hand.

export type Bounds = {
  /**
   * A name, see [nowhere].
   *
   * 1 to 64 characters. Matches `` ^[a-z`]+$ ``.
   */
  name: string;
  /** Exactly 3 characters. */
  code?: string;
  /** Format `date-time`. */
  when?: string;
  /** Format `uuid`. */
  id?: string;
  /** At least 1. */
  count: number;
  /** At most 1. More than `0`. Default: `0.5`. */
  share?: number;
  /** At least 1 entry. Entries are unique. */
  tags: string[];
  /** Exactly 2 entries. */
  pair: string[];
};
