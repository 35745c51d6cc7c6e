// The script of the search page without a browser: it makes words as the program does, and finds them in an index
// that the program wrote. Prints a line for everything that is wrong.
//
//	node search.mjs FOLDER VECTORS
//
// FOLDER is a built site, VECTORS is tests/spec/search-fold.json.
import { copyFile, mkdtemp, readFile, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

const [folder, vectors] = process.argv.slice(2);
const own = await mkdtemp(join(tmpdir(), "search-"));
await copyFile(join(folder, "search/search.js"), join(own, "search.mjs"));
const { words, search, titleOf, hits, excerpt } = await import(pathToFileURL(join(own, "search.mjs")));
await rm(own, { recursive: true });

function expect(what, is, want) {
  const [a, b] = [is, want].map((x) => JSON.stringify(x));
  if (a !== b) console.log(`${what}: ${a}, not ${b}`);
}

let asked = [];
async function get(name) {
  asked.push(name);
  const bytes = await readFile(join(folder, "search", name.split("?")[0]));
  return name.includes("json") ? JSON.parse(bytes) : new Uint8Array(bytes);
}

async function find(query) {
  asked = [];
  const pages = await search([...new Set(words(query, true))], get);
  return Promise.all(pages.map(async (page) => (await titleOf(page, get))[0]));
}

for (const [text, want] of JSON.parse(await readFile(vectors))) expect(`words of ${text}`, words(text), want);
expect("asked words", words("日本語 日 don't", true), ["日本", "本語", "日", "don", "t"]);

const size = (await stat(join(folder, "search/search.js"))).size;
if (size > 6 * 1024) console.log(`the script has ${size} bytes`);

const first = await find("Configuration");
expect("a title comes first", first[0], "/manual/configuration/");
if (first.length < 3) console.log("other pages have the word, too");
expect("upper case and accents", await find("CÖNFIGURATION"), first);
const begun = await find("configurat");
for (const page of first) if (!begun.includes(page)) console.log(`${page} is not found by the begin of the word`);
const both = await find("configuration search");
const second = await find("search");
expect("all words must be there", [...both].sort(), first.filter((page) => second.includes(page)).sort());
expect("no page has it", await find("zyxwvut"), []);
expect("one letter is a whole word", (await find("z")).length < first.length, true);
if (asked.filter((name) => name.includes(".bin")).length > 2) console.log("too many shards are read for a whole word");

// On a large site many shards hold the words that begin with three letters: "abca" on page 0, "abcb" on page 1 ...
const hex = (text) => Buffer.from(text).toString("hex");
const many = Array.from({ length: 20 }, (_, i) => "abc" + String.fromCharCode(97 + i));
const shards = ["00", ...many.map(hex)];
const large = (name) => name === "index.json" ? { pages: 20, shards }
  : new Uint8Array(name === "00" ? [] : [0, 4, ...Buffer.from(name, "hex"), 1, shards.indexOf(name) - 1 << 2]);
expect("all pages with a beginning", (await search(["abc"], large)).sort((a, b) => a - b), many.map((_, i) => i));

expect("hits", hits("Das Café und Cafés", ["cafe"]), [[4, 8, 0], [13, 18, 0]]);
expect("hits in a run", hits("東京都と京", ["東京"]), [[0, 2, 0]]);
const long = "word ".repeat(100) + "one alone. " + "word ".repeat(60) + "one two. " + "word ".repeat(100);
const part = excerpt(long, ["one", "two"]);
expect("an excerpt has both words", [/one two/.test(part), part[0], part.at(-1), part.length < 210], [true, "…", "…", true]);
expect("an excerpt of little", excerpt("One line", ["one"]), "One line");
expect("an excerpt without the word", excerpt("One line", ["two"]), "One line");
