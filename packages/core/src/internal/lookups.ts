import * as Cache from "effect/Cache"
import * as Context from "effect/Context"
import type * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as Exit from "effect/Exit"
import * as Fiber from "effect/Fiber"
import * as Option from "effect/Option"
import * as Runtime from "effect/Runtime"
import type * as Scope from "effect/Scope"
import * as Tracer from "effect/Tracer"

/** Lookups that callers share, and whose successes are kept. */
export interface Lookups<A, E> {
  readonly get: (id: string) => Effect.Effect<A, E>
  readonly invalidate: (id: string) => Effect.Effect<void>
  readonly invalidateAll: Effect.Effect<void>
  readonly stats: Effect.Effect<Cache.CacheStats>
}

interface Entry<A, E> {
  /** Begun by the first who finds the entry. */
  fiber: Fiber.RuntimeFiber<Exit.Exit<A, E>> | undefined
}

/**
 * A cache whose lookups belong to no caller. What is kept is not the outcome of a lookup but the
 * lookup: Effect's cache puts an outcome in when it is there, even if it was dropped meanwhile, and
 * lets the first of several callers take the others along when it is interrupted.
 */
export const makeLookups = <A, E>(options: {
  readonly capacity: number
  readonly timeToLive: Duration.DurationInput
  readonly lookup: (id: string) => Effect.Effect<A, E>
}): Effect.Effect<Lookups<A, E>, never, Scope.Scope> =>
  Effect.gen(function* () {
    const scope = yield* Effect.scope
    const context = yield* Effect.context<never>()
    const cache = yield* Cache.make({
      capacity: options.capacity,
      timeToLive: options.timeToLive,
      lookup: (_: string) => Effect.sync((): Entry<A, E> => ({ fiber: undefined }))
    })

    const lookup = (id: string, entry: Entry<A, E>) =>
      options.lookup(id).pipe(
        // Of the services of the caller who begins it, the trace goes along and nothing else.
        Effect.mapInputContext((caller: Context.Context<never>) =>
          Option.match(Context.getOption(caller, Tracer.ParentSpan), {
            onNone: () => Context.omit(Tracer.ParentSpan)(context),
            onSome: (span) => Context.add(context, Tracer.ParentSpan, span)
          })
        ),
        // As an exit, for a fiber that fails with nobody waiting is logged as unhandled.
        Effect.exit,
        Effect.tap((exit) =>
          Exit.isSuccess(exit) ? Effect.void : cache.invalidateWhen(id, (kept) => kept === entry)
        ),
        Effect.interruptible
      )

    /** Begins the lookup unless somebody has. Not before it is in the cache, where it can be dropped. */
    const begun = (id: string, entry: Entry<A, E>) =>
      entry.fiber === undefined
        ? Effect.map(
            Effect.runtime(),
            (runtime) => (entry.fiber ??= Runtime.runFork(runtime)(lookup(id, entry), { scope }))
          )
        : Effect.succeed(entry.fiber)

    return {
      get: (id) =>
        Effect.uninterruptibleMask((restore) =>
          cache.get(id).pipe(
            Effect.flatMap((entry) => begun(id, entry)),
            Effect.flatMap((fiber) => restore(Fiber.await(fiber))),
            Effect.flatMap(Exit.flatten)
          )
        ),
      invalidate: (id) => cache.invalidate(id),
      invalidateAll: cache.invalidateAll,
      stats: cache.cacheStats
    }
  })
