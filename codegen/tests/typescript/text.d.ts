// Written by toolshape-codegen from JSON Schema documents; not edited by hand.

export type Class = String;

export type Größe = TwoWords;

export type String = string;

export type TwoWords = Class;

/**
 * Ends *\/ here, **\/ and there.
 * \@deprecated
 *   \@internal is no tag, nor is {\@link Text}.
 */
export type comment = string;

export type members = {
  'it\'s'?: unknown;
  'a\nb'?: unknown;
  class?: unknown;
  '\u{0}'?: unknown;
  __proto__?: unknown;
};

export type values =
  | 'it\'s'
  | 'back\\slash'
  | 'two\nlines'
  | '\u{2028}'
  | '*/ // </script>'
  | '\' | any; //'
  | '"'
  | 'ü';
