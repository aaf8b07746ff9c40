// Written by toolshape-codegen from JSON Schema documents; not edited by hand.

/**
 * A root that is a list.
 *
 * At least 1 entry.
 */
export type Scores = number[];
