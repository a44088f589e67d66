import { assert, describe, it } from "@effect/vitest"
import { Effect, Logger, LogLevel, Option, Redacted } from "effect"
import { spawnSync } from "node:child_process"
import * as fs from "node:fs"
import { join } from "node:path"
import { inspect } from "node:util"
import { ApiKeyRecord, Emulator, FileRecord, InvoiceRecord, WebhookRecord } from "../src/index.js"
import { call } from "./support/client.js"
import { folder } from "./support/folder.js"
import { keyId } from "./support/wire.js"

const quietly = Logger.withMinimumLogLevel(LogLevel.None)

const start = (dataFile: string) => Effect.provide(Effect.void, Emulator.layer({ dataFile }))

const create = call({ method: "POST", path: "/developers/api_keys", json: { label: "Saved" } })
const labels = Effect.flatMap(Emulator, ({ apiKeys }) =>
  Effect.map(apiKeys.all, (keys) => keys.map(({ label }) => label))
)

describe("the data file", () => {
  it.scopedLive("is made with the first keys, and only for its owner", () =>
    Effect.gen(function* () {
      const dataFile = join(yield* folder, "keys.json")
      yield* start(dataFile)
      const text = fs.readFileSync(dataFile, "utf8")
      assert.deepNestedPropertyVal(JSON.parse(text), "apiKeys[0].id", keyId)
      assert.strictEqual(fs.statSync(dataFile).mode & 0o777, 0o600)
    })
  )

  it.scopedLive("has each change before it is answered, and outlives the emulator", () =>
    Effect.gen(function* () {
      const dataFile = join(yield* folder, "keys.json")
      const secret = yield* Effect.gen(function* () {
        const { envelope } = yield* create
        assert.include(fs.readFileSync(dataFile, "utf8"), '"Saved"')
        const { data } = envelope
        if (typeof data !== "object" || data === null || !("secret" in data)) {
          return assert.fail("no secret")
        }
        return String(data.secret)
      }).pipe(Effect.provide(Emulator.layer({ dataFile, apiKeys: [] })))

      yield* Effect.gen(function* () {
        assert.deepStrictEqual(yield* labels, ["Saved"])
        const { status } = yield* call({ path: "/developers/api_keys", token: secret })
        assert.strictEqual(status, 200)
      }).pipe(Effect.provide(Emulator.layer({ dataFile })))

      // The use was saved at the end.
      const saved: unknown = JSON.parse(fs.readFileSync(dataFile, "utf8"))
      assert.deepNestedPropertyVal(saved, "apiKeys[0].metrics.total_requests", 1)
      assert.deepStrictEqual(fs.readdirSync(join(dataFile, "..")), ["keys.json"])
    })
  )

  it.scopedLive("is only for its owner, whatever an earlier run has left", () =>
    Effect.gen(function* () {
      const dataFile = join(yield* folder, "keys.json")
      const other = join(dataFile, "..", "other.json")
      fs.writeFileSync(other, "not to be changed", { mode: 0o644 })
      fs.symlinkSync(other, `${dataFile}.tmp`)
      yield* start(dataFile)
      assert.strictEqual(fs.lstatSync(dataFile).mode & 0o777, 0o600)
      assert.isFalse(fs.lstatSync(dataFile).isSymbolicLink())
      assert.strictEqual(fs.readFileSync(other, "utf8"), "not to be changed")
    })
  )

  it.scopedLive("has all changes that were made at once", () =>
    Effect.gen(function* () {
      const dataFile = join(yield* folder, "keys.json")
      yield* Effect.all(
        Array.from({ length: 20 }, () => create),
        { concurrency: "unbounded" }
      ).pipe(Effect.provide(Emulator.layer({ dataFile, apiKeys: [] })))
      const saved: unknown = JSON.parse(fs.readFileSync(dataFile, "utf8"))
      assert.deepNestedPropertyVal(saved, "apiKeys[19].label", "Saved")
    })
  )

  it.scopedLive("is replaced, never written over: a reader of the old file keeps it", () =>
    Effect.gen(function* () {
      const dataFile = join(yield* folder, "keys.json")
      yield* start(dataFile)
      const before = fs.readFileSync(dataFile, "utf8")
      const open = yield* Effect.acquireRelease(
        Effect.sync(() => fs.openSync(dataFile, "r")),
        (open) =>
          Effect.sync(() => {
            fs.closeSync(open)
          })
      )
      yield* Effect.provide(create, Emulator.layer({ dataFile }))
      assert.strictEqual(fs.readFileSync(open, "utf8"), before)
      assert.notStrictEqual(fs.readFileSync(dataFile, "utf8"), before)
    })
  )

  it.scopedLive("may be a link, and stays one", () =>
    Effect.gen(function* () {
      const path = yield* folder
      const [target, dataFile] = [join(path, "target.json"), join(path, "keys.json")]
      yield* start(target)
      fs.symlinkSync(target, dataFile)
      yield* Effect.provide(create, Emulator.layer({ dataFile }))
      assert.isTrue(fs.lstatSync(dataFile).isSymbolicLink())
      assert.include(fs.readFileSync(target, "utf8"), '"Saved"')
    })
  )

  const shown = "must-not-show"
  it.scopedLive.each<[string, string, RegExp]>([
    ["no JSON", `{"apiKeys": [{"secret": "${shown}"`, /it is not JSON/],
    ["an empty file", "", /it is not JSON/],
    [
      "JSON that is too deep",
      "[".repeat(100_000) + "]".repeat(100_000),
      /nested more than 512 deep/
    ],
    ["other JSON", "[]", /the whole is not as expected/],
    ["another version", '{"version": 2, "apiKeys": []}', /version has to be 1/],
    ["no version", "{}", /version is missing/],
    [
      "a key without a label",
      '{"version": 1, "apiKeys": [{"id": "1"}]}',
      /apiKeys\[0\]\.label is missing/
    ],
    [
      "a field that it does not know",
      '{"version": 1, "apiKeys": [{"id": "1", "label": "x", "expiresAt": null}]}',
      /apiKeys\[0\]\.expiresAt is unknown/
    ],
    [
      "a secret of the wrong type",
      `{"version": 1, "apiKeys": [{"id": "1", "label": "x", "secret": ["${shown}"]}]}`,
      /apiKeys\[0\]\.secret has to be string/
    ],
    [
      "an id twice",
      '{"version": 1, "apiKeys": [{"id": "1", "label": "x"}, {"id": "1", "label": "y"}]}',
      /apiKeys is not as expected/
    ]
  ])("that is broken (%s) is a clear error and stays untouched", ([, text, expected]) =>
    Effect.gen(function* () {
      const dataFile = join(yield* folder, "keys.json")
      fs.writeFileSync(dataFile, text)
      const error = yield* Effect.flip(start(dataFile))
      if (error._tag !== "DataFileError") return assert.fail(error._tag)
      assert.strictEqual(error.path, dataFile)
      assert.match(error.message, /is broken and was left as it is/)
      assert.include(error.message, dataFile)
      assert.match(error.message, expected)
      assert.notInclude(inspect(error, { depth: null }), shown)
      assert.strictEqual(fs.readFileSync(dataFile, "utf8"), text)
    })
  )

  it.scopedLive("in a folder that is not there is a clear error", () =>
    Effect.gen(function* () {
      const error = yield* Effect.flip(start(join(yield* folder, "none", "keys.json")))
      assert.match(error.message, /can't be written: NotFound/)
    })
  )

  it.scopedLive("that can't be written any more: a create fails, is not listed, tells nobody", () =>
    Effect.gen(function* () {
      const path = join(yield* folder, "inner")
      fs.mkdirSync(path)
      const webhook = WebhookRecord.make({
        id: "webhook_1",
        label: "Keys",
        url: "https://shop.example",
        secret: Redacted.make("shared"),
        events: ["api_key.created"]
      })
      yield* Effect.gen(function* () {
        const emulator = yield* Emulator
        const before = yield* labels
        fs.renameSync(path, `${path}.moved`)
        assert.strictEqual((yield* create).status, 500)
        assert.deepStrictEqual(yield* labels, before)
        assert.lengthOf(yield* emulator.deliveries.all, 0)
        fs.renameSync(`${path}.moved`, path)
        assert.strictEqual((yield* create).status, 200)
        assert.deepStrictEqual(yield* labels, [...before, "Saved"])
        assert.lengthOf(yield* emulator.deliveries.all, 1)
      }).pipe(
        Effect.provide(Emulator.layer({ dataFile: join(path, "keys.json"), webhooks: [webhook] })),
        quietly
      )
    })
  )

  it.scopedLive("keeps everything, with files and payments", () =>
    Effect.gen(function* () {
      const dataFile = join(yield* folder, "data.json")
      const invoices = [InvoiceRecord.make({ id: "invoice_1", currency: "EUR", price: "10" })]
      const content = new Uint8Array([0, 1, 255])
      const files = [FileRecord.make({ id: "file_1", name: "a.bin", content })]
      yield* Effect.flatMap(Emulator, ({ pay }) => pay("invoice_1")).pipe(
        Effect.provide(Emulator.layer({ dataFile, files, invoices }))
      )
      yield* Effect.gen(function* () {
        const emulator = yield* Emulator
        assert.lengthOf(yield* emulator.payments.all, 1)
        const invoice = Option.getOrThrow(yield* emulator.invoices.get("invoice_1"))
        assert.strictEqual(invoice.status, "COMPLETED")
        const file = Option.getOrThrow(yield* emulator.files.get("file_1"))
        assert.deepStrictEqual(file.content, content)
      }).pipe(Effect.provide(Emulator.layer({ dataFile })))
    })
  )

  it.scopedLive("is used by one emulator at a time", () =>
    Effect.gen(function* () {
      const dataFile = join(yield* folder, "keys.json")
      const error = yield* Effect.flip(start(dataFile)).pipe(
        Effect.provide(Emulator.layer({ dataFile }))
      )
      assert.strictEqual(
        error.message,
        `The data file ${dataFile} is in use by another emulator (process ${process.pid})`
      )
      yield* start(dataFile)
    })
  )

  it.scopedLive("is free again after an emulator was killed, and what it left is gone", () =>
    Effect.gen(function* () {
      const path = yield* folder
      const dataFile = join(path, "keys.json")
      // A file that is there is not saved at the start.
      yield* start(dataFile)
      const ended = spawnSync(process.execPath, ["--version"])
      fs.writeFileSync(`${dataFile}.lock`, `${ended.pid}\n`)
      fs.writeFileSync(`${dataFile}.tmp`, "half a secret")
      yield* Effect.sync(() => {
        assert.deepStrictEqual(fs.readdirSync(path).sort(), ["keys.json", "keys.json.lock"])
      }).pipe(Effect.provide(Emulator.layer({ dataFile })))
      assert.deepStrictEqual(fs.readdirSync(path), ["keys.json"])
    })
  )
})

describe("a key", () => {
  it("shows its secret in no text", () => {
    const secret = ["sk", "test", "x"].join("_")
    const key = ApiKeyRecord.make({ id: "1", label: "x", secret: Redacted.make(secret) })
    assert.notInclude(inspect(key) + JSON.stringify(key), secret)
  })
})
