import { placeholder, success } from "../support/resources.js"

const id = "file_0198042e-6dde-7b9c-bc91-452a7e0c833b"
const organization = "org_0196b0e9-11d8-7f26-b1d2-bd47054e4827"
const stored = `org_uploads/${organization}/image/0198042e-6dde-76e0-b817-3afb324e29ac.jpg`
const hash = "04b9e2ec43133ae7287f97764c0beda19f304374e1d6bfe4fcc36ad54502e5dc"

/** `POST /files/upload`, status 200. The file stands beside `data`. */
export const uploadFile = {
  ...placeholder,
  id,
  name: "uploaded-file.jpg",
  url: `https://assets.bitgpt.xyz/${stored}`,
  size: 1060793,
  mime_type: "image/jpeg",
  type: "image",
  is_duplicate: true
}

/** `GET /files/{id}`, status 200. The file stands beside `data`. */
export const getFile = {
  ...placeholder,
  id,
  hash,
  organization_id: organization,
  original_name: "4.jpg",
  filename: "0198042e-6dde-76e0-b817-3afb324e29ac.jpg",
  filepath: stored,
  mime_type: "image/jpeg",
  file_size: 1060793,
  type: "image",
  created_at: "2025-07-13 16:26:48.415",
  updated_at: null,
  url: `https://assets.bitgpt.xyz/${stored}`
}

/** The second sample of `GET /files/{id}`. Its url has two slashes in its path. */
export const getFileDataExample = success({
  id: "file_0196b6e6-54e3-796d-9c6a-2862a5fef597",
  url: "https://assets.bitgpt.xyz//app/public/src/storage/uploads/image/2025/05/09/0196b6e6-54e3-7290-9d73-0074c623e368.jpg"
})

/** `DELETE /files/{id}`, status 200. */
export const deleteFile = { ...placeholder, message: "File deleted successfully" }
