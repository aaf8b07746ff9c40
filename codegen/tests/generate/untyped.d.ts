// Written by toolshape-codegen from JSON Schema documents; not edited by hand.

/**
 * Schemas that do not say their type.
 *
 * Has no `type`, and is read as an object, as a tool's input is.
 */
export type Untyped = {
  /** At least 2 characters. */
  city: unknown;
  tags?: UntypedTags;
  /** At least 1. */
  size?: unknown;
  either?: UntypedEither;
  [key: string]: unknown;
};

/** Entries are unique. No `type` says that this is always an object or a list, so it may be any value. */
export type UntypedTags = unknown;

export type UntypedEither = { [key: string]: unknown } | unknown[];
