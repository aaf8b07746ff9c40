// Written by toolshape-codegen from JSON Schema documents; not edited by hand.

/** Names that are no identifiers, or alike. */
export type Names = {
  type?: string;
  self?: string;
  Self?: string;
  'a-b'?: number;
  a_b?: number;
  aB?: number;
  '1st'?: string;
  ''?: string;
  $ref?: string;
  'quote"d\\'?: string;
  'größe'?: string;
  '名前'?: string;
  'µg'?: number;
  'имя'?: number;
  '한글'?: number;
  '\u{1112}\u{1161}\u{11ab}\u{1100}\u{1173}\u{11af}'?: number;
  '\u{fb01}'?: number;
  option?: NamesOption;
  string?: NamesString;
  result?: NamesResult;
  event?: NamesEvent;
  [key: string]: unknown;
};

export type NamesOption = {
  vec?: string;
  [key: string]: unknown;
};

export type NamesString = {
  box?: number;
  [key: string]: unknown;
};

export type NamesResult = 'ok' | 'err' | 'some' | 'none' | 'Self' | 'content' | 'error' | 'partial';

export type NamesEvent = NamesEventContent | NamesEventError | NamesEventPartial;

export type NamesEventContent = {
  kind: 'content';
  text: string;
  [key: string]: unknown;
};

export type NamesEventError = {
  kind: 'error';
  code?: number;
  [key: string]: unknown;
};

export type NamesEventPartial = {
  kind: 'partial';
  [key: string]: unknown;
};
