// Written by toolshape-codegen from JSON Schema documents; not edited by hand.

export type Both = {
  /** Noted. */
  a?: string;
} & (
  | 'a value that is rather long, number 0'
  | 'a value that is rather long, number 1'
  | 'a value that is rather long, number 2'
);

export type ByName = {
  [key: string]:
    | {
        /** Noted. */
        a?: string;
      }
    | null;
};

export type Noted = {
  /** Noted. */
  a?: string;
}[];

/** At least 1 entry. */
export type Several = [
  {
    /** Noted. */
    a?: string;
  },
  (
    | 'a value that is rather long, number 0'
    | 'a value that is rather long, number 1'
    | 'a value that is rather long, number 2'
  )?,
  ...(
    | 'a value that is rather long, number 0'
    | 'a value that is rather long, number 1'
    | 'a value that is rather long, number 2'
  )[],
];

export type Values = (
  | 'a value that is rather long, number 0'
  | 'a value that is rather long, number 1'
  | 'a value that is rather long, number 2'
)[];
