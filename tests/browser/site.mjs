// Opens a built site in Chromium and follows its links, as a visitor would.
//
//	node site.mjs FOLDER BASE_URL TOOLS CHROMIUM
//
// The site is seen at its own address: every request below BASE_URL is answered from FOLDER, every other
// request is refused, so nothing leaves the machine and nothing may need to. Prints one JSON object, page
// to list of problems. A page is looked at wide, light and dark, and at 320 CSS pixels.
import { createRequire } from "node:module";
import { readFile, readdir, stat } from "node:fs/promises";
import { extname, join, relative } from "node:path";

const [folder, base, tools, executablePath] = process.argv.slice(2);
const require = createRequire(join(tools, "package.json"));
const { chromium } = require("playwright-core");
const axe = await readFile(require.resolve("axe-core/axe.min.js"), "utf8");

const TYPES = {
  ".html": "text/html; charset=utf-8", ".css": "text/css", ".js": "text/javascript", ".mjs": "text/javascript",
  ".svg": "image/svg+xml", ".png": "image/png", ".jpg": "image/jpeg", ".gif": "image/gif", ".webp": "image/webp",
  ".xml": "application/xml", ".json": "application/json", ".txt": "text/plain; charset=utf-8", ".woff2": "font/woff2",
};
const WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];
const WORKERS = 2;

const report = {};        // page: problems
const anchors = {};       // page: ids on it
const wanted = [];        // { from, page, id } for each link with a fragment

function problem(page, text) {
  (report[page] ??= []).push(text);
}

// The file behind an address of the site, or null. A folder's page is its index.html.
async function fileOf(url) {
  if (!url.startsWith(base)) return null;
  let path = join(folder, decodeURIComponent(url.slice(base.length).replace(/[?#].*/, "")));
  const found = await stat(path).catch(() => null);
  if (found?.isDirectory()) path = join(path, "index.html");
  return (await stat(path).catch(() => null))?.isFile() ? path : null;
}

async function answer(route, page) {
  const url = route.request().url();
  const path = await fileOf(url);
  if (path)
    return route.fulfill({ path, contentType: TYPES[extname(path)] ?? "application/octet-stream" });
  if (!url.endsWith("/favicon.ico"))
    problem(page, url.startsWith(base) ? `asks for ${url}, which is not there` : `asks another server for ${url}`);
  return route.fulfill({ status: 404, contentType: "text/plain", body: "" });
}

// Runs in the page: everything it links to and shows.
function look() {
  return {
    links: [...document.querySelectorAll("a[href], area[href], link[href]")].map((e) => e.href),
    ids: [...document.querySelectorAll("[id], a[name]")].map((e) => e.id || e.getAttribute("name")),
    images: [...document.images].map((e) => ({
      src: e.currentSrc || e.src, alt: e.hasAttribute("alt"), there: !e.complete || e.naturalWidth > 0,
    })),
    language: document.documentElement.lang,
    headings: document.querySelectorAll("h1").length,
    redirect: document.querySelector('meta[http-equiv="refresh" i]') !== null,
  };
}

async function accessible(tab, page, scheme, options) {
  await tab.emulateMedia({ colorScheme: scheme });
  const { violations } = await tab.evaluate((o) => window.axe.run(document, o), options);
  for (const found of violations)
    for (const node of found.nodes)
      problem(page, `${found.id} (${scheme}): ${found.help}: ${node.target.join(" ")}\n    ${node.failureSummary ?? ""}`);
}

async function follow(links, page, queue) {
  for (const href of links) {
    if (!href.startsWith(base)) continue;
    const [url, id] = href.split("#", 2);
    const path = await fileOf(url);
    if (!path) {
      problem(page, `links to ${url}, which is not there`);
      continue;
    }
    if (extname(path) !== ".html") continue;
    if (id) wanted.push({ from: page, page: relative(folder, path), id: decodeURIComponent(id) });
    queue.add(relative(folder, path), url);
  }
}

async function visit(context, page, url, queue) {
  report[page] ??= [];
  const tab = await context.newPage();
  try {
    await tab.route("**/*", (route) => answer(route, page));
    tab.on("pageerror", (error) => problem(page, `script error: ${error.message}`));
    tab.on("console", (message) => message.type() === "error" && problem(page, `console: ${message.text()}`));
    await tab.goto(url, { waitUntil: "load" });
    const seen = await tab.evaluate(look);
    anchors[page] = new Set(seen.ids);
    await follow(seen.links, page, queue);
    if (seen.redirect) return;

    if (!seen.language) problem(page, "says nothing about its language");
    if (seen.headings !== 1) problem(page, `has ${seen.headings} first headings`);
    for (const image of seen.images) {
      if (!image.alt) problem(page, `image without alt: ${image.src}`);
      if (!image.there) problem(page, `image that does not show: ${image.src}`);
    }
    await tab.evaluate(axe);
    await accessible(tab, page, "light", { runOnly: WCAG });
    await accessible(tab, page, "dark", { runOnly: ["color-contrast"] });
    await tab.setViewportSize({ width: 320, height: 640 });
    const width = await tab.evaluate(() => document.scrollingElement.scrollWidth);
    if (width > 320) problem(page, `is ${width} pixels wide where there are 320`);
  } catch (error) {
    problem(page, String(error.message));
  } finally {
    await tab.close();
  }
}

// Pages to visit, each once; next() waits while another worker may still find more.
function makeQueue() {
  const known = new Set(), pages = [];
  let busy = 0;
  return {
    add(page, url) {
      if (known.has(page)) return;
      known.add(page);
      pages.push([page, url]);
    },
    known,
    async work(visitOne) {
      while (pages.length || busy) {
        const next = pages.shift();
        if (!next) {
          await new Promise((resolve) => setTimeout(resolve, 20));
          continue;
        }
        busy++;
        await visitOne(...next).finally(() => busy--);
      }
    },
  };
}

// Chromium's sandbox is not to be had by root, nor in most containers; without it our own pages do no harm.
function launch(chromiumSandbox) {
  const args = ["--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync"];
  return chromium.launch({ executablePath, chromiumSandbox, args });
}

// Every page can be reached from the first one, save those that only send on and the one for errors.
async function findUnreached(known) {
  for (const name of await readdir(folder, { recursive: true })) {
    if (!name.endsWith(".html") || known.has(name) || name === "404.html") continue;
    const text = await readFile(join(folder, name), "utf8");
    if (!/http-equiv=["']?refresh/i.test(text)) problem(name, "no page links here");
  }
}

const browser = await launch(process.getuid() !== 0).catch(() => launch(false));
const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, reducedMotion: "reduce" });
const queue = makeQueue();
queue.add("index.html", base);
if (await fileOf(`${base}404.html`)) queue.add("404.html", `${base}404.html`);
await Promise.all(Array.from({ length: WORKERS }, () => queue.work((page, url) => visit(context, page, url, queue))));
await browser.close();

for (const { from, page, id } of wanted)
  if (!anchors[page]?.has(id)) problem(from, `links to ${page}#${id}, where there is no such anchor`);
await findUnreached(queue.known);
console.log(JSON.stringify(report));
