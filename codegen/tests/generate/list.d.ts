// Written by toolshape-codegen from JSON Schema documents; not edited by hand.

/**
 * A root that is a list.
 *
 * At least 1 entry. Is not always an object: no model takes it as the input of a tool.
 */
export type Scores = number[];
