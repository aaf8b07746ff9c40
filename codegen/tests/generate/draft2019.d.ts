// Written by toolshape-codegen from JSON Schema documents; not edited by hand.

/**
 * As draft 2019-09 has it.
 *
 * More rules in the schema: `dependentRequired`.
 */
export type Folder = {
  /** At most 9 characters. At least 1 character. */
  name: string;
  folders?: Folder[];
  /** More rules in the schema: `contains`, `minContains`. The schema says what each of the first entries is; the type does not. */
  files?: string[];
  owner?: string;
};
