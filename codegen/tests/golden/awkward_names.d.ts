// Written by toolshape-codegen from JSON Schema documents; not edited by hand.

export type kind = 'a b' | 'a-c' | '1' | 'fn';

/**
 * Ends *\/ a comment, /// starts one, " quotes
 *
 *     and looks like code
 * ```rust
 * fn main() { panic!() }
 * ```
 */
export type type = {
  self?: string;
  match?: string;
  'a-b c'?: string;
  '1st'?: string;
  title: string;
  format?: string;
  $ref: string;
  'quote"d'?: string;
  'größe'?: string;
};
