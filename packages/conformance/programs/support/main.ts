// What every program has in common: its options, the figures that it prints, the promises that it
// keeps.
import { parseArgs } from "node:util"

/** Options of a program. */
export interface Options {
  /** The short form, which CI runs. */
  readonly short: boolean
  readonly seed: number
}

/** Where a program writes down what it finds. */
export interface Report {
  readonly figure: (name: string, value: number | string) => void
  /** What has to hold. If it does not, the program fails. */
  readonly promise: (name: string, holds: boolean) => void
  /** What is being done, told where the program does not end in time. */
  readonly doing: (what: () => string) => void
}

/** Minutes that a program may take: many times what it needs. */
export const limitMinutes = ({ short }: Pick<Options, "short">): number => (short ? 10 : 60)

const format = (value: number | string): string =>
  typeof value === "number" ? value.toLocaleString("en", { maximumFractionDigits: 3 }) : value

/** Runs a program, and ends the process: with 1 where a promise is broken, or time is up. */
export const main = async (
  name: string,
  run: (options: Options, report: Report) => Promise<void>
): Promise<void> => {
  const { values } = parseArgs({
    options: {
      short: { type: "boolean", default: false },
      seed: { type: "string", default: "20260101" }
    }
  })
  const options = { short: values.short, seed: Number(values.seed) }
  const problems: Array<string> = []
  let doing = () => "nothing was begun"
  const broken = (what: string) => {
    problems.push(what)
    console.log(`  BROKEN: ${what}`)
    console.log(
      `  again with: pnpm conformance ${name}${options.short ? " --short" : ""} --seed ${options.seed}`
    )
  }

  console.log(`${name}${options.short ? ", short" : ""}, seed ${options.seed}`)
  const minutes = limitMinutes(options)
  const watchdog = setTimeout(() => {
    broken(`not done within ${minutes} minutes; ${doing()}`)
    process.exit(1)
  }, minutes * 60_000)

  const begin = performance.now()
  try {
    await run(options, {
      figure: (what, value) => {
        console.log(`  ${what.padEnd(56)} ${format(value)}`)
      },
      promise: (what, holds) => {
        if (holds) console.log(`  holds: ${what}`)
        else broken(what)
      },
      doing: (what) => {
        doing = what
      }
    })
  } catch (error) {
    broken(error instanceof Error ? (error.stack ?? error.message) : String(error))
  }
  clearTimeout(watchdog)
  console.log(`  ${"seconds".padEnd(56)} ${((performance.now() - begin) / 1000).toFixed(1)}`)
  process.exit(problems.length === 0 ? 0 : 1)
}
