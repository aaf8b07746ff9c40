// Written by toolshape-codegen from JSON Schema documents; not edited by hand.

export type Level = 'KNOWN' | 'UNKNOWN' | string;

/** Why the model stopped. */
export type Reason = 'end_turn' | 'tool_use' | string;

export type Reply = {
  reason: Reason;
  level?: Level;
  /** Who. */
  role?: ReplyRole;
};

/** Who. */
export type ReplyRole = 'user' | string;
