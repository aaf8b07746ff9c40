// Written by toolshape-codegen from JSON Schema documents; not edited by hand.

/** What may be null. */
export type Nullable = {
  name: string | null;
  /** `nullable` is read as OpenAPI has it: null is allowed too. */
  age?: number | null;
  either?: NullableEither;
  /** Default: `null`. */
  note?: string | null;
  never?: null;
  [key: string]: unknown;
};

export type NullableEither = string | number | boolean;
