// Set up before each test file where mutation testing runs the suite over and over: see `runs`.
import "./setup.js"
import { Effect, FastCheck, FiberRef, GlobalValue, Metric, MetricRegistry, Predicate } from "effect"
import { inject, vi } from "vitest"

declare module "vitest" {
  interface ProvidedContext {
    /** Stryker's word on when the mutant becomes active: `static` is before the code is loaded. */
    readonly mutantActivation: "static" | "runtime"
  }
}

// Whatever fails first will do: nobody reads the smallest case of it.
FastCheck.configureGlobal({ numRuns: 15, seed: 1, endOnFailure: true })

// One worker runs every file for every mutant. What follows takes away what the last one left in it.

// The tests and the code are loaded anew, without the mutant of the last run unless this one says so.
vi.resetModules()
const stryker: unknown = Reflect.get(globalThis, "__stryker__")
if (Predicate.isObject(stryker) && inject("mutantActivation") !== "static") {
  Reflect.set(stryker, "activeMutant", undefined)
}

// Effect keeps these for as long as it is loaded: metrics, the defaults of references, requests.
Object.assign(Metric.globalMetricRegistry, MetricRegistry.make())
GlobalValue.globalValue("effect/Context/defaultValueCache", () => new Map()).clear()
Effect.runSync(
  Effect.flatMap(FiberRef.get(FiberRef.currentRequestCache), (cache) => cache.invalidateAll)
)
