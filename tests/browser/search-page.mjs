// The search page of the built example as somebody uses it: with the keyboard alone, under a strict policy, and with
// no script at all. Prints a line for everything that is wrong.
//
//	node search-page.mjs FOLDER BASE_URL TOOLS CHROMIUM
import { createRequire } from "node:module";
import { readFile, stat } from "node:fs/promises";
import { extname, join } from "node:path";

const [folder, base, tools, executablePath] = process.argv.slice(2);
const require = createRequire(join(tools, "package.json"));
const { chromium } = require("playwright-core");
const axe = await readFile(require.resolve("axe-core/axe.min.js"), "utf8");
const TYPES = { ".html": "text/html; charset=utf-8", ".css": "text/css", ".js": "text/javascript", ".json": "application/json" };
const POLICY = "default-src 'none'; script-src 'self'; connect-src 'self'; style-src 'self'; img-src 'self'; " +
  "form-action 'self'; base-uri 'none'; require-trusted-types-for 'script'";

const problem = (text) => console.log(text);
const check = (what, holds) => holds || problem(`not so: ${what}`);

async function answer(route) {
  let path = join(folder, decodeURIComponent(route.request().url().slice(base.length).replace(/[?#].*/, "")));
  if ((await stat(path).catch(() => null))?.isDirectory()) path = join(path, "index.html");
  if (!(await stat(path).catch(() => null))?.isFile()) return route.fulfill({ status: 404, body: "" });
  const headers = { "content-type": TYPES[extname(path)] ?? "application/octet-stream", "content-security-policy": POLICY };
  return route.fulfill({ body: await readFile(path), headers });
}

async function open(browser, path, options = {}) {
  const context = await browser.newContext({ reducedMotion: "reduce", ...options });
  const tab = await context.newPage();
  await tab.route("**/*", answer);
  tab.on("pageerror", (error) => problem(`script error: ${error.message}`));
  tab.on("console", (message) => message.type() === "error" && !/favicon/.test(message.location().url) && problem(`console: ${message.text()}`));
  await tab.goto(base + path, { waitUntil: "load" });
  return tab;
}

const said = (tab, pattern) => tab.waitForFunction((p) => new RegExp(p).test(document.querySelector("[role=status]").textContent), pattern, { timeout: 10000 });
const focused = (tab) => tab.evaluate(() => document.activeElement.tagName);

async function typeAndFollow(browser) {
  const tab = await open(browser, "search/");
  await tab.getByRole("searchbox").focus();
  await tab.keyboard.type("configurat");
  await said(tab, "^Pages found: \\d+$");
  check("the address holds what was typed", tab.url() === `${base}search/?q=configurat`);
  check("at most ten results", await tab.locator("main ol > li").count() <= 10);
  check("the first one has the word in its title", await tab.locator("main ol > li:first-child a mark").count() > 0);
  await tab.waitForFunction(() => [...document.querySelectorAll("main ol p")].every((p) => p.textContent), null, { timeout: 10000 });
  check("the word is marked in a quotation", await tab.locator("main ol p mark").count() > 0);
  const { violations } = await tab.evaluate(axe).then(() => tab.evaluate(() => window.axe.run(document)));
  for (const { id, help, nodes } of violations) problem(`${id}: ${help}: ${nodes.map((node) => node.target).join(" ")}`);

  await tab.keyboard.press("Tab");
  check("the button comes behind the field", await focused(tab) === "BUTTON");
  await tab.keyboard.press("Tab");
  check("the first result comes behind the button", await focused(tab) === "A");
  await tab.keyboard.press("Enter");
  await tab.waitForURL((url) => !url.pathname.includes("/search/"), { timeout: 10000 });
}

async function more(browser) {
  const tab = await open(browser, "search/?q=the");
  await said(tab, "^Pages found: \\d+$");
  check("the field shows what the address asks", await tab.getByRole("searchbox").inputValue() === "the");
  const button = tab.getByRole("button", { name: "Show more" });
  await button.focus();
  await tab.keyboard.press("Enter");
  await tab.waitForFunction(() => document.querySelectorAll("main ol > li").length > 10, null, { timeout: 10000 });
  await tab.waitForFunction(() => document.activeElement === document.querySelector("main ol > li:nth-child(11) a"), null, { timeout: 10000 });
  await tab.getByRole("searchbox").fill("zyxwvut");
  await said(tab, "^No page");
  check("nothing is listed then", await tab.locator("main ol > li").count() === 0);
  check("nor offered", await button.isHidden());
}

// A quotation is of the page's own text, where it has one: not of its title, dates and facts, which stand before it. And
// on a page that only lists things a label does not run into what it is of.
async function quotations(browser) {
  const tab = await open(browser, "search/?q=evidence");
  await said(tab, "^Pages found: \\d+$");
  const quoted = () => tab.waitForFunction(() => [...document.querySelectorAll("main ol p")].every((p) => p.textContent), null, { timeout: 10000 });
  await quoted();
  const strange = await tab.evaluate(async () => {
    const plain = (text) => text.replace(/\s+/g, "");
    const rows = [...document.querySelectorAll("main ol > li")].map(async (item) => {
      const address = item.querySelector("a").href, quotation = item.querySelector("p").textContent;
      const request = new XMLHttpRequest();
      request.open("GET", address);
      request.responseType = "document";
      const there = await new Promise((done) => { request.onload = () => done(request.response); request.send(); });
      const text = there.querySelector(".e-content") ?? there.querySelector("main");
      const glued = [...there.querySelectorAll("dt")].some((dt) =>
        quotation.includes(dt.textContent.trim() + dt.nextElementSibling.textContent.trim().slice(0, 8)));
      return glued || !plain(text.textContent).includes(plain(quotation.replace(/^…|…$/g, ""))) ? address : "";
    });
    return { addresses: (await Promise.all(rows)).filter(Boolean), count: rows.length };
  });
  check("there is something to quote", strange.count > 0);
  for (const address of strange.addresses) problem(`quoted from beside the text, or run together: ${address}`);
}

async function withoutScript(browser) {
  const tab = await open(browser, "search/", { javaScriptEnabled: false });
  check("there is no field that does nothing", await tab.locator("input").isHidden());
  check("the page says why", await tab.locator("noscript").isVisible());
  check("there are lists instead", await tab.locator("main nav a").count() > 3);
}

const args = ["--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync"];
const start = (chromiumSandbox) => chromium.launch({ executablePath, chromiumSandbox, args });
const browser = await start(process.getuid() !== 0).catch(() => start(false));
for (const test of [typeAndFollow, more, quotations, withoutScript])
  await test(browser).catch((error) => problem(`${test.name}: ${error.message}`));
await browser.close();
