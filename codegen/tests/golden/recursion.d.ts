// Written by toolshape-codegen from JSON Schema documents; not edited by hand.

export type Tree = {
  value: string;
  left?: Tree;
  children?: Tree[];
};
