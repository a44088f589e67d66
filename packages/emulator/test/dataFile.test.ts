import { assert, describe, it } from "@effect/vitest"
import { Effect, Either, Logger, LogLevel, Redacted } from "effect"
import * as fs from "node:fs"
import { join } from "node:path"
import { inspect } from "node:util"
import { ApiKeyRecord, Emulator } from "../src/index.js"
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
    ["another version", '{"version": 2, "apiKeys": []}', /version is not as expected/],
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
      /apiKeys\[0\]\.secret is not as expected/
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

  it.scopedLive("that can't be written any more: the call fails with 500", () =>
    Effect.gen(function* () {
      const path = join(yield* folder, "inner")
      fs.mkdirSync(path)
      const answers = yield* Effect.gen(function* () {
        fs.rmSync(path, { recursive: true })
        return yield* Effect.either(create)
      }).pipe(Effect.provide(Emulator.layer({ dataFile: join(path, "keys.json") })), quietly)
      assert.strictEqual(Either.getOrThrow(answers).status, 500)
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
