import * as Data from "effect/Data"
import type * as Effect from "effect/Effect"
import type * as Scope from "effect/Scope"

/** The runtime is not available on this machine. */
export class Unavailable extends Data.TaggedError("Unavailable")<{ readonly reason: string }> {}

/** The library in a runtime, ready to be asked. */
export interface Agent {
  /** The runtime's name with its full version. */
  readonly version: string
  /** How many questions it is given at once. */
  readonly concurrency: number
  /** Sends a question, as JSON text, from a page of this origin where there are pages. */
  readonly ask: (question: string, origin: string) => Effect.Effect<string>
}

/** How to run a test runner that is written for Node. */
export interface TestRunner {
  readonly command: string
  readonly args: ReadonlyArray<string>
}

/** A part of the core's suite. */
export interface Part {
  /** What is in the names of tests to leave out: each of them waits for a time limit. */
  readonly without?: string
}

/** What a quick run has of a runtime. */
export interface Quick {
  /** What the wire cases go over. */
  readonly transport: "fetch" | "BitGptNode"
  /** What is run of the core's suite. */
  readonly tests: Part | "None"
}

/** A program in the runtime that is ready to be asked, for as long as the scope. */
export type StartAgent = Effect.Effect<Agent, Unavailable, Scope.Scope>

/** A runtime. */
export interface Runtime {
  readonly name: string
  /** Whether its version is fixed by this repository. */
  readonly isPinned: boolean
  /** How much a quick run has of it. */
  readonly quick: Quick
  /** The library over the runtime's own `fetch`. */
  readonly start: StartAgent
  /** The library with `BitGptNode`, over the package undici. */
  readonly bitGptNode:
    | { readonly _tag: "Agent"; readonly start: StartAgent }
    | { readonly _tag: "None"; readonly reason: string }
  readonly tests:
    | { readonly _tag: "Runner"; readonly runner: Effect.Effect<TestRunner, Unavailable> }
    | { readonly _tag: "None"; readonly reason: string }
}
