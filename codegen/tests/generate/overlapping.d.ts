// Written by toolshape-codegen from JSON Schema documents; not edited by hand.

/** Objects that have members in common. */
export type Overlapping = {
  contact?: OverlappingContact;
  one?: OverlappingOne;
  many?: OverlappingMany;
  number?: number;
  outcome?: OverlappingOutcome;
  [key: string]: unknown;
};

export type OverlappingContact = OverlappingContactMail | OverlappingContactPhone;

export type OverlappingContactMail = {
  name: string;
  mail: string;
  [key: string]: unknown;
};

export type OverlappingContactPhone = {
  name: string;
  phone: string;
  count?: number;
  [key: string]: unknown;
};

export type OverlappingOne = OverlappingOneA | OverlappingOneB;

export type OverlappingOneA = {
  a: number;
  [key: string]: unknown;
};

export type OverlappingOneB = {
  b: number;
  [key: string]: unknown;
};

export type OverlappingMany = string | string[];

export type OverlappingOutcome = OverlappingOutcomeFailure | OverlappingOutcomeResult;

export type OverlappingOutcomeFailure = {
  failure: string | null;
  [key: string]: unknown;
};

export type OverlappingOutcomeResult = {
  result: string;
  [key: string]: unknown;
};
