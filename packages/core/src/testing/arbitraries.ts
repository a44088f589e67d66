/**
 * Values at random, for property tests: every key, envelope and error that the schemas allow.
 *
 * @module
 */
import * as Arbitrary from "effect/Arbitrary"
import type * as FastCheck from "effect/FastCheck"
import * as Option from "effect/Option"
import type * as Schema from "effect/Schema"
import { ApiKey } from "../ApiKey.js"
import { ApiKeySummary } from "../ApiKeySummary.js"
import { BitGptError } from "../BitGptError.js"
import { CreateApiKey, CreatedApiKey } from "../CreateApiKey.js"
import { Envelope, type EnvelopeInfo, ErrorEnvelope } from "../Envelope.js"
import { UpdateApiKey } from "../UpdateApiKey.js"

// Assigning to a field of this name sets an object's prototype, so that Schema loses it in a record.
const hasNoPrototypeField = (record: object): boolean => !Object.hasOwn(record, "__proto__")

const hasPlainValidator = ({ validator }: EnvelopeInfo): boolean =>
  Option.match(validator, { onNone: () => true, onSome: hasNoPrototypeField })

/**
 * Any API key: unknown scopes, missing fields and unusual ids included.
 *
 * @example
 * ```ts
 * import { arbitraryApiKey } from "effect-bitgpt/testing"
 * import { FastCheck } from "effect"
 *
 * FastCheck.assert(FastCheck.property(arbitraryApiKey, (key) => key.id !== ""))
 * ```
 */
export const arbitraryApiKey: FastCheck.Arbitrary<ApiKey> = Arbitrary.make(ApiKey)

/**
 * Any API key as a list has it.
 *
 * @example
 * ```ts
 * import { arbitraryApiKeySummary } from "effect-bitgpt/testing"
 * import { FastCheck } from "effect"
 *
 * const list = FastCheck.array(arbitraryApiKeySummary)
 * ```
 */
export const arbitraryApiKeySummary: FastCheck.Arbitrary<ApiKeySummary> =
  Arbitrary.make(ApiKeySummary)

/**
 * Any API key just created.
 *
 * @example
 * ```ts
 * import { arbitraryCreatedApiKey } from "effect-bitgpt/testing"
 * import { FastCheck } from "effect"
 *
 * const [created] = FastCheck.sample(arbitraryCreatedApiKey, { numRuns: 1, seed: 1 })
 * ```
 */
export const arbitraryCreatedApiKey: FastCheck.Arbitrary<CreatedApiKey> =
  Arbitrary.make(CreatedApiKey)

/**
 * Any input of `ApiKeys.create` that the client takes.
 *
 * @example
 * ```ts
 * import { arbitraryCreateApiKey } from "effect-bitgpt/testing"
 * import { FastCheck } from "effect"
 *
 * FastCheck.assert(FastCheck.property(arbitraryCreateApiKey, ({ label }) => label !== ""))
 * ```
 */
export const arbitraryCreateApiKey: FastCheck.Arbitrary<CreateApiKey> = Arbitrary.make(CreateApiKey)

/**
 * Any input of `ApiKeys.update` that the client takes.
 *
 * @example
 * ```ts
 * import { arbitraryUpdateApiKey } from "effect-bitgpt/testing"
 * import { FastCheck } from "effect"
 *
 * FastCheck.assert(FastCheck.property(arbitraryUpdateApiKey, ({ label }) => label !== ""))
 * ```
 */
export const arbitraryUpdateApiKey: FastCheck.Arbitrary<UpdateApiKey> = Arbitrary.make(UpdateApiKey)

/**
 * Any success envelope around data of a schema.
 *
 * Its `status` is any integer, as the schema has it: the client takes one outside of 2xx for an
 * error.
 *
 * @example
 * ```ts
 * import { ApiKey } from "effect-bitgpt"
 * import { arbitraryEnvelope } from "effect-bitgpt/testing"
 *
 * const arbitraryKeyEnvelope = arbitraryEnvelope(ApiKey)
 * ```
 */
export const arbitraryEnvelope = <A, I>(
  data: Schema.Schema<A, I>
): FastCheck.Arbitrary<Envelope<A>> => Arbitrary.make(Envelope(data)).filter(hasPlainValidator)

/**
 * Any error envelope.
 *
 * @example
 * ```ts
 * import { arbitraryErrorEnvelope } from "effect-bitgpt/testing"
 * import { FastCheck } from "effect"
 *
 * const [envelope] = FastCheck.sample(arbitraryErrorEnvelope, { numRuns: 1, seed: 1 })
 * ```
 */
export const arbitraryErrorEnvelope: FastCheck.Arbitrary<ErrorEnvelope> =
  Arbitrary.make(ErrorEnvelope).filter(hasPlainValidator)

/**
 * Any error of this library, for a test that none is left unhandled. Its fields needn't fit together:
 * for errors that do, use `makeServerError` and its siblings.
 *
 * @example
 * ```ts
 * import { arbitraryBitGptError } from "effect-bitgpt/testing"
 * import { FastCheck } from "effect"
 *
 * FastCheck.assert(FastCheck.property(arbitraryBitGptError, (error) => error._tag !== undefined))
 * ```
 */
export const arbitraryBitGptError: FastCheck.Arbitrary<BitGptError> = Arbitrary.make(
  BitGptError
).filter((error) => error._tag !== "ValidationError" || hasNoPrototypeField(error.fields))
