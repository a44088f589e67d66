import type { Html } from "./html.js"

/** The look of the checkout page, in the page itself: nothing is loaded from elsewhere. */
export const style: Html = {
  html: `<style>
:root {
  color-scheme: light dark;
  --ink: #17181c; --soft: #666a75; --line: #dcdee5; --back: #f3f4f7; --card: #fff;
  --accent: #2347d9; --accent-ink: #fff; --good: #17703f; --good-back: #e5f5ec;
  --bad: #a32020; --bad-back: #fdeaea;
}
@media (prefers-color-scheme: dark) {
  :root {
    --ink: #ecedf1; --soft: #a0a4b0; --line: #353842; --back: #131418; --card: #1d1f25;
    --accent: #8aa2ff; --accent-ink: #10131f; --good: #7fd6a5; --good-back: #15301f;
    --bad: #f3a0a0; --bad-back: #3a1a1a;
  }
}
* { box-sizing: border-box }
body {
  margin: 0; padding: 1rem; min-height: 100vh; display: grid; place-items: center;
  background: var(--back); color: var(--ink);
  font: 1rem/1.5 system-ui, -apple-system, "Segoe UI", sans-serif;
}
main {
  width: 100%; max-width: 30rem; padding: clamp(1.25rem, 5vw, 2rem);
  background: var(--card); border: 1px solid var(--line); border-radius: 1rem;
}
h1 { margin: 0; font-size: 1rem; font-weight: 600; color: var(--soft) }
h2 { margin: 1.75rem 0 .5rem; font-size: .875rem; font-weight: 600; color: var(--soft) }
p { margin: .5rem 0 }
.amount { margin: 0; font-size: clamp(2rem, 10vw, 2.75rem); font-weight: 700; line-height: 1.2 }
.amount small { font-size: .5em; font-weight: 600; color: var(--soft) }
.soft { color: var(--soft); font-size: .875rem; overflow-wrap: anywhere }
.note { padding: .75rem 1rem; border-radius: .75rem; font-weight: 600 }
.good { background: var(--good-back); color: var(--good) }
.bad { background: var(--bad-back); color: var(--bad) }
ul { margin: 0; padding: 0; list-style: none }
li { display: flex; justify-content: space-between; gap: 1rem; padding: .375rem 0 }
li + li { border-top: 1px solid var(--line) }
li > :last-child { text-align: right; white-space: nowrap }
fieldset { margin: 0; padding: 0; border: 0; display: grid; gap: .5rem }
legend { padding: 0; margin: 1.75rem 0 .5rem; font-size: .875rem; font-weight: 600; color: var(--soft) }
.choice {
  display: grid; grid-template-columns: auto 1fr auto; gap: .75rem; align-items: center;
  padding: .75rem 1rem; border: 1px solid var(--line); border-radius: .75rem; cursor: pointer;
}
.choice:has(:checked) { border-color: var(--accent); box-shadow: inset 0 0 0 1px var(--accent) }
.choice input { margin: 0; width: 1.125rem; height: 1.125rem; accent-color: var(--accent) }
.choice small { display: block; color: var(--soft) }
.choice b { font-variant-numeric: tabular-nums; font-weight: 600 }
details { margin-top: 1rem }
summary { cursor: pointer; color: var(--soft); font-size: .875rem }
.other { display: flex; align-items: center; gap: .5rem; margin-top: .5rem }
.other input {
  flex: 1; min-width: 0; padding: .625rem .75rem; font: inherit; color: inherit;
  background: var(--card); border: 1px solid var(--line); border-radius: .5rem;
}
button {
  width: 100%; margin-top: 1.25rem; padding: .875rem; font: inherit; font-weight: 600;
  color: var(--accent-ink); background: var(--accent); border: 0; border-radius: .75rem; cursor: pointer;
}
button:hover { filter: brightness(1.08) }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px }
a { color: var(--accent) }
</style>`
}
