/**
 * Every case.
 *
 * @module
 */
import type { Case } from "./Case.js"
import { apiKeyCases } from "./cases/apiKeys.js"
import { headerCases } from "./cases/headers.js"
import { interruptionCases } from "./cases/interruption.js"
import { repeatCases } from "./cases/repeats.js"
import { pageCases } from "./cases/pages.js"
import { bodyCases } from "./cases/body.js"
import { callCases } from "./cases/calls.js"
import { dataCases } from "./cases/data.js"
import { envelopeCases } from "./cases/envelope.js"
import { inputCases } from "./cases/input.js"
import { redirectCases } from "./cases/redirects.js"
import { retryAfterCases } from "./cases/retryAfter.js"
import { settingsCases } from "./cases/settings.js"
import { shouldRetryCases } from "./cases/shouldRetry.js"
import { statusCases } from "./cases/statuses.js"
import { timeCases } from "./cases/time.js"
import { tokenCases } from "./cases/tokens.js"
import { transportCases } from "./cases/transport.js"

/** Every case, by theme. */
export const casesByTheme: Readonly<Record<string, ReadonlyArray<Case>>> = {
  calls: callCases,
  "API keys": apiKeyCases,
  settings: settingsCases,
  tokens: tokenCases,
  headers: headerCases,
  input: inputCases,
  statuses: statusCases,
  "Retry-After": retryAfterCases,
  "x-should-retry": shouldRetryCases,
  transport: transportCases,
  bodies: bodyCases,
  envelopes: envelopeCases,
  data: dataCases,
  pages: pageCases,
  repeats: repeatCases,
  redirects: redirectCases,
  time: timeCases,
  interruption: interruptionCases
}

/** Every case. */
export const cases: ReadonlyArray<Case> = Object.values(casesByTheme).flat()
