// A form could be left to the runtime, as a `FormData`. But each `fetch` knows only its own kind of those:
// another one sends the text "[object FormData]" in place of the file. Every one knows a `Blob`.

/** A field of a form. A file without a name of its own is named `blob`, as browsers do it. */
export type FormField = readonly [name: string, value: string | Blob]

const lineBreak = /\r\n|\r|\n/g

// The escapes that the HTML standard prescribes for names in a form.
const quoted = (name: string): string =>
  `"${name.replaceAll("\r", "%0D").replaceAll("\n", "%0A").replaceAll('"', "%22")}"`

const partOf = ([name, value]: FormField): ReadonlyArray<BlobPart> => {
  const disposition = `Content-Disposition: form-data; name=${quoted(name)}`
  if (typeof value === "string") {
    return [`${disposition}\r\n\r\n${value.replace(lineBreak, "\r\n")}`]
  }
  const filename = quoted(value instanceof File ? value.name : "blob")
  const type = value.type === "" ? "application/octet-stream" : value.type
  return [`${disposition}; filename=${filename}\r\nContent-Type: ${type}\r\n\r\n`, value]
}

/**
 * Frames a form as `multipart/form-data` (RFC 7578). The frame only refers to the files: what lies on a
 * disk is read when it is sent.
 */
export const multipart = (fields: ReadonlyArray<FormField>): Blob => {
  const boundary = `form-${crypto.randomUUID()}`
  const parts = fields.flatMap((field) => [`--${boundary}\r\n`, ...partOf(field), "\r\n"])
  return new Blob([...parts, `--${boundary}--\r\n`], {
    type: `multipart/form-data; boundary=${boundary}`
  })
}
