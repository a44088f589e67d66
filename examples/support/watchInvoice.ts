import { Invoices } from "effect-bitgpt"
import { type Duration, Effect, Schedule, Stream } from "effect"

/**
 * The invoice each time that its status is another one, until it is paid or voided. What may pass, such as
 * an outage, is waited for; every other error ends the stream.
 */
export const watchInvoice = (id: string, every: Duration.DurationInput) =>
  Stream.repeatEffectWithSchedule(
    Effect.flatMap(Invoices, (invoices) => invoices.get(id)).pipe(
      Effect.retry({ schedule: Schedule.spaced(every), while: (error) => error.isRetryable })
    ),
    Schedule.spaced(every)
  ).pipe(
    Stream.changesWith((before, now) => before.status === now.status),
    Stream.takeUntil(({ status }) => status === "COMPLETED" || status === "VOIDED")
  )
