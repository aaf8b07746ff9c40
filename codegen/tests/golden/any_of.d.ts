// Written by toolshape-codegen from JSON Schema documents; not edited by hand.

export type Circle = {
  radius: number;
};

export type Headers = {
  [key: string]: string;
};

export type Label = {
  text?: string;
};

export type Shape = Circle | Label;
