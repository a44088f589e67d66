/**
 * The API keys of a BitGPT organization.
 *
 * @module
 */
import * as Schema from "effect/Schema"
import { named } from "../internal/codec/codec.js"
import { PathSegment } from "../internal/codec/id.js"
import { call, noAnswer } from "../internal/resource/describe.js"
import * as Resource from "../internal/resource/resource.js"
import { ApiKey } from "./ApiKey.js"
import { ApiKeyChanges, ApiKeyInput, NewApiKey } from "./ApiKeyInput.js"
import { ApiKeySummary } from "./ApiKeySummary.js"

/**
 * Service for the API keys of an organization. `BitGpt.layer` and its siblings provide it; in tests,
 * `BitGptTest` of `effect-bitgpt/testing` takes its place.
 *
 * Each method fails with any `BitGptError`. Input that can't be right fails with `ValidationError`, all
 * of its problems at once, and nothing is sent.
 *
 * @example
 * ```ts
 * import { ApiKeys, BitGpt } from "effect-bitgpt"
 * import { Effect } from "effect"
 *
 * const program = Effect.gen(function* () {
 *   const apiKeys = yield* ApiKeys
 *   const key = yield* apiKeys.get("api_key_0197c0ec-a197-719f-84a9-99270a79b42a")
 *   const { envelope } = yield* apiKeys.withResponse.get(key.id)
 *   yield* Effect.log(envelope.data.label, envelope.supportId)
 * }).pipe(Effect.provide(BitGpt.layerConfig()))
 * ```
 */
export class ApiKeys extends Resource.Tag("ApiKeys")<ApiKeys>()({
  /**
   * Gets one API key.
   *
   * An id that is empty or not one segment of a path is refused before anything is sent.
   *
   * Source: BitGPT's developer reference, `GET /developers/api_keys/{id}`.
   */
  get: call({
    method: "GET",
    path: "/developers/api_keys/{id}",
    arguments: (id: string) => ({ id }),
    input: Schema.Struct({ id: PathSegment }),
    output: named<ApiKey>()(ApiKey)
  }),

  /**
   * Lists the API keys of the organization, with masked secrets and without labels. BitGPT documents
   * neither paging nor filters: all of them come at once. Only the `id` of an entry is required: other odd
   * fields are none, and the entry's `unreadable` names them.
   *
   * Source: BitGPT's developer reference, `GET /developers/api_keys`.
   */
  list: call({
    method: "GET",
    path: "/developers/api_keys",
    output: Schema.Array(named<ApiKeySummary>()(ApiKeySummary))
  }),

  /**
   * Creates an API key and returns it with its secret, which BitGPT presumably shows this once (not
   * documented): put it into your secret store before anything else.
   *
   * BitGPT documents no idempotency key for this call. So it is never sent again once the request may
   * have arrived, whatever the retry policy: an error whose `mayHaveTakenEffect` is true leaves it
   * open whether there is a new key, and a `list` from before and one from after tell. Needs an access
   * token: an API key can't create keys.
   *
   * Source: BitGPT's developer reference, `POST /developers/api_keys`.
   */
  create: call({
    method: "POST",
    path: "/developers/api_keys",
    arguments: (input: ApiKeyInput) => input,
    input: ApiKeyInput,
    output: named<NewApiKey>()(NewApiKey)
  }),

  /**
   * Changes an API key's label and description.
   *
   * What BitGPT answers with is not documented, so that nothing of it is returned: `get` has the key
   * as it is now. Needs an access token: an API key can't change keys.
   *
   * Source: BitGPT's developer reference, `PUT /developers/api_keys/{id}`.
   */
  update: call({
    method: "PUT",
    path: "/developers/api_keys/{id}",
    // eslint-disable-next-line @typescript-eslint/no-misused-spread -- an interface with the name of its schema is taken for a class
    arguments: (id: string, changes: ApiKeyChanges) => ({ ...changes, id }),
    input: Schema.Struct({ id: PathSegment, ...ApiKeyChanges.fields }),
    output: noAnswer
  })
}) {}
