// Written by toolshape-codegen from JSON Schema documents; not edited by hand.

/** Lists of known length. */
export type Tuples = {
  point?: TuplesPoint;
  /** Exactly 2 entries. */
  labelled?: [string, number];
  open?: TuplesOpenItem[];
  old?: TuplesOldItem[];
  [key: string]: unknown;
};

/** At least 2 entries. */
export type TuplesPoint = unknown;

export type TuplesOpenItem = string | number;

export type TuplesOldItem = boolean | string;
