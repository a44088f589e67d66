// The package undici, when it is loaded, makes itself what Node's own `fetch` sends by, unless Node has made
// its choice before. Node makes it when one of the classes beside `fetch` is first looked at.
Reflect.has(globalThis.FormData, "prototype")
