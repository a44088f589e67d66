import * as HttpRouter from "@effect/platform/HttpRouter"
import {
  ApiKeyRecord,
  type Collection,
  FileRecord,
  InvoiceRecord,
  maskSecret,
  PaymentRecord,
  ProductRecord,
  WebhookRecord
} from "effect-bitgpt/fake"
import * as Effect from "effect/Effect"
import * as Option from "effect/Option"
import * as Redacted from "effect/Redacted"
import * as Schema from "effect/Schema"
import type { EmulatorService } from "../../EmulatorService.js"
import { bodyOf, done, json } from "./reading.js"

const withId = HttpRouter.schemaPathParams(Schema.Struct({ id: Schema.String }))

const isSecret = (value: unknown): value is Redacted.Redacted => Redacted.isRedacted(value)

/** The routes that show, set and remove the records of one kind. Secrets are shown masked. */
const recordRoutes = <A extends { readonly id: string }, I extends object>(
  name: string,
  schema: Schema.Schema<A, I>,
  { all, get, remove, set }: Collection<A>
) => {
  const encode = Schema.encode(schema)
  const shown = (record: A) =>
    Effect.map(encode(record), (encoded) =>
      "secret" in record && isSecret(record.secret)
        ? { ...encoded, secret: maskSecret(record.secret) }
        : encoded
    )
  return HttpRouter.empty.pipe(
    HttpRouter.get(
      `/${name}`,
      all.pipe(
        Effect.flatMap((records) => Effect.forEach(records, shown)),
        Effect.flatMap((records) => json({ [name]: records }))
      )
    ),
    HttpRouter.post(`/${name}`, bodyOf(schema).pipe(Effect.flatMap(set), Effect.zipRight(done))),
    HttpRouter.get(
      `/${name}/:id`,
      withId.pipe(
        Effect.flatMap(({ id }) => get(id)),
        Effect.flatMap(
          Option.match({
            onNone: () => json({ error: "There is no such record." }, 404),
            onSome: (record) => Effect.flatMap(shown(record), (body) => json(body))
          })
        )
      )
    ),
    HttpRouter.del(
      `/${name}/:id`,
      withId.pipe(
        Effect.flatMap(({ id }) => remove(id)),
        Effect.zipRight(done)
      )
    )
  )
}

/** The routes for all that the emulator keeps. */
export const allRecords = (emulator: EmulatorService) =>
  HttpRouter.concatAll(
    recordRoutes("api_keys", ApiKeyRecord, emulator.apiKeys),
    recordRoutes("products", ProductRecord, emulator.products),
    recordRoutes("invoices", InvoiceRecord, emulator.invoices),
    recordRoutes("payments", PaymentRecord, emulator.payments),
    recordRoutes("files", FileRecord, emulator.files),
    recordRoutes("webhooks", WebhookRecord, emulator.webhooks)
  )
