import type { HttpClient } from "@effect/platform"
import {
  Cause,
  Config,
  type ConfigError,
  Context,
  type DateTime,
  Effect,
  type Layer,
  type Option,
  Redacted,
  Schedule,
  Schema
} from "effect"
import { describe, expectTypeOf, it } from "vitest"
import {
  type ApiKey,
  type ApiKeyChanges,
  type ApiKeyId,
  type ApiKeyInput,
  type ApiKeyMetrics,
  ApiKeys,
  type ApiKeySummary,
  type ApiResponse,
  type AuthenticationError,
  BitGpt,
  BitGptClient,
  type BitGptError,
  type DecodeError,
  isBitGptError,
  type KnownScope,
  type MaskedSecret,
  type NewApiKey,
  type NotFoundError,
  type PermissionDeniedError,
  type RateLimitError,
  RetryPolicy,
  Scope,
  type ServerError,
  type TimeoutError,
  TimeoutPolicy,
  type TransportError,
  type UnexpectedStatusError,
  type ValidationError
} from "../src/index.js"
import { call, noAnswer } from "../src/internal/resource/describe.js"
import * as Resource from "../src/internal/resource/resource.js"

type EveryError =
  | AuthenticationError
  | DecodeError
  | NotFoundError
  | PermissionDeniedError
  | RateLimitError
  | ServerError
  | TimeoutError
  | TransportError
  | UnexpectedStatusError
  | ValidationError

const getKey = Effect.flatMap(ApiKeys, (apiKeys) => apiKeys.get("api_key_1"))
const accessToken = Redacted.make("token-of-the-tests")

class TokenStore extends Context.Tag("TokenStore")<
  TokenStore,
  { readonly token: Effect.Effect<Redacted.Redacted, Error> }
>() {}
const storedToken = Effect.flatMap(TokenStore, ({ token }) => token)

describe("methods", () => {
  type Service = Context.Tag.Service<typeof ApiKeys>
  type Method = Exclude<keyof Service, "withResponse">
  type Returned = { [M in Method]: ReturnType<Service[M]> }
  type ReturnedWithResponse = { [M in Method]: ReturnType<Service["withResponse"][M]> }

  it("are shown as a program writes them", () => {
    expectTypeOf<Service["get"]>().toEqualTypeOf<
      (id: string) => Effect.Effect<ApiKey, BitGptError>
    >()
    expectTypeOf<Service["list"]>().toEqualTypeOf<
      () => Effect.Effect<ReadonlyArray<ApiKeySummary>, BitGptError>
    >()
    expectTypeOf<Service["create"]>().toEqualTypeOf<
      (input: ApiKeyInput) => Effect.Effect<NewApiKey, BitGptError>
    >()
    expectTypeOf<Service["update"]>().toEqualTypeOf<
      (id: string, changes: ApiKeyChanges) => Effect.Effect<void, BitGptError>
    >()
    expectTypeOf<Method>().toEqualTypeOf<"get" | "list" | "create" | "update">()
    expectTypeOf<keyof Service["withResponse"]>().toEqualTypeOf<Method>()
  })

  it("fail with the ten errors and nothing else", () => {
    expectTypeOf<Effect.Effect.Error<Returned[Method]>>().toEqualTypeOf<EveryError>()
    expectTypeOf<Effect.Effect.Error<ReturnedWithResponse[Method]>>().toEqualTypeOf<EveryError>()
    expectTypeOf<
      { [M in Method]: [EveryError] extends [Effect.Effect.Error<Returned[M]>] ? never : M }[Method]
    >().toBeNever()
    expectTypeOf<BitGptError>().toEqualTypeOf<EveryError>()
    expectTypeOf<typeof BitGptError.Type>().toEqualTypeOf<EveryError>()
    expectTypeOf<BitGptError["_tag"]>().toEqualTypeOf<
      | "ValidationError"
      | "UnexpectedStatusError"
      | "TransportError"
      | "TimeoutError"
      | "ServerError"
      | "RateLimitError"
      | "PermissionDeniedError"
      | "NotFoundError"
      | "DecodeError"
      | "AuthenticationError"
    >()
  })

  it("require nothing", () => {
    expectTypeOf<Effect.Effect.Context<Returned[Method]>>().toBeNever()
    expectTypeOf<Effect.Effect.Context<ReturnedWithResponse[Method]>>().toBeNever()
    expectTypeOf<Effect.Effect.Context<typeof getKey>>().toEqualTypeOf<ApiKeys>()
  })

  it("return what was asked for, alone or with what came around it", () => {
    type WithResponse = Service["withResponse"]
    expectTypeOf<WithResponse["get"]>().toEqualTypeOf<
      (id: string) => Effect.Effect<ApiResponse<ApiKey>, BitGptError>
    >()
    expectTypeOf<WithResponse["list"]>().toEqualTypeOf<
      () => Effect.Effect<ApiResponse<ReadonlyArray<ApiKeySummary>>, BitGptError>
    >()
    expectTypeOf<WithResponse["create"]>().toEqualTypeOf<
      (input: ApiKeyInput) => Effect.Effect<ApiResponse<NewApiKey>, BitGptError>
    >()
    expectTypeOf<WithResponse["update"]>().toEqualTypeOf<
      (id: string, changes: ApiKeyChanges) => Effect.Effect<ApiResponse<void>, BitGptError>
    >()
  })

  it("take plain strings as ids", () => {
    expectTypeOf<ApiKeyId>().toExtend<string>()
  })
})

describe("inputs", () => {
  it("of create are a label and what may be left out", () => {
    expectTypeOf<typeof ApiKeyInput.Type>().toEqualTypeOf<ApiKeyInput>()
  })

  it("of update are a label and a description", () => {
    expectTypeOf<typeof ApiKeyChanges.Type>().toEqualTypeOf<ApiKeyChanges>()
  })
})

describe("keys in lists and new keys", () => {
  it("show a secret masked, or hold it redacted", () => {
    expectTypeOf<ApiKeySummary["maskedSecret"]>().toEqualTypeOf<Option.Option<MaskedSecret>>()
    expectTypeOf<string>().not.toExtend<MaskedSecret>()
    expectTypeOf<NewApiKey["secret"]>().toEqualTypeOf<Redacted.Redacted>()
  })

  it("have no label", () => {
    expectTypeOf<keyof ApiKeySummary>().toEqualTypeOf<
      | "id"
      | "maskedSecret"
      | "scopes"
      | "ipAllowList"
      | "expiresAt"
      | "createdAt"
      | "updatedAt"
      | "unreadable"
    >()
    expectTypeOf<Exclude<keyof NewApiKey, "secret">>().toEqualTypeOf<
      Exclude<keyof ApiKeySummary, "maskedSecret" | "unreadable">
    >()
  })
})

describe("errors that a program catches", () => {
  const some = getKey.pipe(
    Effect.catchTags({
      NotFoundError: () => Effect.void,
      AuthenticationError: (error) => Effect.logError(error.message, error.supportId),
      ValidationError: (error) => Effect.logError(error.fields)
    })
  )

  it("leave those that it forgets", () => {
    expectTypeOf<Effect.Effect.Error<typeof some>>().toEqualTypeOf<
      Exclude<EveryError, NotFoundError | AuthenticationError | ValidationError>
    >()
  })

  it("leave none when it catches all", () => {
    const all = some.pipe(
      Effect.catchTags({
        PermissionDeniedError: () => Effect.void,
        RateLimitError: () => Effect.void,
        ServerError: () => Effect.void,
        UnexpectedStatusError: () => Effect.void,
        TransportError: () => Effect.void,
        TimeoutError: () => Effect.void,
        DecodeError: () => Effect.void
      })
    )
    expectTypeOf(all).toEqualTypeOf<Effect.Effect<ApiKey | void, never, ApiKeys>>()
  })

  it("can't be misspelt", () => {
    // @ts-expect-error no error has this tag
    const misspelt = getKey.pipe(Effect.catchTag("NotFound", () => Effect.void))
    expectTypeOf(misspelt).not.toBeAny()
  })

  it("are told from other values by the guard", () => {
    expectTypeOf(isBitGptError).parameter(0).toBeUnknown()
    expectTypeOf(isBitGptError).guards.toEqualTypeOf<EveryError>()
  })

  it("are told by the guard where some are handled already", () => {
    const rest = getKey.pipe(
      Effect.catchTag("ValidationError", () => new Cause.NoSuchElementException()),
      Effect.catchIf(isBitGptError, (error) => {
        expectTypeOf(error).toEqualTypeOf<Exclude<EveryError, ValidationError>>()
        return Effect.void
      })
    )
    expectTypeOf(rest).toExtend<
      Effect.Effect<ApiKey | void, Cause.NoSuchElementException, ApiKeys>
    >()
  })
})

describe("layers", () => {
  it("need nothing with the platform's fetch", () => {
    expectTypeOf(BitGpt.layer({ accessToken })).toEqualTypeOf<
      Layer.Layer<BitGpt.Services, ConfigError.ConfigError>
    >()
    expectTypeOf(BitGpt.layerConfig()).toEqualTypeOf<
      Layer.Layer<BitGpt.Services, ConfigError.ConfigError>
    >()
  })

  it("need an HttpClient without dependencies", () => {
    expectTypeOf(BitGpt.layerNoDeps({ accessToken })).toEqualTypeOf<
      Layer.Layer<BitGpt.Services, ConfigError.ConfigError, HttpClient.HttpClient>
    >()
    expectTypeOf(BitGpt.layerConfigNoDeps()).toEqualTypeOf<
      Layer.Layer<BitGpt.Services, ConfigError.ConfigError, HttpClient.HttpClient>
    >()
  })

  it("need what the token needs", () => {
    expectTypeOf(BitGpt.layer({ accessToken: storedToken })).toEqualTypeOf<
      Layer.Layer<BitGpt.Services, ConfigError.ConfigError, TokenStore>
    >()
    expectTypeOf(BitGpt.layerNoDeps({ accessToken: storedToken })).toEqualTypeOf<
      Layer.Layer<BitGpt.Services, ConfigError.ConfigError, HttpClient.HttpClient | TokenStore>
    >()
    expectTypeOf(BitGpt.layer({ accessToken: Config.redacted("TOKEN") })).toEqualTypeOf<
      Layer.Layer<BitGpt.Services, ConfigError.ConfigError>
    >()
  })

  it("don't take a token in the open", () => {
    // @ts-expect-error a token is redacted
    BitGpt.layer({ accessToken: "token-of-the-tests" })
    // @ts-expect-error an effect has to yield a redacted one too
    BitGpt.layer({ accessToken: Effect.succeed("token-of-the-tests") })
    // @ts-expect-error there is no client without a token
    BitGpt.layer({})
  })

  it("of one resource need the client alone", () => {
    expectTypeOf(ApiKeys.layer).toEqualTypeOf<
      Layer.Layer<ApiKeys, never, BitGptClient.BitGptClient>
    >()
    expectTypeOf(BitGptClient.layer({ accessToken })).toEqualTypeOf<
      Layer.Layer<BitGptClient.BitGptClient, ConfigError.ConfigError>
    >()
  })

  it("of policies need nothing and fail only by configuration", () => {
    expectTypeOf(RetryPolicy.layer()).toEqualTypeOf<Layer.Layer<RetryPolicy>>()
    expectTypeOf(RetryPolicy.none).toEqualTypeOf<Layer.Layer<RetryPolicy>>()
    expectTypeOf(RetryPolicy.layerConfig()).toEqualTypeOf<
      Layer.Layer<RetryPolicy, ConfigError.ConfigError>
    >()
    expectTypeOf(TimeoutPolicy.layer()).toEqualTypeOf<Layer.Layer<TimeoutPolicy>>()
    expectTypeOf(TimeoutPolicy.none).toEqualTypeOf<Layer.Layer<TimeoutPolicy>>()
    expectTypeOf(TimeoutPolicy.layerConfig()).toEqualTypeOf<
      Layer.Layer<TimeoutPolicy, ConfigError.ConfigError>
    >()
  })
})

describe("policies", () => {
  it("need not be provided", () => {
    const program = Effect.provide(getKey, BitGpt.layer({ accessToken }))
    expectTypeOf(program).toEqualTypeOf<
      Effect.Effect<ApiKey, BitGptError | ConfigError.ConfigError>
    >()
    expectTypeOf<Effect.Effect.Context<typeof RetryPolicy>>().toBeNever()
  })

  it("don't mix a schedule with numbers of the backoff", () => {
    const schedule = Schedule.recurs(2)
    RetryPolicy.layer({ schedule, maxRetries: 5, maxRetryAfter: "1 minute", budget: false })
    // @ts-expect-error a schedule has its own pauses
    RetryPolicy.layer({ schedule, baseDelay: "1 second" })
    // @ts-expect-error a schedule has its own pauses
    RetryPolicy.layer({ schedule, maxDelay: "1 second" })
  })

  it("take a schedule of the client's errors that requires nothing", () => {
    RetryPolicy.layer({
      schedule: Schedule.recurWhile((error: BitGptError) => error.isRetryable)
    })
    // @ts-expect-error a schedule sees every error of the client
    RetryPolicy.layer({ schedule: Schedule.recurWhile((error: ServerError) => error.isRetryable) })
    const requiring = Schedule.recurs(2).pipe(Schedule.tapOutput(() => TokenStore))
    // @ts-expect-error nobody provides what it requires
    RetryPolicy.layer({ schedule: requiring })
  })

  it("take durations in every form, and nothing else", () => {
    TimeoutPolicy.layer({ attempt: "3 seconds", total: 5000 })
    // @ts-expect-error not a duration
    TimeoutPolicy.layer({ attempt: "soon" })
    // @ts-expect-error no such limit
    TimeoutPolicy.layer({ call: "3 seconds" })
  })
})

describe("scopes", () => {
  it("are the known ones and any other string", () => {
    expectTypeOf<"products.read">().toExtend<KnownScope>()
    expectTypeOf<KnownScope>().toExtend<Scope>()
    expectTypeOf<string>().toExtend<Scope>()
    expectTypeOf<Scope>().toExtend<string>()
    // Editors complete a union that has not collapsed into string.
    expectTypeOf<Scope>().not.toEqualTypeOf<string>()
    expectTypeOf<Extract<Scope, KnownScope>>().toEqualTypeOf<KnownScope>()
    expectTypeOf<string>().not.toExtend<KnownScope>()
  })

  it("are narrowed by the guard", () => {
    expectTypeOf(Scope.isKnown).guards.toEqualTypeOf<KnownScope>()
  })
})

describe("a key", () => {
  it("has fields of what they mean", () => {
    expectTypeOf<ApiKey["id"]>().toEqualTypeOf<ApiKeyId>()
    expectTypeOf<ApiKey["organizationId"]>().toEqualTypeOf<Option.Option<string>>()
    expectTypeOf<ApiKey["label"]>().toEqualTypeOf<string>()
    expectTypeOf<ApiKey["description"]>().toEqualTypeOf<Option.Option<string>>()
    expectTypeOf<ApiKey["secret"]>().toEqualTypeOf<Option.Option<Redacted.Redacted>>()
    expectTypeOf<ApiKey["scopes"]>().toEqualTypeOf<ReadonlyArray<Scope>>()
    expectTypeOf<ApiKey["ipAllowList"]>().toEqualTypeOf<ReadonlyArray<string>>()
    expectTypeOf<ApiKey["expiresAt"]>().toEqualTypeOf<Option.Option<DateTime.Utc>>()
    expectTypeOf<ApiKey["createdAt"]>().toEqualTypeOf<DateTime.Utc>()
    expectTypeOf<ApiKey["updatedAt"]>().toEqualTypeOf<Option.Option<DateTime.Utc>>()
    expectTypeOf<ApiKey["metrics"]>().toEqualTypeOf<Option.Option<ApiKeyMetrics>>()
  })

  it("has metrics of which each may be missing", () => {
    expectTypeOf<ApiKeyMetrics["apiKeyId"]>().toEqualTypeOf<Option.Option<string>>()
    expectTypeOf<ApiKeyMetrics["totalRequests"]>().toEqualTypeOf<Option.Option<number>>()
    expectTypeOf<ApiKeyMetrics["lastUsedAt"]>().toEqualTypeOf<Option.Option<DateTime.Utc>>()
  })

  it("can't be changed", () => {
    const change = (key: ApiKey) => {
      // @ts-expect-error a key is read-only
      key.label = "other"
    }
    expectTypeOf(change).toBeFunction()
  })
})

describe("a described call", () => {
  const common = { method: "GET", output: Schema.String } as const
  const path = "/things/{id}/parts/{part}"
  const ofPart = (id: string, part: string) => ({ id, part })

  it("becomes a method with its arguments and its output", () => {
    class Things extends Resource.Tag("Things")<Things>()({
      part: call({
        ...common,
        path,
        arguments: (id: string, part: string, more?: Date) => ({ id, part, more }),
        input: Schema.Struct({
          id: Schema.String,
          part: Schema.String,
          more: Schema.optional(Schema.DateFromSelf)
        })
      }),
      all: call({ ...common, path: "/things" }),
      clear: call({ method: "DELETE", path: "/things", output: noAnswer })
    }) {}
    expectTypeOf(Things.key).toEqualTypeOf<"effect-bitgpt/Things">()
    type Service = Context.Tag.Service<typeof Things>
    expectTypeOf<Service["part"]>().toEqualTypeOf<
      (id: string, part: string, more?: Date) => Effect.Effect<string, BitGptError>
    >()
    expectTypeOf<Service["all"]>().toEqualTypeOf<() => Effect.Effect<string, BitGptError>>()
    expectTypeOf<Service["clear"]>().toEqualTypeOf<() => Effect.Effect<void, BitGptError>>()
  })

  it("can't have a path and an input that don't agree", () => {
    const misnamed = Schema.Struct({ id: Schema.String, piece: Schema.String })
    // @ts-expect-error the input has no part
    call({ ...common, path, arguments: (id: string) => ({ id, piece: id }), input: misnamed })
    const incomplete = Schema.Struct({ id: Schema.String })
    // @ts-expect-error the path has a part too
    call({ ...common, path, arguments: (id: string) => ({ id }), input: incomplete })
    const mistyped = Schema.Struct({ id: Schema.String, part: Schema.Number })
    // @ts-expect-error a part of a path is a string
    call({ ...common, path, arguments: (id: string) => ({ id, part: 1 }), input: mistyped })
  })

  it("can't make another input of its arguments than its schema has", () => {
    const input = Schema.Struct({ id: Schema.String, part: Schema.String })
    call({ ...common, path, arguments: ofPart, input })
    // @ts-expect-error the part is missing
    call({ ...common, path, arguments: (id: string) => ({ id }), input })
  })
})
