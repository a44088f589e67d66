import type * as Effect from "effect/Effect"
import * as Exit from "effect/Exit"
import type * as Fiber from "effect/Fiber"
import * as FiberId from "effect/FiberId"
import type * as Runtime from "effect/Runtime"
import { forkAsExit } from "../effect3/fiber.js"
import { Exchange } from "./exchange.js"

/** An exchange that an effect carries out in a fiber of its own. Its end doesn't wait for that fiber. */
export abstract class FiberExchange extends Exchange {
  private work: Fiber.RuntimeFiber<unknown> | undefined

  protected override abort(): void {
    this.work?.unsafeInterruptAsFork(FiberId.none)
  }

  /** Runs the effect, which tells the exchange of the answer. A defect of it is the exchange's own. */
  protected run(effect: Effect.Effect<void>, runtime: Runtime.Runtime<never>): void {
    if (this.isOver) return
    const work = forkAsExit(effect, runtime)
    work.addObserver((exit) => {
      const ended = Exit.flatten(exit)
      if (Exit.isFailure(ended)) this.end(Exit.failCause(ended.cause))
    })
    this.work = work
  }
}
