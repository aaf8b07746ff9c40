// Written by toolshape-codegen from JSON Schema documents; not edited by hand.

/** As people write them. */
export type People = {
  /** In EUR. */
  price: number;
  anything?: unknown;
  pair?: number[];
  table?: { [key: string]: unknown };
  count?: number;
  name?: string;
  on?: boolean;
  all?: unknown[];
  [key: string]: unknown;
};
