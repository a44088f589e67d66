import { runProgram } from "../processes.js"
import type { Laboratory } from "../laboratory.js"

/** Runs a program that measures functions in turn, as long as the run's effort says. */
export const inTurn = async (
  lab: Laboratory,
  program: string
): Promise<ReadonlyMap<string, ReadonlyArray<number>>> => {
  const { millis, rounds } = lab.effort
  return new Map(Object.entries(await runProgram(program, [String(rounds), String(millis)])))
}
