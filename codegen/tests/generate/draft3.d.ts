// Written by toolshape-codegen from JSON Schema documents; not edited by hand.

/**
 * As draft 3 has it.
 *
 * More rules in the schema: `dependentRequired`.
 */
export type Recipe = {
  name: string;
  /** More than `0`. A multiple of `2`. */
  portions?: number;
  /** More rules in the schema: `not`. */
  source?: unknown;
  time?: RecipeTime;
  /** 1 to 5. */
  stars?: number;
  [key: string]: unknown;
};

export type RecipeTime = string | RecipeTimeObject;

export type RecipeTimeObject = {
  minutes: number;
  [key: string]: unknown;
};
