import * as HttpClient from "@effect/platform/HttpClient"
import type * as Context from "effect/Context"
import * as Effect from "effect/Effect"
import * as Exit from "effect/Exit"
import type * as Fiber from "effect/Fiber"
import * as FiberId from "effect/FiberId"
import * as FiberRef from "effect/FiberRef"
import * as FiberRefs from "effect/FiberRefs"
import { constTrue } from "effect/Function"
import * as Option from "effect/Option"
import * as Runtime from "effect/Runtime"
import type { AnyFiber } from "./fiber.js"

/** A runtime for effects that need no service. */
export type AnyRuntime = Runtime.Runtime<never>

/** A runtime for work on a fiber's behalf. Interruption reaches that, even where the fiber forbids it. */
export const runtimeOf = (fiber: AnyFiber): AnyRuntime =>
  Runtime.make({
    context: fiber.currentContext,
    fiberRefs: fiber.getFiberRefs(),
    runtimeFlags: Runtime.defaultRuntimeFlags
  })

// Set for the fiber of one request: nothing has to be put back.
const refsForRequests: Parameters<typeof FiberRefs.updateManyAs>[1]["entries"] = [
  [HttpClient.currentTracerDisabledWhen, [[FiberId.none, constTrue]]],
  // Fibers that read a stream would log the platform's raw error, before it can be replaced.
  [FiberRef.unhandledErrorLogLevel, [[FiberId.none, Option.none()]]]
]

/** The same for one request of the platform's HTTP client, which then makes no span and logs no error. */
export const requestRuntimeOf = (
  fiber: AnyFiber,
  change: (context: Context.Context<never>) => Context.Context<never>
): AnyRuntime => {
  const runtime = runtimeOf(fiber)
  return Runtime.make({
    ...runtime,
    context: change(runtime.context),
    fiberRefs: FiberRefs.updateManyAs(runtime.fiberRefs, { entries: refsForRequests })
  })
}

/**
 * Runs an effect in a fiber of its own. That fiber succeeds with the effect's exit, because Effect logs
 * fibers that fail.
 */
export const forkAsExit = <A, E>(
  effect: Effect.Effect<A, E>,
  runtime: AnyRuntime
): Fiber.RuntimeFiber<Exit.Exit<A, E>> => Runtime.runFork(runtime, Effect.exit(effect))

/** The same with a callback for the exit. Returns what interrupts the fiber, without waiting for its end. */
export const runAsExit = <A, E>(
  effect: Effect.Effect<A, E>,
  runtime: AnyRuntime,
  onExit: (exit: Exit.Exit<A, E>) => void
): (() => void) => {
  const work = forkAsExit(effect, runtime)
  work.addObserver((exit) => {
    onExit(Exit.flatten(exit))
  })
  return () => {
    work.unsafeInterruptAsFork(FiberId.none)
  }
}
