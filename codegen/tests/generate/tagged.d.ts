// Written by toolshape-codegen from JSON Schema documents; not edited by hand.

/** Shapes to draw. */
export type Tagged = {
  shapes: Shape[];
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
