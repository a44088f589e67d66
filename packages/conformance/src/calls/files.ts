import { fileIds } from "../records.js"
import { describe, paged } from "./describe.js"

const file = {
  id: fileIds[0],
  hash: "04b9e2ec43133ae7287f97764c0beda19f304374e1d6bfe4fcc36ad54502e5dc",
  organization_id: "org_0196b0e9-11d8-7f26-b1d2-bd47054e4827",
  name: "uploaded-file.jpg",
  original_name: "4.jpg",
  filename: "0198042e-6dde-76e0-b817-3afb324e29ac.jpg",
  filepath: "org_uploads/image/0198042e-6dde-76e0-b817-3afb324e29ac.jpg",
  mime_type: "image/jpeg",
  size: 1_060_793,
  type: "image",
  is_duplicate: true,
  created_at: "2025-07-13 16:26:48.415",
  updated_at: "2025-07-13 16:26:49.415",
  // As printed, with the double slash.
  url: "https://assets.bitgpt.xyz//app/public/src/storage/4.jpg"
}

const answer = {
  record: file,
  required: ["id"],
  odd: {
    size: [-1, 0.5],
    is_duplicate: ["yes"],
    created_at: ["yesterday"],
    updated_at: ["yesterday"]
  }
}

/** Text that a reader of forms could take apart. */
const content = 'a,b\r\n--boundary--\r\n"ü€😀"\r\n\r\nContent-Disposition: form-data\r\n'

export const upload = describe("Files.upload", "POST", "/files/upload", {
  carrier: "Form",
  input: { file: { name: "prices 1.csv", type: "text/csv", text: content }, name: "Prices, 2026" },
  value: {
    name: "Prices, 2026",
    mime_type: "text/csv",
    size: new TextEncoder().encode(content).byteLength
  },
  creates: true,
  answer,
  refused: [
    { name: "with a name that is empty", input: { name: "" }, fields: ["name"] },
    { name: "with a name of 256 characters", input: { name: "x".repeat(256) }, fields: ["name"] },
    { name: "of what is no file", input: { file: "text" }, fields: ["file"] }
  ]
})

export const list = describe("Files.list", "GET", "/files", {
  input: { search: "4.J", type: "image", limit: 2, offset: 1 },
  ...paged(answer, [{ id: fileIds[1] }, { id: fileIds[2], name: "4.jpg" }])
})

export const get = describe("Files.get", "GET", "/files/{id}", {
  input: { id: fileIds[0] },
  value: { id: fileIds[0], name: "4.jpg", size: 19, created_at: "2025-06-30 15:00:22" },
  answer,
  refused: [{ name: "with the path of another call", input: { id: "upload" }, fields: ["id"] }]
})

export const remove = describe("Files.delete", "DELETE", "/files/{id}", {
  input: { id: fileIds[0] },
  deletes: true,
  refused: [{ name: "with the path of another call", input: { id: "upload" }, fields: ["id"] }]
})
