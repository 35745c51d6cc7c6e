// What a browser asks for until ten results of a first query are shown with their excerpts.
//
//	node search.mjs FOLDER kith|pagefind WORD TOOLS CHROMIUM
//
// Prints requests, bytes as they lie there, and bytes with what is text compressed (gzip 6), as most hosts send it. The page
// that has the field and its style are not counted: every search needs some.
import { createRequire } from "node:module";
import { readFile, stat } from "node:fs/promises";
import { extname, join } from "node:path";
import { gzipSync } from "node:zlib";

const [folder, engine, word, tools, executablePath] = process.argv.slice(2);
const { chromium } = createRequire(join(tools, "package.json"))("playwright-core");
const base = "https://example.org/";
const TYPES = { ".html": "text/html; charset=utf-8", ".css": "text/css", ".js": "text/javascript", ".json": "application/json", ".wasm": "application/wasm" };
const count = { requests: 0, bytes: 0, sent: 0 };

async function answer(route) {
  let path = join(folder, decodeURIComponent(route.request().url().slice(base.length).replace(/[?#].*/, "")));
  if ((await stat(path).catch(() => null))?.isDirectory()) path = join(path, "index.html");
  if (!(await stat(path).catch(() => null))?.isFile()) return route.fulfill({ status: 404, body: "" });
  const body = await readFile(path), type = TYPES[extname(path)];
  if (!route.request().isNavigationRequest() && extname(path) !== ".css") {
    count.requests++;
    count.bytes += body.length;
    count.sent += /text|json/.test(type ?? "") ? gzipSync(body).length : body.length;
  }
  return route.fulfill({ body, contentType: type ?? "application/octet-stream" });
}

const args = ["--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync"];
const start = (chromiumSandbox) => chromium.launch({ executablePath, chromiumSandbox, args });
const browser = await start(process.getuid() !== 0).catch(() => start(false));
const tab = await browser.newPage();
await tab.route("**/*", answer);
if (engine === "kith") {
  await tab.goto(`${base}search/?q=${word}`);
  await tab.waitForFunction(() => {
    const quoted = [...document.querySelectorAll("main ol p")];
    return quoted.length && quoted.every((p) => p.textContent);
  });
} else {
  await tab.goto(`${base}404.html`);
  await tab.evaluate(async ([from, asked]) => {
    const { search } = await import(from);
    const { results } = await search(asked);
    if (!results.length) throw new Error("nothing was found");
    await Promise.all(results.slice(0, 10).map((result) => result.data()));
  }, [`${base}pagefind/pagefind.js`, word]);
}
await browser.close();
console.log(JSON.stringify(count));
