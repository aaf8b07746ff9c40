// Written by toolshape-codegen from JSON Schema documents; not edited by hand.

/** Objects that have members in common. */
export type Overlapping = {
  contact?: OverlappingContact;
  one?: OverlappingOne;
  many?: OverlappingMany;
  number?: number;
  outcome?: OverlappingOutcome;
  point?: OverlappingPoint;
  places?: OverlappingPlace[];
  size?: OverlappingSize;
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

export type OverlappingPoint = OverlappingPointObject | number[];

export type OverlappingPointObject = {
  lat: number;
  lon: number;
  [key: string]: unknown;
};

export type OverlappingPlace = OverlappingPlaceObject | string[];

export type OverlappingPlaceObject = {
  name: string;
};

export type OverlappingSize = OverlappingSizeText | OverlappingSizeObject;

export type OverlappingSizeText = 'small' | 'large';

export type OverlappingSizeObject = {
  small?: unknown;
  [key: string]: unknown;
};
