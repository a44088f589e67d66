/**
 * What grows with an answer: a body that the size limit lets through must not cost many times what it took
 * to parse. Work is counted here, for time depends on the machine.
 */
import { Headers } from "@effect/platform"
import { assert, describe, it } from "@effect/vitest"
import { Either, Option, Schema } from "effect"
import * as Api from "../../../src/index.js"
import { readAnswer } from "../../../src/internal/answer/read.js"
import { toApiResponse } from "../../../src/internal/answer/response.js"
import { flattenValidator } from "../../../src/internal/answer/validator.js"
import { makeScrub } from "../../../src/internal/failure/scrub.js"
import { invoice, payment } from "../../support/entries.js"
import { getApiKey, listApiKeys } from "../../support/wire.js"

const bytesOf = (json: unknown) => new TextEncoder().encode(JSON.stringify(json))

/** Objects that count together how often their fields are read. */
const counting = (entry: object) => {
  const counted = { reads: 0, ids: 0 }
  const makeProxy = () =>
    new Proxy(entry, {
      get: (target, name, receiver) => {
        if (Object.hasOwn(target, name)) counted.reads += 1
        if (name === "id") counted.ids += 1
        const value: unknown = Reflect.get(target, name, receiver)
        return value
      }
    })
  return { counted, makeProxy }
}

interface List {
  readonly name: string
  readonly endpoint: {
    readonly readData: (body: Readonly<Record<string, unknown>>) => Either.Either<unknown, unknown>
  }
  readonly entry: object
  readonly bodyOf: (entries: ReadonlyArray<unknown>) => Readonly<Record<string, unknown>>
}

const lists: ReadonlyArray<List> = [
  {
    name: "ApiKeys.list",
    endpoint: Api.ApiKeys.endpoints.list,
    entry: listApiKeys.data[0] ?? {},
    bodyOf: (entries: ReadonlyArray<unknown>) => ({ data: entries })
  },
  {
    name: "Products.list",
    endpoint: Api.Products.endpoints.list,
    entry: { id: "product_1", name: "Coffee", organization_id: "org_1", schemas: [] },
    bodyOf: (entries: ReadonlyArray<unknown>) => ({ data: entries })
  },
  {
    name: "Webhooks.list",
    endpoint: Api.Webhooks.endpoints.list,
    entry: { id: "webhook_1", label: "Orders", events: ["payment.updated"] },
    bodyOf: (entries: ReadonlyArray<unknown>) => ({ data: entries })
  },
  {
    name: "Payments.list",
    endpoint: Api.Payments.endpoints.list,
    entry: payment,
    bodyOf: (entries: ReadonlyArray<unknown>) => ({ data: { items: entries } })
  },
  {
    name: "Invoices.list",
    endpoint: Api.Invoices.endpoints.list,
    entry: invoice,
    bodyOf: (entries: ReadonlyArray<unknown>) => ({ data: entries })
  },
  {
    name: "Files.list",
    endpoint: Api.Files.endpoints.list,
    entry: { id: "file_1", name: "logo.svg", size: 5 },
    bodyOf: (entries: ReadonlyArray<unknown>) => ({ data: { items: entries } })
  },
  {
    name: "Payments.providers",
    endpoint: Api.Payments.endpoints.providers,
    entry: { id: "provider_1", network: "SOLANA" },
    bodyOf: (entries: ReadonlyArray<unknown>) => ({ data: { providers: entries } })
  }
]

describe.each(lists)("$name", ({ bodyOf, endpoint, entry }) => {
  const readsOf = (last: ReadonlyArray<unknown>) => {
    const { counted, makeProxy } = counting(entry)
    const entries = Array.from({ length: 100 }, makeProxy)
    const outcome = endpoint.readData(bodyOf([...entries, ...last]))
    return { isRight: Either.isRight(outcome), ...counted }
  }

  it("decodes its entries once", () => {
    const { ids, isRight } = readsOf([])
    assert.isTrue(isRight)
    assert.strictEqual(ids, 100)
  })

  it("reads each field of its entries once", () => {
    const { isRight, reads } = readsOf([])
    assert.isTrue(isRight)
    assert.isAtMost(reads, 100 * Object.keys(entry).length)
  })

  it("reads its entries no more often where the last one can't be read", () => {
    const { isRight, reads } = readsOf([{ ...entry, id: null }])
    assert.isFalse(isRight)
    assert.isAtMost(reads, readsOf([]).reads)
  })
})

describe("withResponse", () => {
  /** How many characters were looked at for secrets, and in how many texts. */
  const scrubbedOf = (around: object) => {
    const work = { texts: 0, characters: 0 }
    const scrub = (text: string) => {
      work.texts += 1
      work.characters += text.length
      return text
    }
    const answer = readAnswer(
      Api.ApiKeys.endpoints.get,
      { status: 200, headers: () => Headers.empty, body: bytesOf({ ...getApiKey, ...around }) },
      {
        progress: { operation: Api.ApiKeys.endpoints.get, attempts: 1 },
        scrub,
        clock: { unsafeCurrentTimeMillis: () => 0 }
      }
    )
    const { envelope } = toApiResponse(Either.getOrThrow(answer))
    return { ...work, envelope }
  }

  const many = <A>(of: (index: number) => A) =>
    Array.from({ length: 100_000 }, (_, index) => of(index))

  it.each([
    ["texts", many(() => "%2541")],
    ["objects", many(() => ({ a: 1 }))],
    ["fields", Object.fromEntries(many((index) => [`field${index}`, index]))],
    ["lists in lists", many(() => [[["%2541"]]])]
  ])("looks for secrets in so much of a log of 100,000 %s", (_, log) => {
    const { characters, envelope, texts } = scrubbedOf({ log, validator: { log } })
    assert.isAtMost(characters, 70_000)
    assert.isAtMost(texts, 5000)
    assert.isTrue(Option.isSome(envelope.log))
  })

  it("leaves out no text that people read", () => {
    const log = {
      lines: Array.from({ length: 100 }, (_, index) => `line ${index} ${"x".repeat(400)}`)
    }
    assert.deepStrictEqual(scrubbedOf({ log }).envelope.log, Option.some(log))
  })
})

describe("flattenValidator", () => {
  const flatten = (validator: Readonly<Record<string, unknown>>) => {
    const names: Array<string> = []
    const fields = flattenValidator(validator, makeScrub("token-of-the-tests"), (name) => {
      names.push(name)
      return name
    })
    return { fields, names }
  }

  it("takes no name apart that is too long to be shown", () => {
    const { fields, names } = flatten({ ["a.".repeat(100_000)]: { inner: "wrong" } })
    assert.deepStrictEqual(names, [])
    assert.deepStrictEqual(Object.keys(fields), [`${"a.".repeat(250)}…`])
  })

  it("looks at no more of an endless list than it tells", () => {
    const list = [{ a: "wrong" }, ...Array.from({ length: 100_000 }, () => null)]
    let looks = 0
    const counted = new Proxy(list, {
      get: (target, name, receiver) => {
        looks += 1
        const value: unknown = Reflect.get(target, name, receiver)
        return value
      },
      ownKeys: (target) => {
        looks += target.length
        return Reflect.ownKeys(target)
      }
    })
    assert.deepStrictEqual(flatten({ list: counted }).fields, { "list[0].a": "wrong" })
    assert.isAtMost(looks, 3000)
  })
})

describe("an amount", () => {
  const decode = Schema.decodeUnknownOption(Api.Amount)

  it("of 200 digits can be read", () => {
    assert.isTrue(Option.isSome(decode("1".repeat(200))))
    assert.isTrue(Option.isSome(decode(`0.${"1".repeat(198)}`)))
  })

  it("of more digits is no amount", () => {
    assert.isTrue(Option.isNone(decode("1".repeat(201))))
    assert.isTrue(Option.isNone(decode(`0.${"1".repeat(1_000_000)}`)))
  })
})

it("a body's retry_after that is no short text is not read", () => {
  const retryAfterOf = (retry_after: string) => {
    const answer = readAnswer(
      Api.ApiKeys.endpoints.get,
      { status: 429, headers: () => Headers.empty, body: bytesOf({ status: 429, retry_after }) },
      {
        progress: { operation: Api.ApiKeys.endpoints.get, attempts: 1 },
        scrub: makeScrub("token-of-the-tests"),
        clock: { unsafeCurrentTimeMillis: () => 0 }
      }
    )
    const error = Either.getOrThrow(Either.flip(answer))
    return error._tag === "RateLimitError" ? error.retryAfter : assert.fail(error._tag)
  }
  assert.isDefined(retryAfterOf("5, 7"))
  assert.isUndefined(retryAfterOf("5,".repeat(100_000)))
})
