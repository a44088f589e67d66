/**
 * Takes a value for one of another type. Calls have each their own arguments and results. These are
 * forgotten where calls are kept together, in a record or a list, and are known again where one call is
 * taken out: TypeScript sees neither. So this is the only cast between a description, what is made of it,
 * and what a test keeps for it.
 */
// eslint-disable-next-line @typescript-eslint/no-unnecessary-type-parameters -- see above
export const as = <A>(value: unknown): A =>
  // eslint-disable-next-line @typescript-eslint/consistent-type-assertions -- see above
  value as A
