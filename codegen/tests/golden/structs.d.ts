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
  address?: OrderAddress;
  size: OrderSize;
};

export type OrderAddress = {
  city: string;
};

export type OrderSize = 'small' | 'large';
