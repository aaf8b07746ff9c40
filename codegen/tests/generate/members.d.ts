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
  counted?: MembersCounted;
  sure?: MembersSure;
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

/** At least 1 entry. */
export type MembersCounted = {
  a?: string;
  [key: string]: unknown;
};

/** At least 1 entry. */
export type MembersSure = {
  a: string;
  [key: string]: unknown;
};
