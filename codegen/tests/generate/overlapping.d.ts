// Written by toolshape-codegen from JSON Schema documents; not edited by hand.

/** Objects that have members in common. */
export type Overlapping = {
  contact?: OverlappingContact;
  one?: OverlappingOne;
  many?: OverlappingMany;
  number?: number;
  [key: string]: unknown;
};

/** Several shapes in the schema, read as one: not every mixture of their members is valid. */
export type OverlappingContact = {
  name: string;
  mail?: unknown;
  phone?: unknown;
  count?: unknown;
  [key: string]: unknown;
};

/** Several shapes in the schema, read as one: not every mixture of their members is valid. */
export type OverlappingOne = {
  a?: unknown;
  b?: unknown;
  [key: string]: unknown;
};

export type OverlappingMany = string | string[];
