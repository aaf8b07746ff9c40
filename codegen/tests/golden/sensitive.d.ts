// Written by toolshape-codegen from JSON Schema documents; not edited by hand.

export type Login = {
  user: string;
  /** Sensitive: not to be logged. */
  password: string;
  codes?: string[];
  token?: Secret;
  bank?: LoginBank;
};

export type LoginBank = {
  name?: string;
  /** Sensitive: not to be logged. */
  account?: string;
};

/** Open: another kind than those listed may arrive. */
export type Proof =
  | {
      /** Sensitive: not to be logged. */
      pin: string;
    }
  | { none: boolean };

/** Sensitive: not to be logged. */
export type Secret = string;
