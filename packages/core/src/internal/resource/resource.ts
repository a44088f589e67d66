import * as Context from "effect/Context"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as Option from "effect/Option"
import * as Record from "effect/Record"
import type * as Stream from "effect/Stream"
import type { BitGptError } from "../../errors/BitGptError.js"
import type { ApiResponse } from "../answer/envelope.js"
import type { Answer } from "../answer/read.js"
import { toApiResponse } from "../answer/response.js"
import type { Client } from "../call/client.js"
import type { Endpoint } from "../call/endpoint.js"
import { as } from "./as.js"
import type { Call, Described } from "./describe.js"
import type { Pages } from "./pages.js"

/** A method that gives the data. */
type Method<C> =
  C extends Call<infer Args, infer A>
    ? (...args: Args) => Effect.Effect<A, BitGptError>
    : C extends Pages<infer Args, infer A>
      ? (...args: Args) => Stream.Stream<A, BitGptError>
      : never

/** A method that gives the whole response. */
type ResponseMethod<C> =
  C extends Call<infer Args, infer A>
    ? (...args: Args) => Effect.Effect<ApiResponse<A>, BitGptError>
    : never

/** The methods that give whole responses. */
export type ResponseMethods<Calls> = {
  readonly [
    K in keyof Calls as Calls[K] extends { readonly _tag: "Call" } ? K : never
  ]: ResponseMethod<Calls[K]>
}

/** The service that follows from the description of its calls. */
export type Service<Calls> = { readonly [K in keyof Calls]: Method<Calls[K]> } & {
  /**
   * The same methods, each giving HTTP status, headers and envelope beside the data. One request, and the
   * same errors.
   */
  readonly withResponse: ResponseMethods<Calls>
}

/** The calls of a resource, each with its name. */
export type Endpoints<Calls> = {
  readonly [
    K in keyof Calls as Calls[K] extends { readonly _tag: "Call" } ? K : never
  ]: Calls[K] extends Call<infer Args, infer A> ? Endpoint<Args, A> : never
}

/** The tag of a service, with all that follows from the description of its calls. */
export interface ResourceTag<Self, Name extends string, Calls> extends Context.TagClass<
  Self,
  `effect-bitgpt/${Name}`,
  Service<Calls>
> {
  /** The names of all methods. */
  readonly methods: ReadonlyArray<string>
  /** The calls as they were described. */
  readonly endpoints: Endpoints<Calls>
  /** The service over a client. */
  readonly layer: Layer.Layer<Self, never, BitGptClient>
}

/**
 * The connection to BitGPT: token, transport and policies. All services of a client share one.
 * `BitGpt.layer` has it inside of it. An application that needs only some services, and wants no
 * other's schemas in its bundle, provides this one to the layers of those.
 *
 * @example
 * ```ts
 * import { ApiKeys, BitGptClient, Files } from "effect-bitgpt"
 * import { Layer } from "effect"
 *
 * const Services: Layer.Layer<ApiKeys | Files, never, BitGptClient.BitGptClient> = Layer.merge(
 *   ApiKeys.layer,
 *   Files.layer
 * )
 * ```
 */
export class BitGptClient extends Context.Tag("effect-bitgpt/BitGptClient")<
  BitGptClient,
  Client
>() {}

const dataOf = <A>({ data }: Answer<A>): A => data

type AnyCall = Call<ReadonlyArray<unknown>, unknown>
type AnyPages = Pages<ReadonlyArray<unknown>, unknown>

/**
 * The tag of a service, made from the description of its calls. Give each call the docstring that its
 * method is to show.
 */
export const Tag =
  <const Name extends string>(name: Name) =>
  <Self>() =>
  <const Calls extends Readonly<Record<string, Described>>>(
    calls: Calls
  ): ResourceTag<Self, Name, Calls> => {
    const described = as<Readonly<Record<string, AnyCall | AnyPages>>>(calls)
    const endpoints = Record.filterMap(described, (call, method) =>
      call._tag === "Call" ? Option.some(call.named(`${name}.${method}`)) : Option.none()
    )
    const tag = Context.Tag(`effect-bitgpt/${name}` as const)<Self, Service<Calls>>()

    const make = (client: Client): Service<Calls> => {
      const methodOf =
        <Args extends ReadonlyArray<unknown>, A, B>(
          endpoint: Endpoint<Args, A>,
          view: (answer: Answer<A>) => B
        ) =>
        (...args: Args): Effect.Effect<B, BitGptError> =>
          client.call(endpoint, args, view)

      return as({
        ...Record.map(endpoints, (endpoint) => methodOf(endpoint, dataOf)),
        ...Record.filterMap(described, (pages) => {
          if (pages._tag === "Call") return Option.none()
          const endpoint =
            endpoints[pages.key] ?? as<AnyCall>(pages.list).named(`${name}.${pages.key}`)
          return Option.some(pages.stream(endpoint, as(methodOf(endpoint, dataOf))))
        }),
        withResponse: Record.map(endpoints, (endpoint) => methodOf(endpoint, toApiResponse))
      })
    }

    return Object.assign(tag, {
      methods: Object.keys(calls),
      endpoints: as<Endpoints<Calls>>(endpoints),
      // A layer is built once for all that share its memory, whatever it is provided with: two clients in
      // one application would have the services of one of them, and its token.
      layer: Layer.fresh(Layer.effect(tag, Effect.map(BitGptClient, make)))
    })
  }
