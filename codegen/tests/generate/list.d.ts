// Written by toolshape-codegen from JSON Schema documents; not edited by hand.

/**
 * A root that is a list.
 *
 * At least 1 entry. May be something other than an object; models accept only objects as tool input.
 */
export type Scores = number[];
