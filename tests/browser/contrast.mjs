// How well the words of a listing can be told from what is behind them, as Chromium paints both.
//
//	node contrast.mjs FILE TOOLS CHROMIUM CLASS...
//
// Every class of code is put into every line of every listing of the page, light and dark, and so are plain
// text and the numbers of lines. Colours may let through what is behind them, so they are painted one over
// another, from the page inwards. Prints a JSON array of { scheme, line, what, ratio }, WCAG's ratio.
import { createRequire } from "node:module";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";

const [file, tools, executablePath, ...classes] = process.argv.slice(2);
const require = createRequire(join(tools, "package.json"));
const { chromium } = require("playwright-core");

// Runs in the page.
function measure(names) {
  const paint = document.createElement("canvas").getContext("2d", { willReadFrequently: true });

  function painted(colours) {
    paint.clearRect(0, 0, 1, 1);
    for (const colour of colours) {
      paint.fillStyle = colour;
      paint.fillRect(0, 0, 1, 1);
    }
    return paint.getImageData(0, 0, 1, 1).data;
  }

  function luminance(colours) {
    const [red, green, blue] = [...painted(colours)].slice(0, 3).map((byte) => {
      const part = byte / 255;
      return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  }

  function behind(element) {
    const colours = [];
    for (let each = element; each; each = each.parentElement) colours.unshift(getComputedStyle(each).backgroundColor);
    return colours;
  }

  function ratio(element, pseudo) {
    const under = behind(element);
    const text = [...under, getComputedStyle(element, pseudo).color];
    const [light, dark] = [luminance(under), luminance(text)].sort((a, b) => b - a);
    return (light + 0.05) / (dark + 0.05);
  }

  const found = [];
  for (const line of document.querySelectorAll("pre .line")) {
    const name = line.tagName.toLowerCase() + [...line.classList].map((each) => `.${each}`).join("");
    const add = (what, element, pseudo) => found.push({ line: name, what, ratio: ratio(element, pseudo) });
    add("text", line);
    if (line.dataset.n) add("number", line, "::before");
    for (const each of names) {
      const word = document.createElement("span");
      word.className = each;
      line.append(word);
      add(each, word);
      word.remove();
    }
  }
  return found;
}

function launch(chromiumSandbox) {
  return chromium.launch({ executablePath, chromiumSandbox, args: ["--disable-gpu"] });
}

const browser = await launch(process.getuid() !== 0).catch(() => launch(false));
const tab = await browser.newPage();
const report = [];
await tab.goto(pathToFileURL(resolve(file)).href);
for (const scheme of ["light", "dark"]) {
  await tab.emulateMedia({ colorScheme: scheme });
  report.push(...(await tab.evaluate(measure, classes)).map((each) => ({ scheme, ...each })));
}
await browser.close();
console.log(JSON.stringify(report));
