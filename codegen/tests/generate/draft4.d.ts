// Written by toolshape-codegen from JSON Schema documents; not edited by hand.

/**
 * As draft 4 has it.
 *
 * More rules in the schema: `dependentRequired`, `dependentSchemas`.
 */
export type Sensor = {
  /** At most 9. More than `0`. */
  level: number;
  /** At least 2 entries. */
  range?: [number, number];
  /** Beside a reference. */
  next?: Link;
  unit?: SensorUnit;
  [key: string]: unknown;
};

export type Link = {
  /** Format `uri`. */
  to: string;
  then?: Link;
  [key: string]: unknown;
};

export type SensorUnit = 'km' | 'mile';
