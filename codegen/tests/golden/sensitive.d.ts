// Written by toolshape-codegen from JSON Schema documents; not edited by hand.

export type Login = {
  user: string;
  /** Sensitive: not to be logged. */
  password: string;
  codes?: string[];
  token?: Secret;
  bank?: {
    name?: string;
    /** Sensitive: not to be logged. */
    account?: string;
  };
};

export type Proof =
  | {
      kind: 'pin';
      /** Sensitive: not to be logged. */
      pin: string;
    }
  | { kind: 'none' };

/** Sensitive: not to be logged. */
export type Secret = string;
