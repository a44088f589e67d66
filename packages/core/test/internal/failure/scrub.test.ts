import { assert, describe, it } from "@effect/vitest"
import { FastCheck, Redacted } from "effect"
import { makeScrub } from "../../../src/internal/failure/scrub.js"
import { assertNoSecret, hostileSecret, hostileToken, writings } from "../../support/secrets.js"

const secretText = Redacted.value(hostileToken)

describe("scrub", () => {
  it.each(writings)("finds token and key secrets %s", (_, write) => {
    const scrub = makeScrub(secretText)
    for (const text of [secretText, `Bearer ${secretText}`, hostileSecret]) {
      for (const around of ["", " ", '"', "_", "x", "1", "&", "%", "\n", "<redacted>"]) {
        const scrubbed = scrub(`before ${around}${write(text)}${around} after`)
        assertNoSecret("the text", scrubbed)
        assert.match(scrubbed, /^before .*after$/s)
      }
    }
  })

  it.each(writings.flatMap((outer) => writings.map((inner) => ({ outer, inner }))))(
    "finds them $inner.0, and that $outer.0",
    ({ inner: [, inner], outer: [, outer] }) => {
      const scrub = makeScrub(secretText)
      for (const text of [secretText, hostileSecret]) {
        assertNoSecret("the text", scrub(`before ${outer(`{"said":"${inner(text)}"}`)} after`))
      }
    }
  )

  it.each([
    ["&", "&amp;"],
    ["&", "&AMP;"],
    ["<", "&lt;"],
    [">", "&gt;"],
    ['"', "&quot;"],
    ["'", "&apos;"],
    ["'", "&#39;"],
    ["'", "&#x27;"]
  ])("finds a token with %s in it as %s", (character, entity) => {
    assert.strictEqual(makeScrub(`abc${character}def`)(`abc${entity}def`), "<redacted>")
  })

  it("finds a token that looks encoded itself, also where it is decoded", () => {
    for (const written of ["a%41b", "aAb"]) {
      assert.strictEqual(makeScrub("a%41b")(written), "<redacted>")
    }
  })

  it("finds a token in four layers of a URL", () => {
    const layers = Array.from({ length: 4 })
    const written = layers.reduce<string>((text) => encodeURIComponent(text), "abc+def")
    assert.strictEqual(makeScrub("abc+def")(written), "<redacted>")
  })

  it("replaces a secret once, with all secrets in it", () => {
    assert.strictEqual(makeScrub("abc")("(sk_test_abcd) is wrong"), "(<redacted>) is wrong")
  })

  it("leaves a text without secrets as it is", () => {
    const text = "No key sk_1 for this bearer: 100% (a&b), see https://bitgpt.example/a?b=c"
    assert.strictEqual(makeScrub(secretText)(text), text)
  })

  it("replaces each secret where it stands, and only it", () => {
    const scrub = makeScrub("abc.def")
    assert.strictEqual(scrub("abc.def, abcXdef and ABC.DEF"), "<redacted>, abcXdef and ABC.DEF")
    assert.strictEqual(scrub("(sk_test_ab+c/d==) is wrong"), "(<redacted>) is wrong")
    assert.strictEqual(
      scrub("Authorization: bearer   other.token"),
      "Authorization: bearer <redacted>"
    )
    assert.strictEqual(scrub("Basic dXNlcjpwYXNz"), "Basic <redacted>")
  })

  // A token that is a part of a secret, or that a secret is a part of.
  it.each(["l", "live", "_", "q", hostileSecret, `${hostileSecret}!x`, `x!${hostileSecret}`])(
    "tears no secret apart, with the token %s",
    (token) => {
      const scrubbed = makeScrub(token)(`${hostileSecret} ${token}`)
      assertNoSecret("the text", scrubbed)
      if (token.length > 1) assert.notInclude(scrubbed, token)
    }
  )

  it("cuts a long text off, and no secret with it", () => {
    const scrub = makeScrub(secretText)
    for (let length = 400; length <= 510; length++) {
      const scrubbed = scrub(`${"x".repeat(length)} ${secretText} ${hostileSecret} the end`)
      assertNoSecret("the text", scrubbed)
      assert.isAtMost(scrubbed.length, 501)
    }
    assert.strictEqual(scrub("x".repeat(500)), "x".repeat(500))
    assert.strictEqual(scrub("x".repeat(501)), `${"x".repeat(500)}…`)
    assert.strictEqual(scrub(`%${"x".repeat(499)}`), `%${"x".repeat(499)}`)
  })

  it.each([5, 300])("shows the beginning of a long text beside a token of length %d", (length) => {
    const scrub = makeScrub("t".repeat(length))
    for (const longer of [2000, 10_000]) {
      assert.strictEqual(scrub("x".repeat(longer)), `${"x".repeat(500)}…`)
    }
  })

  it.each(writings)("tears no token %s where it stops to read a long text", (_, write) => {
    const scrub = makeScrub(secretText)
    const written = write(secretText)
    const part = written + "\n".repeat(4000)
    // Wherever it stops, one of these has a token there.
    for (let before = 0; before < part.length; before += written.length - 1) {
      const scrubbed = scrub("\n".repeat(before) + part.repeat(50))
      assertNoSecret("the text", scrubbed)
      assert.isTrue(scrubbed.endsWith("…"))
    }
  })

  it("tears no token of special characters where it stops to read a long text", () => {
    const written = encodeURIComponent("+/=".repeat(20))
    const scrub = makeScrub("+/=".repeat(20))
    const part = written + "\n".repeat(4000)
    for (let before = 0; before < part.length; before += 50) {
      assert.notInclude(scrub("\n".repeat(before) + part.repeat(50)), "%")
    }
  })

  it.each([
    ["a key's secret", "sk_live_", "A"],
    ["a key's secret that is written for a URL", "sk_live_", "A%2B"],
    ["credentials", "bearer", " "],
    ["credentials that are written for a URL", "bearer", "%20"]
  ])("has no limit to the length of %s", (_, begin, rest) => {
    const scrubbed = makeScrub(secretText)(begin + rest.repeat(9_000_000 / rest.length))
    assert.isAtMost(scrubbed.length, 501)
  })

  it.each(["access", "auth", "authentication", "authorization", "credentials", "scheme", "token"])(
    "leaves the word %s behind a scheme, and nothing like it",
    (word) => {
      const scrub = makeScrub(secretText)
      for (const end of ["", ".", " is missing", ", please", ". Send one."]) {
        assert.strictEqual(scrub(`Bearer ${word}${end}`), `Bearer ${word}${end}`)
      }
      for (const token of [
        `${word}-1`,
        `${word}=a`,
        `${word}s`,
        `${word}/`,
        `${word}.a`,
        `${word}..`
      ]) {
        assert.strictEqual(scrub(`Basic ${token}`), "Basic <redacted>")
      }
    }
  )

  it("leaves what a challenge says", () => {
    const challenge = 'Bearer realm="BitGPT", error="invalid_token"'
    assert.strictEqual(makeScrub(secretText)(challenge), challenge)
    assert.strictEqual(makeScrub(secretText)("Bearer realm+x"), "Bearer <redacted>")
  })

  it("cuts no character in two", () => {
    assert.strictEqual(makeScrub("t0ken")(`${"a".repeat(499)}😀b`), `${"a".repeat(499)}…`)
    assert.strictEqual(makeScrub("t0ken")(`${"a".repeat(498)}😀b`), `${"a".repeat(498)}😀…`)
  })

  it("keeps a text on one line", () => {
    assert.strictEqual(makeScrub("t0ken")("  a b  "), "a b")
    assert.strictEqual(makeScrub("t0ken")(" a\r\n\u0000b\u001b[31mc\u0085d\n"), "a b [31mc d")
  })

  const token = FastCheck.stringMatching(/^[!-~]{8,60}$/)
  const anything = FastCheck.string({ maxLength: 40 })

  it.prop("finds every token in every text", [token, anything, anything], ([token, a, b]) => {
    for (const [, write] of writings.slice(0, 2)) {
      assert.notInclude(makeScrub(token)(`${a} ${write(token)} ${b}`), write(token))
    }
  })

  // Each of these would take far longer than a test may if the time grew with the square of the length.
  it.each(["sk_live_", "sk_live_&a", "&a", "%2", "bearer ", "bearer+", " ", "\\", "\u0000", "t0k"])(
    "is done with many times %j",
    (part) => {
      const scrub = makeScrub("t0kent0kent0ken")
      assert.isAtMost(scrub(`bearer ${part.repeat(200_000)}`).length, 501)
      assert.isAtMost(scrub(`sk_live_&${part.repeat(200_000)}<`).length, 501)
    }
  )
})
