/** Something that a runtime does otherwise, and what of it shows. */
export interface Difference {
  /** By their names. */
  readonly runtimes: ReadonlyArray<string>
  /** The cases and tests that it concerns, by name. */
  readonly concerns: RegExp
  /** What is then found wrong: each problem has to match. */
  readonly problems: RegExp
  /** What a user has to know: a sentence. */
  readonly because: string
  /** It doesn't show each time. */
  readonly isOccasional?: true
}

const node22: ReadonlyArray<Difference> = [
  {
    runtimes: ["Node 22"],
    concerns: /^[\w.]+: gzip that is damaged$/,
    problems:
      /^it took 1\d{4} ms|^it succeeded|^2 requests|^error\.(?:tag is "TimeoutError"|reason is null|status is null)/,
    because:
      "`fetch` may wait for ever on a damaged compressed body that came in pieces. The attempt then ends with its time limit, as a `TimeoutError`.",
    isOccasional: true
  }
]

const headers: ReadonlyArray<Difference> = [
  {
    runtimes: ["Bun", "Deno", "Chromium", "workerd"],
    concerns: /^[\w.]+: headers that are longer than any client reads$|'headers without end'$/,
    problems: /^it succeeded, but should fail$|but its body can't be used: it is empty/,
    because: "Longer headers are read than Node reads: they are no `TransportError`."
  }
]

const node: ReadonlyArray<Difference> = [
  {
    runtimes: ["Bun"],
    concerns: /'undici'/,
    problems: /./,
    because:
      "The package `undici` is replaced by a part of it, over which `NodeHttpClient.layerUndici` sends nothing."
  },
  {
    runtimes: ["Deno"],
    concerns: /over '(?:fetch|the platform\\'s fetch)' a closed port is a refused connection$/,
    problems: /^AssertionError: expected undefined to equal 'ECONNREFUSED'$/,
    because: "`fetch` gives its errors no code, so that the `cause` of a `TransportError` has none."
  },
  {
    runtimes: ["Deno"],
    concerns: /over 'undici' a body that is reset midway is incomplete$/,
    problems: /^AssertionError: expected 'ConnectionReset' to equal 'IncompleteBody'$/,
    because:
      "Over the package `undici`, a reset within the body may be noticed before the headers are read: the reason is then `ConnectionReset`.",
    isOccasional: true
  }
]

const reasons: ReadonlyArray<Difference> = [
  {
    runtimes: ["Chromium", "workerd"],
    concerns:
      /at the address \w+$|^[\w.]+: a connection that (?:ends|is reset) before the headers|^[\w.]+ is not made again once it may have arrived$/,
    problems:
      /^error\.(?:reason is "Network"|attempts is 1, not 3$|isRetryable is false|mayHaveTakenEffect is true)/,
    because:
      "Nothing says why no answer came. A `TransportError` has the reason `Network`, and a `create` that was surely not sent is not tried again either."
  }
]

const browser: ReadonlyArray<Difference> = [
  {
    runtimes: ["Chromium"],
    concerns:
      /^[\w.]+: a connection that (?:ends|is reset) before the headers|^[\w.]+ answered with 408|^[\w.]+ is not made again once it may have arrived$/,
    problems:
      /^it succeeded, but should fail$|^2 requests|^-?\d records were created$|^value\.(?:id|secret) is /,
    because:
      "The browser itself sends a request again, a `create` too, if a connection that was open before ends without an answer or with status 408: that can make a second record."
  },
  {
    runtimes: ["Chromium"],
    concerns: /^[\w.]+: a redirect /,
    problems: /^error\.status is 0, not 30\d$/,
    because: "The browser hides the status of a redirect: `status` is 0."
  },
  {
    runtimes: ["Chromium"],
    concerns: /^[\w.]+: gzip that is damaged$/,
    problems:
      /^it succeeded, but should fail$|^2 requests|^error\.(?:tag is "TransportError"|reason is "IncompleteBody")/,
    because:
      "A damaged compressed body can't be told from one that broke off: it is a `TransportError`, no `DecodeError`, and a `get` is tried again."
  }
]

const handshakes: ReadonlyArray<Difference> = [
  {
    runtimes: ["Bun", "Deno"],
    concerns: /at the address TlsHandshakeFailure$/,
    problems: /^error\.(?:attempts is 1, not 3|isRetryable is false|mayHaveTakenEffect is true)/,
    because:
      "A TLS handshake that fails is not told from a connection in use that fails, so that a request that was surely not sent counts as one that may have taken effect."
  }
]

const repeatedDeletes: ReadonlyArray<Difference> = [
  {
    runtimes: ["Chromium"],
    concerns:
      /^Files\.delete(?:: a connection that (?:ends|is reset) before the headers| is made again when its answer got lost$)/,
    problems:
      /^it failed with NotFoundError |^the error says that nothing took effect|^2 requests|^error\.(?:tag is "NotFoundError"|attempts is 1,|reason is null|status is 404|isRetryable is false|mayHaveTakenEffect is false)/,
    because:
      "A `delete` that the browser itself sends again is a `NotFoundError`, though the file is gone: the client knows of one attempt only."
  }
]

const forms: ReadonlyArray<Difference> = [
  {
    runtimes: ["Bun", "Deno"],
    concerns: /multipart\.test\.ts: multipart frames what a reader of forms gets out again$/,
    problems: /^Error: Property failed after \d+ tests$/,
    because:
      "Its own `formData()`, which a test of uploads reads a form with, loses what the form says: Bun's the type of a file, Deno's some names of files, such as those with a quote or a control character. What this library sends is the same in every runtime.",
    // The names are random.
    isOccasional: true
  }
]

const undici: ReadonlyArray<Difference> = [
  {
    runtimes: ["Deno with `BitGptNode`"],
    concerns: /^[\w.]+: a connection that is reset (?:within the body|after the headers)$/,
    problems: /^error\.(?:reason is "ConnectionReset"|status is null)/,
    because:
      "A reset within the body may be noticed before the headers are read: the reason is then `ConnectionReset`.",
    isOccasional: true
  }
]

/** All that is known. What is not listed fails the run, and so does what no longer shows. */
export const differences: ReadonlyArray<Difference> = [
  ...node22,
  ...headers,
  ...node,
  ...reasons,
  ...browser,
  ...handshakes,
  ...repeatedDeletes,
  ...forms,
  ...undici
]
