// Written by toolshape-codegen from JSON Schema documents; not edited by hand.

/** Shapes to draw. */
export type Tagged = {
  shapes: Shape[];
  price?: TaggedPrice;
  fee?: TaggedFee;
  [key: string]: unknown;
};

/** A shape. */
export type Shape = ShapeCircle | ShapeLineStrip;

/** Round. */
export type ShapeCircle = {
  kind: 'circle';
  /** More than `0`. */
  radius: number;
};

export type ShapeLineStrip = {
  kind: 'line-strip';
  /** At least 2 entries. */
  points: number[];
  [key: string]: unknown;
};

export type TaggedPrice = { kind: 'rates' } & Rates | Free;

/** By weekday. */
export type Rates = {
  [key: string]: unknown;
};

export type Free = {
  kind: 'free';
  [key: string]: unknown;
};

export type TaggedFee = { kind: 'rates' } & Rates | Fixed;

export type Fixed = {
  kind: 'fixed';
  amount: number;
  [key: string]: unknown;
};
