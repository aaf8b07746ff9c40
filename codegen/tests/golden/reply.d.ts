// Written by toolshape-codegen from JSON Schema documents; not edited by hand.

export type Empty = {
  [key: string]: never;
};

export type Nothing = {
  [key: string]: unknown;
};

export type Usage = {
  tokens: number;
};
