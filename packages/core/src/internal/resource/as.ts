/**
 * Takes a value for one of another type. Calls have each their own arguments and results. These are
 * forgotten where calls are kept together, in a record or a list, and are known again where one call is
 * taken out: TypeScript sees neither. Whatever is cast between a description, what is made of it, and what a test
 * keeps for it, is cast here. Decoders and policies know a type of their own, and say so where they cast.
 */
// eslint-disable-next-line @typescript-eslint/no-unnecessary-type-parameters -- see above
export const as = <A>(value: unknown): A =>
  // eslint-disable-next-line @typescript-eslint/consistent-type-assertions -- see above
  value as A
