import type * as HttpApp from "@effect/platform/HttpApp"
import * as HttpServerRequest from "@effect/platform/HttpServerRequest"
import * as HttpServerResponse from "@effect/platform/HttpServerResponse"
import * as Effect from "effect/Effect"
import * as Option from "effect/Option"
import type { EmulatorService } from "../../EmulatorService.js"
import { checkoutPage, notFoundPage } from "./page.js"

/** The only segment of a path. */
const segmentOf = (url: string): string | undefined => {
  const segment = /^\/([^/?]+)(?:\?|$)/.exec(url)?.[1]
  try {
    return segment === undefined ? undefined : decodeURIComponent(segment)
  } catch {
    return undefined
  }
}

const page = (html: string, status = 200) =>
  HttpServerResponse.text(html, {
    status,
    contentType: "text/html; charset=utf-8",
    headers: {
      "cache-control": "no-store",
      "content-security-policy":
        "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    }
  })

/** Whether the form of another site sends the request. */
const isForeign = ({ origin, host }: Readonly<Record<string, string | undefined>>): boolean =>
  origin !== undefined && (!URL.canParse(origin) || new URL(origin).host !== host)

/** The pages on which a customer pays: one for each invoice. All other requests go to the API. */
export const withCheckout = (
  api: HttpApp.Default,
  { checkout, pay, products }: Pick<EmulatorService, "checkout" | "pay" | "products">
): HttpApp.Default =>
  Effect.gen(function* () {
    const request = yield* HttpServerRequest.HttpServerRequest
    const id = segmentOf(request.url) ?? ""
    const found = yield* checkout(id)
    if (Option.isNone(found)) {
      return id.startsWith("invoice_") ? page(notFoundPage(), 404) : yield* api
    }
    if (request.method === "GET") return page(checkoutPage(found.value, yield* products.all))
    if (request.method !== "POST" || isForeign(request.headers)) {
      return HttpServerResponse.text("Refused.", { status: 403 })
    }

    const fields = new URLSearchParams(yield* Effect.orElseSucceed(request.text, () => ""))
    const price = fields.get("price")?.trim() ?? ""
    return yield* pay(id, {
      providerId: fields.get("provider_id") ?? undefined,
      price: price === "" ? undefined : price
    }).pipe(
      Effect.as(HttpServerResponse.empty({ status: 303, headers: { location: request.url } })),
      Effect.catchTag("PaymentRefused", ({ message }) =>
        Effect.map(products.all, (all) => page(checkoutPage(found.value, all, message), 400))
      )
    )
  })
