/** Adds to what is wrong with a field. Several problems of one are joined with `; `. */
export const addProblem = (problems: Map<string, string>, field: string, problem: string): void => {
  const known = problems.get(field)
  problems.set(field, known === undefined ? problem : `${known}; ${problem}`)
}
