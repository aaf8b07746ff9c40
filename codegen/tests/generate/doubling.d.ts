// Written by toolshape-codegen from JSON Schema documents; not edited by hand.

/** A house is made of two, which are made of two. */
export type Street = {
  first: Building;
  last?: Building;
};

export type Building = {
  front: Floor;
  back?: Floor;
  label?: string;
  [key: string]: unknown;
};

export type Floor = {
  front: Flat;
  back?: Flat;
  label?: string;
  [key: string]: unknown;
};

export type Flat = {
  front: Room;
  back?: Room;
  label?: string;
  [key: string]: unknown;
};

export type Room = {
  front: Wall;
  back?: Wall;
  label?: string;
  [key: string]: unknown;
};

export type Wall = {
  front: Window;
  back?: Window;
  label?: string;
  [key: string]: unknown;
};

export type Window = {
  width: number;
  height: number;
  glass?: string;
  [key: string]: unknown;
};
