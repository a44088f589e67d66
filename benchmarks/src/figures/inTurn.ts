import { runProgram } from "../processes.js"
import type { Laboratory } from "../laboratory.js"

/** Runs a program that measures functions in turn, as long as the run's effort says. */
export const inTurn = async (
  { effort }: Laboratory,
  program: string,
  args: ReadonlyArray<string> = []
): Promise<ReadonlyMap<string, ReadonlyArray<number>>> =>
  new Map(
    Object.entries(
      await runProgram(program, [String(effort.rounds), String(effort.millis), ...args])
    )
  )
