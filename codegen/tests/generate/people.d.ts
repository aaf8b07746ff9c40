// Written by toolshape-codegen from JSON Schema documents; not edited by hand.

/**
 * As people write them.
 *
 * `dict` is read as `object`.
 */
export type People = {
  /**
   * In EUR.
   *
   * `float` is read as `number`.
   */
  price: number;
  /** `any` is read as any value. */
  anything?: unknown;
  /** `tuple` is read as `array`. `float` is read as `number`. */
  pair?: number[];
  /** `dict` is read as `object`. */
  table?: { [key: string]: unknown };
  /** `int` is read as `integer`. */
  count?: number;
  /** `str` is read as `string`. */
  name?: string;
  /** `bool` is read as `boolean`. */
  on?: boolean;
  /** `list` is read as `array`. */
  all?: unknown[];
  [key: string]: unknown;
};
