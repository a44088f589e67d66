/**
 * What goes wrong with one delivery to a webhook.
 *
 * @example
 * ```ts
 * import { DeliveryFault, Emulator } from "effect-bitgpt-emulator"
 * import { Effect } from "effect"
 *
 * const script = Effect.flatMap(Emulator, (emulator) =>
 *   emulator.scriptDeliveries([
 *     DeliveryFault.drop,
 *     DeliveryFault.delay("2 seconds"),
 *     DeliveryFault.repeat({ times: 2 }),
 *     DeliveryFault.reorder,
 *     DeliveryFault.wrongSignature,
 *     DeliveryFault.none
 *   ])
 * )
 * ```
 *
 * @module
 */
import * as Duration from "effect/Duration"
import * as Schema from "effect/Schema"

/** Nothing: the delivery is sent as it is. Fills a place in a script. */
export const None = Schema.TaggedStruct("None", {})

/** The delivery is never sent. */
export const Drop = Schema.TaggedStruct("Drop", {})

/** The delivery is sent after so many milliseconds. Others overtake it. */
export const Delay = Schema.TaggedStruct("Delay", {
  /** How long it waits, in milliseconds. */
  millis: Schema.NonNegative
})

/** The delivery is sent once and so many times more. */
export const Repeat = Schema.TaggedStruct("Repeat", {
  /** How many times more, 1 to 100. Default: 1. */
  times: Schema.optionalWith(Schema.Int.pipe(Schema.between(1, 100)), { default: () => 1 })
})

/** The delivery is sent after the next one. */
export const Reorder = Schema.TaggedStruct("Reorder", {})

/** The delivery is sent with a signature that does not fit. */
export const WrongSignature = Schema.TaggedStruct("WrongSignature", {})

/** What goes wrong with one delivery, and its JSON form. */
export const DeliveryFault = Schema.Union(None, Drop, Delay, Repeat, Reorder, WrongSignature)

/** What goes wrong with one delivery. */
export type DeliveryFault = typeof DeliveryFault.Type

/** See {@link None}. */
export const none: DeliveryFault = None.make()

/** See {@link Drop}. */
export const drop: DeliveryFault = Drop.make()

/** See {@link Delay}. */
export const delay = (duration: Duration.DurationInput): DeliveryFault =>
  Delay.make({ millis: Duration.toMillis(duration) })

/** See {@link Repeat}. Default: once more. */
export const repeat = (options: { readonly times?: number } = {}): DeliveryFault =>
  Repeat.make({ times: options.times ?? 1 })

/** See {@link Reorder}. */
export const reorder: DeliveryFault = Reorder.make()

/** See {@link WrongSignature}. */
export const wrongSignature: DeliveryFault = WrongSignature.make()
