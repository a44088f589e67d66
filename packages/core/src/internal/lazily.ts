/** Makes a value when it is first asked for. A program seldom uses all that it imports. */
export const lazily = <A>(make: () => A): (() => A) => {
  let made: { readonly value: A } | undefined
  return () => (made ??= { value: make() }).value
}
