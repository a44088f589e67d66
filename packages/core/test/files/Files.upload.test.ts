import { FetchHttpClient } from "@effect/platform"
import { Undici } from "@effect/platform-node"
import { assert, describe, it } from "@effect/vitest"
import { Effect, Layer, Option } from "effect"
import { createHash } from "node:crypto"
import { openAsBlob } from "node:fs"
import * as fs from "node:fs/promises"
import * as http from "node:http"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { setFlagsFromString } from "node:v8"
import { runInNewContext } from "node:vm"
import { BitGpt, Files } from "../../src/index.js"
import { assertTag } from "../support/assertTag.js"
import { clients, type TestClient, token } from "../support/loopback.js"
import { failure, over, serverWith } from "../support/resources.js"
import { httpServer, json, listen, type SeenRequest } from "../support/server.js"
import { uploadFile } from "./samples.js"

const [fetchClient] = clients

/** Another fetch than the runtime's, with a FormData of its own. */
const foreignFetch = {
  name: "a foreign fetch",
  layer: <R>(options: BitGpt.ClientOptions<R>) =>
    BitGpt.layer(options).pipe(
      Layer.provide(
        Layer.succeed(
          FetchHttpClient.Fetch,
          // @ts-expect-error -- undici's own types of what is the same at runtime
          Undici.fetch
        )
      )
    )
} as const

const allClients: ReadonlyArray<TestClient> = [...clients, foreignFetch]

/** The form in a request, as the runtime reads it. */
const formOf = ({ body, headers }: SeenRequest) =>
  Effect.promise(() =>
    new Response(body, { headers: { "content-type": headers["content-type"] ?? "" } }).formData()
  )

/** A field that has to be a file: its name, its type and its content. */
const fileIn = (form: FormData) => {
  const file = form.get("file")
  if (!(file instanceof File)) return assert.fail("no file")
  return Effect.map(
    Effect.promise(() => file.text()),
    (content) => ({ name: file.name, type: file.type, content })
  )
}

describe.each(allClients)("Files.upload over $name", (client) => {
  it.scopedLive("sends a form and reads the file that the documentation prints", () =>
    Effect.gen(function* () {
      const server = yield* serverWith(uploadFile)
      const file = yield* Effect.flatMap(Files, (_) =>
        _.upload({
          file: new Blob(["\r\n--ü\0\n"], { type: "image/jpeg" }),
          fileName: 'ein "Bild"\r\n.jpg',
          name: "Front\nside"
        })
      ).pipe(over(client, server))
      assert.strictEqual(file.id, uploadFile.id)
      assert.deepStrictEqual(file.name, Option.some("uploaded-file.jpg"))
      assert.deepStrictEqual(file.size, Option.some(1060793))
      assert.deepStrictEqual(file.isDuplicate, Option.some(true))

      const [request, ...more] = server.requests
      if (request === undefined) return assert.fail("no request")
      assert.lengthOf(more, 0)
      assert.strictEqual(`${request.method} ${request.url}`, "POST /files/upload")
      assert.strictEqual(request.headers.authorization, "Bearer token-of-the-tests")
      // The platform's fetch client sends streams alone, whose length no fetch takes.
      if (client.name !== "the platform's fetch") {
        assert.strictEqual(
          request.headers["content-length"],
          String(Buffer.byteLength(request.body))
        )
      }
      const form = yield* formOf(request)
      assert.deepStrictEqual([...form.keys()], ["file", "name"])
      assert.deepStrictEqual(yield* fileIn(form), {
        name: 'ein "Bild"\r\n.jpg',
        type: "image/jpeg",
        content: "\r\n--ü\0\n"
      })
      assert.strictEqual(form.get("name"), "Front\r\nside")
      return undefined
    })
  )

  it.scopedLive("keeps the name of a file, and sends a blob without one", () =>
    Effect.gen(function* () {
      const server = yield* serverWith(uploadFile)
      yield* Effect.flatMap(Files, (_) =>
        Effect.all([
          _.upload({ file: new File(["a"], "ä.txt", { type: "text/plain" }) }),
          _.upload({ file: new File(["b"], "b.txt"), fileName: "c.txt" }),
          _.upload({ file: new Blob([]) })
        ])
      ).pipe(over(client, server))
      const files = yield* Effect.forEach(server.requests, (request) =>
        Effect.flatMap(formOf(request), fileIn)
      )
      assert.deepStrictEqual(files, [
        { name: "ä.txt", type: "text/plain", content: "a" },
        { name: "c.txt", type: "application/octet-stream", content: "b" },
        { name: "blob", type: "application/octet-stream", content: "" }
      ])
    })
  )

  it.scopedLive("is not sent again once it may have arrived", () =>
    Effect.gen(function* () {
      const server = yield* serverWith(failure(503), uploadFile)
      const error = yield* Effect.flatMap(Files, (_) => _.upload({ file: new Blob(["a"]) })).pipe(
        over(client, server),
        Effect.flip
      )
      assertTag(error, "ServerError")
      assert.isTrue(error.mayHaveTakenEffect)
      assert.lengthOf(server.requests, 1)
    })
  )

  it.scopedLive("sends the token nowhere else", () =>
    Effect.gen(function* () {
      const elsewhere = yield* serverWith(uploadFile)
      const server = yield* serverWith({ ...uploadFile, url: `${elsewhere.baseUrl}/file.jpg` })
      const file = yield* Effect.flatMap(Files, (_) => _.upload({ file: new Blob(["a"]) })).pipe(
        over(client, server)
      )
      assert.deepStrictEqual(file.url, Option.some(`${elsewhere.baseUrl}/file.jpg`))
      const redirecting = yield* httpServer((_, response) => {
        response.writeHead(307, { location: `${elsewhere.baseUrl}/files/upload` }).end()
      })
      yield* Effect.flatMap(Files, (_) => _.upload({ file: new Blob(["a"]) })).pipe(
        over(client, redirecting),
        Effect.flip
      )
      assert.lengthOf(elsewhere.requests, 0)
      assert.lengthOf(redirecting.requests, 1)
    })
  )
})

const sizeOfFile = 30 * 1024 * 1024

const hashOf = (bytes: Uint8Array): string => createHash("sha256").update(bytes).digest("hex")

/** A file on the disk that is as large as photographs and short films are. */
const largeFile = Effect.acquireRelease(
  Effect.promise(async () => {
    const folder = await fs.mkdtemp(join(tmpdir(), "effect-bitgpt-"))
    const path = join(folder, "film.mp4")
    const content = Buffer.alloc(sizeOfFile, "0123456789abcdef-")
    await fs.writeFile(path, content)
    return { folder, path, hash: hashOf(content) }
  }),
  ({ folder }) => Effect.promise(() => fs.rm(folder, { recursive: true }))
)

setFlagsFromString("--expose-gc")
const collectGarbage: () => void = runInNewContext("gc")

const usedMemory = (): number => {
  collectGarbage()
  const { arrayBuffers, heapUsed } = process.memoryUsage()
  return arrayBuffers + heapUsed
}

describe.each(allClients)("Files.upload of a large file over $name", (client) => {
  it.scopedLive("holds back what the server doesn't take yet, and sends every byte", () =>
    Effect.gen(function* () {
      const { hash, path } = yield* largeFile
      const parts: Array<Buffer> = []
      let heldBytes = Infinity
      const server = http.createServer((request, response) => {
        const before = usedMemory()
        request.on("data", (chunk: Buffer) => {
          parts.push(chunk)
          if (parts.length === 1) {
            // Time enough for a client that reads ahead to read all of it.
            request.pause()
            setTimeout(() => {
              heldBytes = usedMemory() - before
              request.resume()
            }, 500)
          }
        })
        request.on("end", () => {
          json(response, 200, uploadFile)
        })
      })
      const baseUrl = yield* Effect.acquireRelease(listen(server), () =>
        Effect.sync(() => {
          server.closeAllConnections()
          server.close()
        })
      )
      const blob = yield* Effect.promise(() => openAsBlob(path, { type: "video/mp4" }))
      yield* Effect.flatMap(Files, (_) => _.upload({ file: blob })).pipe(
        Effect.provide(client.layer({ accessToken: token, baseUrl }).pipe(Layer.orDie))
      )
      assert.isBelow(heldBytes, 8 * 1024 * 1024)
      const body = Buffer.concat(parts)
      const start = body.indexOf("\r\n\r\n") + 4
      assert.strictEqual(hashOf(body.subarray(start, start + sizeOfFile)), hash)
    })
  )
})

describe("Files.upload", () => {
  it.scopedLive("tries again while it can't have arrived", () =>
    Effect.gen(function* () {
      const { baseUrl } = yield* Effect.scoped(serverWith(uploadFile))
      const error = yield* Effect.flatMap(Files, (_) => _.upload({ file: new Blob(["a"]) })).pipe(
        over(fetchClient, { baseUrl }),
        Effect.flip
      )
      assertTag(error, "TransportError")
      assert.isAbove(error.attempts, 1)
      assert.isFalse(error.mayHaveTakenEffect)
    })
  )
})
