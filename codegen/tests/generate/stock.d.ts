// Written by toolshape-codegen from JSON Schema documents; not edited by hand.

/** How much of each fruit a shop has. */
export type Stock = {
  shop: string;
  'full-name'?: string | null;
  [key: string]: unknown;
};
