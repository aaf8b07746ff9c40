// Written by toolshape-codegen from JSON Schema documents; not edited by hand.

/** What other keywords left over. */
export type Route = {
  /** At least 2 entries. */
  start?: [number, number];
  /** The schema says what each of the first entries is; the type does not. */
  stops?: RouteStop[];
  /** More rules in the schema: `contains`. */
  marks?: unknown[];
  [key: string]: unknown;
};

export type RouteStop = string | number;
