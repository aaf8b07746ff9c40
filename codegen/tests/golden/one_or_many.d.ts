// Written by toolshape-codegen from JSON Schema documents; not edited by hand.

export type Assessment = {
  action: string;
};

export type Trace = {
  assessments?: { [key: string]: Assessment[] | Assessment };
};
