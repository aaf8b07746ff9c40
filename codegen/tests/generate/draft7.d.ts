// Written by toolshape-codegen from JSON Schema documents; not edited by hand.

/**
 * As draft 7 has it.
 *
 * More rules in the schema: `if`, `dependentRequired`, `propertyNames`.
 */
export type Rule = {
  kind: RuleKind;
  /** At least 1 character. `maxLength` beside `$ref` is ignored in draft 7. */
  when?: string;
  /** Encoded as `base64`. `contentEncoding` describes the string, as in later drafts, and is not checked. */
  body?: string;
  /** More rules in the schema: `contains`. The schema says what each of the first entries is; the type does not. */
  list?: RuleListItem[];
  [key: string]: unknown;
};

export type RuleKind = 'rule';

export type RuleListItem = string | number;
