import type * as Effect from "effect/Effect"
import * as Exit from "effect/Exit"
import { type AnyRuntime, runAsExit } from "../effect3/fork.js"
import { isInterruption } from "../effect3/timeLimit.js"
import { Exchange } from "./exchange.js"

/** An exchange that an effect carries out in a fiber of its own. Its end doesn't wait for that fiber. */
export abstract class FiberExchange extends Exchange {
  private interrupt: (() => void) | undefined

  protected override abort(): void {
    this.interrupt?.()
  }

  /**
   * Runs the effect, which tells the exchange of the answer. A defect of it is the exchange's own. An
   * interruption from within is a failure: the call itself was not interrupted.
   */
  protected run(effect: Effect.Effect<void>, runtime: AnyRuntime): void {
    if (this.isOver) return
    this.interrupt = runAsExit(effect, runtime, (exit) => {
      if (isInterruption(exit)) this.onFailure(undefined)
      else if (Exit.isFailure(exit)) this.end(Exit.failCause(exit.cause))
    })
  }
}
