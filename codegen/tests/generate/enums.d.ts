// Written by toolshape-codegen from JSON Schema documents; not edited by hand.

/** Closed choices of values. */
export type Enums = {
  /** How large. */
  size: EnumsSize;
  mixed?: EnumsMixed | null;
  /** One of `1`, `2`, `3`. */
  level?: number;
  version?: EnumsVersion;
  /** Always `{"a":[1]}`. */
  fixed?: { [key: string]: unknown };
  /** Always `true`. */
  flag?: boolean;
  [key: string]: unknown;
};

/** How large. */
export type EnumsSize = 'small' | 'very-large' | 'größe' | '' | '1st';

export type EnumsMixed = boolean | number | EnumsMixedText;

export type EnumsMixedText = 'auto';

export type EnumsVersion = 'v1';
