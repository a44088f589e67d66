import { createServer, type Server } from "node:http"

const key = {
  id: "api_key_0197c0ec-a197-719f-84a9-99270a79b42a",
  label: "My API Key",
  description: "Key for accessing product APIs",
  scopes: ["products.create", "products.read"],
  ip_allow_list: ["127.0.0.1", "192.168.1.0/24"],
  expires_at: "2026-05-30 20:23:16",
  created_at: "2025-06-30 15:00:22",
  updated_at: "2025-07-01 10:30:45",
  metrics: {
    api_key_id: "api_key_0197c0ec-a197-719f-84a9-99270a79b42a",
    total_requests: 1250,
    last_used_at: "2025-07-01 09:15:30"
  }
}

const success = {
  status: 200,
  data: key,
  error: null,
  log: null,
  validator: null,
  support_id: "support_0197c0f1-9589-7990-b421-4b806f637b0c",
  message: "Resource created successfully",
  env: "development"
}

const failure = (status: number, error: string) => ({
  status,
  error,
  support_id: "support_018ecfc3-bfa6-7b95-a29c-bd8fc3f5b2c6"
})

const answer = (path: string | undefined, authorization: string | undefined, token: string) => {
  if (authorization !== `Bearer ${token}`) return failure(401, "Unauthenticated.")
  if (path === `/developers/api_keys/${key.id}`) return success
  return failure(404, "The requested resource was not found.")
}

/** A stand-in for BitGPT on this machine: one key, the documented answers, no state. */
export const startLocalServer = (
  token: string
): Promise<{ readonly baseUrl: string; readonly stop: () => void }> =>
  new Promise((resolve) => {
    const server: Server = createServer((request, response) => {
      const body = answer(request.url, request.headers.authorization, token)
      response.writeHead(body.status, { "content-type": "application/json" })
      response.end(JSON.stringify(body))
    })
    server.listen(0, "127.0.0.1", () => {
      const address = server.address()
      const port = typeof address === "object" && address !== null ? address.port : 0
      resolve({
        baseUrl: `http://127.0.0.1:${port}`,
        stop: () => {
          server.closeAllConnections()
          server.close()
        }
      })
    })
  })
