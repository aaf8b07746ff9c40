// Written by toolshape-codegen from JSON Schema documents; not edited by hand.

/**
 * As draft 6 has it.
 *
 * `if` is not a keyword of draft 6 and is ignored. `then` is not a keyword of draft 6 and is ignored.
 */
export type Order = {
  kind: OrderKind;
  /** More than `0`. */
  amount?: number;
  /** More rules in the schema: `contains`. */
  tags?: string[];
  /** More rules in the schema: `propertyNames`. */
  codes?: { [key: string]: string };
  more?: unknown;
  /** `minProperties` beside `$ref` is ignored in draft 6. */
  to?: Place;
  [key: string]: unknown;
};

export type OrderKind = 'order';

export type Place = {
  street: string;
  [key: string]: unknown;
};
