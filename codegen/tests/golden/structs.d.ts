// Written by toolshape-codegen from JSON Schema documents; not edited by hand.

/** What a customer ordered. */
export type Order = {
  id: number;
  /** How many. */
  count?: number;
  price?: number;
  paid?: boolean;
  tags: string[];
  notes?: string[];
  labels?: { [key: string]: string };
  anything?: unknown;
  address?: { city: string };
  size: 'small' | 'large';
};
