// Written by toolshape-codegen from JSON Schema documents; not edited by hand.

/** An order. */
export type References = {
  /** Where it goes. */
  to: Address;
  from?: Address;
  /** At most 2 entries. */
  item?: Item;
  old?: Size;
  [key: string]: unknown;
};

/** A place. */
export type Address = {
  /** At least 1 character. */
  street: string;
  [key: string]: unknown;
};

export type Item = {
  /** Matches `^[A-Z]+$`. */
  sku: string;
  /** At least 1. */
  count?: number;
  [key: string]: unknown;
};

export type Size = 'small' | 'large';
