// Written by toolshape-codegen from JSON Schema documents; not edited by hand.

/** Lists of known length. */
export type Tuples = {
  point?: TuplesPoint;
  /** Exactly 2 entries. */
  labelled?: [string, number];
  /** The schema says what each of the first entries is; the type does not. */
  open?: TuplesOpenItem[];
  /** The schema says what each of the first entries is; the type does not. A list in `items` is read as `prefixItems`. */
  old?: TuplesOldItem[];
  [key: string]: unknown;
};

/** At least 2 entries. No `type` says that this is always an object or a list, so it may be any value. */
export type TuplesPoint = unknown;

export type TuplesOpenItem = string | number;

export type TuplesOldItem = boolean | string;
