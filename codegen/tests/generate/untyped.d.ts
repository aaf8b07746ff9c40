// Written by toolshape-codegen from JSON Schema documents; not edited by hand.

/** Schemas that do not say their type. */
export type Untyped = {
  /** At least 2 characters. */
  city: unknown;
  tags?: UntypedTags;
  /** At least 1. */
  size?: unknown;
  either?: UntypedEither;
  [key: string]: unknown;
};

/** No entry twice. */
export type UntypedTags = unknown;

export type UntypedEither = { [key: string]: unknown } | unknown[];
