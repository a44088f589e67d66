// The package undici makes its own agent the sender of Node's `fetch` when it is imported, unless Node has
// chosen a sender before. Node chooses when a class of `fetch` is first used: this line uses one.
Reflect.has(globalThis.FormData, "prototype")
