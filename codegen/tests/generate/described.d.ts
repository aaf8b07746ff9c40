// Written by toolshape-codegen from JSON Schema documents; not edited by hand.

/**
 * Calls lookUp_user() of OpenAPI with <id>:
 * - first the user_id,
 * which is long
 * - then [that]
 *
 *     let x = 1;
 *
 * See https://example.com/a_b and `code`.
 */
export type Described = {
  isA: boolean;
  isB: boolean;
  isC: boolean;
  /** A very long description that goes on and on, so that no line of a source would hold all of it, and is wrapped where a blank is. */
  isD: boolean;
  [key: string]: unknown;
};
