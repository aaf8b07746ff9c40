// Written by toolshape-codegen from JSON Schema documents; not edited by hand.

/**
 * One block.
 *
 * Open: another kind than those listed may arrive.
 */
export type Block = { text: string } | { image: Image } | { json: unknown };

export type Image = {
  /** Encoded as `base64`. */
  bytes: string;
};
