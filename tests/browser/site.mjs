// Opens built sites in Chromium and follows their links, as a visitor would.
//
//	node site.mjs TOOLS CHROMIUM SPARE { FOLDER BASE_URL }...
//
// A site is seen at its own address: every request below BASE_URL is answered from FOLDER, every other
// request is refused, so nothing leaves the machine and nothing may need to. What a folder lacks of its assets/ lies
// in SPARE, the theme's. Prints one JSON object, folder to page to list of problems. A page is looked at wide, light and
// dark, and at 320 CSS pixels.
import { createRequire } from "node:module";
import { readFile, readdir, stat } from "node:fs/promises";
import { extname, join, relative } from "node:path";

const [tools, executablePath, spare, ...given] = process.argv.slice(2);
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

function makeSite(folder, base) {
  return {
    folder, base,
    report: {},           // page: problems
    anchors: {},          // page: ids on it
    wanted: [],           // { from, page, id } for each link with a fragment
  };
}

function problem(site, page, text) {
  (site.report[page] ??= []).push(text);
}

async function isFile(path) {
  return (await stat(path).catch(() => null))?.isFile() ?? false;
}

// The file behind an address of the site, or null. A folder's page is its index.html.
async function fileOf(site, url) {
  if (!url.startsWith(site.base)) return null;
  const name = decodeURIComponent(url.slice(site.base.length).replace(/[?#].*/, ""));
  const path = join(site.folder, name);
  const found = await stat(path).catch(() => null);
  const paths = [found?.isDirectory() ? join(path, "index.html") : path];
  if (name.startsWith("assets/")) paths.push(join(spare, name.slice("assets/".length)));
  for (const each of paths) if (await isFile(each)) return each;
  return null;
}

async function answer(site, route, page) {
  const url = route.request().url();
  const path = await fileOf(site, url);
  if (path)
    return route.fulfill({ path, contentType: TYPES[extname(path)] ?? "application/octet-stream" });
  if (!url.endsWith("/favicon.ico"))
    problem(site, page, url.startsWith(site.base) ? `asks for ${url}, which is not there` : `asks another server for ${url}`);
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
  };
}

async function accessible(site, tab, page, scheme, options) {
  await tab.emulateMedia({ colorScheme: scheme });
  const { violations } = await tab.evaluate((o) => window.axe.run(document, o), options);
  for (const found of violations)
    for (const node of found.nodes)
      problem(site, page, `${found.id} (${scheme}): ${found.help}: ${node.target.join(" ")}\n    ${node.failureSummary ?? ""}`);
}

async function follow(site, links, page, queue) {
  for (const href of links) {
    if (!href.startsWith(site.base)) continue;
    const [url, id] = href.split("#", 2);
    const path = await fileOf(site, url);
    if (!path) {
      problem(site, page, `links to ${url}, which is not there`);
      continue;
    }
    if (extname(path) !== ".html") continue;
    if (id) site.wanted.push({ from: page, page: relative(site.folder, path), id: decodeURIComponent(id) });
    queue.add(relative(site.folder, path), url);
  }
}

async function redirects(path) {
  return /http-equiv=["']?refresh/i.test(await readFile(path, "utf8"));
}

// A page that only sends on would be gone while it is looked at: what it leads to is.
async function sentOn(site, page, queue) {
  const text = await readFile(join(site.folder, page), "utf8");
  await follow(site, [...text.matchAll(/ href=["']?([^"' >]+)/g)].map(([, href]) => new URL(href, site.base).href), page, queue);
}

async function visit(site, context, page, url, queue) {
  site.report[page] ??= [];
  if (await redirects(join(site.folder, page))) return sentOn(site, page, queue);
  const tab = await context.newPage();
  try {
    await tab.route("**/*", (route) => answer(site, route, page));
    tab.on("pageerror", (error) => problem(site, page, `script error: ${error.message}`));
    tab.on("console", (message) => message.type() === "error" && problem(site, page, `console: ${message.text()}`));
    await tab.goto(url, { waitUntil: "load" });
    const seen = await tab.evaluate(look);
    site.anchors[page] = new Set(seen.ids);
    await follow(site, seen.links, page, queue);
    if (!seen.language) problem(site, page, "says nothing about its language");
    if (seen.headings !== 1) problem(site, page, `has ${seen.headings} first headings`);
    for (const image of seen.images) {
      if (!image.alt) problem(site, page, `image without alt: ${image.src}`);
      if (!image.there) problem(site, page, `image that does not show: ${image.src}`);
    }
    await tab.evaluate(axe);
    await accessible(site, tab, page, "light", { runOnly: WCAG });
    await accessible(site, tab, page, "dark", { runOnly: ["color-contrast"] });
    await tab.setViewportSize({ width: 320, height: 640 });
    const width = await tab.evaluate(() => document.scrollingElement.scrollWidth);
    if (width > 320) problem(site, page, `is ${width} pixels wide where there are 320`);
  } catch (error) {
    problem(site, page, String(error.message));
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
async function findUnreached(site, known) {
  for (const name of await readdir(site.folder, { recursive: true })) {
    if (!name.endsWith(".html") || known.has(name) || name === "404.html") continue;
    if (!(await redirects(join(site.folder, name)))) problem(site, name, "no page links here");
  }
}

async function tour(browser, site) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, reducedMotion: "reduce" });
  const queue = makeQueue();
  queue.add("index.html", site.base);
  if (await fileOf(site, `${site.base}404.html`)) queue.add("404.html", `${site.base}404.html`);
  const work = () => queue.work((page, url) => visit(site, context, page, url, queue));
  await Promise.all(Array.from({ length: WORKERS }, work));
  await context.close();

  for (const { from, page, id } of site.wanted)
    if (!site.anchors[page]?.has(id)) problem(site, from, `links to ${page}#${id}, where there is no such anchor`);
  await findUnreached(site, queue.known);
  return site.report;
}

const browser = await launch(process.getuid() !== 0).catch(() => launch(false));
const reports = {};
for (let i = 0; i < given.length; i += 2)
  reports[given[i]] = await tour(browser, makeSite(given[i], given[i + 1]));
await browser.close();
console.log(JSON.stringify(reports));
