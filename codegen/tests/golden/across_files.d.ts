// Written by toolshape-codegen from JSON Schema documents; not edited by hand.

export type Input = {
  size?: number;
};

export type Request = {
  tool: Tool;
  other?: Input;
  whole?: Root;
};

export type Root = {
  tool?: Tool;
};

export type Tool = {
  input: Input;
  next?: Tool;
};
