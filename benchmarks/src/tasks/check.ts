import { errorStatuses, idAnsweredWith, keyId, successBody } from "../body.js"
import type { Key, Session } from "../contender.js"

const assertSame = (what: string, actual: unknown, expected: unknown): void => {
  if (JSON.stringify(actual) !== JSON.stringify(expected)) {
    throw new Error(`${what}: ${JSON.stringify(actual)} instead of ${JSON.stringify(expected)}`)
  }
}

const assertKey = ({ id, label, scopes }: Key): void => {
  const { data } = successBody
  assertSame("key", { id, label, scopes }, { id: data.id, label: data.label, scopes: data.scopes })
}

/** Compares every kind of answer with what the server sent, and many answers at a time. */
export const check = async (session: Session): Promise<Record<string, number>> => {
  assertKey(await session.get(keyId))
  for (const status of errorStatuses) {
    assertSame("status", await session.refused(idAnsweredWith(status)), status)
  }
  const keys = await Promise.all(Array.from({ length: 32 }, () => session.get(keyId)))
  keys.forEach(assertKey)
  return {}
}
