// Written by toolshape-codegen from JSON Schema documents; not edited by hand.

/** What other members there may be. */
export type Members = {
  closed?: MembersClosed;
  counts?: { [key: string]: number };
  kept?: MembersKept;
  patterns?: { [key: string]: string };
  unevaluated?: MembersUnevaluated;
  anything?: { [key: string]: unknown };
  empty?: MembersEmpty;
  /** More rules in the schema: `propertyNames`. */
  named?: { [key: string]: unknown };
  [key: string]: unknown;
};

export type MembersClosed = {
  a?: number;
};

export type MembersKept = {
  name: string;
  [key: string]: unknown;
};

export type MembersUnevaluated = {
  b?: string;
  a?: string;
};

export type MembersEmpty = {
  [key: string]: never;
};
