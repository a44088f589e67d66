import { assert, describe, it } from "@effect/vitest"
import { Effect, FastCheck as fc } from "effect"
import { multipart } from "../../../src/internal/wire/multipart.js"

// What a form may hold: any text, with line breaks as a form sends them, and no halves of characters.
const text = fc.string({ unit: "binary" }).map((value) => value.replace(/\r\n|\r|\n/g, "\r\n"))

const formIn = (body: Blob) =>
  Effect.promise(() => new Response(body, { headers: { "content-type": body.type } }).formData())

describe("multipart", () => {
  it.effect.prop(
    "frames what a reader of forms gets out again",
    [text, text, fc.uint8Array({ maxLength: 2000 })],
    ([name, fileName, bytes]) =>
      Effect.gen(function* () {
        const form = yield* formIn(
          multipart([
            ["file", new File([new Uint8Array(bytes)], fileName, { type: "image/png" })],
            ["name", name]
          ])
        )
        assert.deepStrictEqual([...form.keys()], ["file", "name"])
        assert.strictEqual(form.get("name"), name)
        const file = form.get("file")
        if (!(file instanceof File)) return assert.fail("no file")
        assert.strictEqual(file.name, fileName)
        assert.strictEqual(file.type, "image/png")
        const read = yield* Effect.promise(() => file.arrayBuffer())
        assert.deepStrictEqual(new Uint8Array(read), bytes)
        return undefined
      })
  )

  // Not every runtime's own reader of forms undoes the escapes of the HTML standard.
  it.effect("escapes names that would end early, and ends lines of text as forms do", () =>
    Effect.gen(function* () {
      const body = multipart([
        ['a"b\r\nc', "one\ntwo\rthree\r\nfour"],
        ["file", new File([], 'the "last" one.png')]
      ])
      const text = yield* Effect.promise(() => body.text())
      assert.include(text, '; name="a%22b%0D%0Ac"\r\n\r\none\r\ntwo\r\nthree\r\nfour\r\n--')
      assert.include(text, '; name="file"; filename="the %22last%22 one.png"\r\n')
    })
  )

  it.effect("names and types a file that has neither as browsers do", () =>
    Effect.gen(function* () {
      const body = multipart([["file", new Blob(["bytes"])]])
      const file = (yield* formIn(body)).get("file")
      assert.propertyVal(file, "name", "blob")
      assert.include(
        yield* Effect.promise(() => body.text()),
        "\r\nContent-Type: application/octet-stream\r\n"
      )
    })
  )

  it.effect("has a boundary of its own each time", () =>
    Effect.sync(() => {
      assert.notStrictEqual(multipart([]).type, multipart([]).type)
    })
  )
})
