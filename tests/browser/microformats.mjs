/*
 * What a parser of microformats reads in finished pages:
 *
 *	node microformats.mjs TOOLS BASE_URL FOLDER FILE...
 *
 * TOOLS is the folder with node_modules. Prints a map of file to items, and who is `me`. Of texts it keeps what is read,
 * not their markup.
 */
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";

const [tools, base, folder, ...files] = process.argv.slice(2);
const { mf2 } = createRequire(join(tools, "package.json"))("microformats-parser");

function short(value) {
	if (Array.isArray(value))
		return value.map(short);
	if (value === null || typeof value !== "object")
		return value;
	const kept = Object.entries(value).filter(([key]) => key !== "html" || !("value" in value));
	return Object.fromEntries(kept.map(([key, part]) => [key, short(part)]));
}

const read = {};
for (const file of files) {
	const { items, rels } = mf2(readFileSync(join(folder, file), "utf8"), {
		baseUrl: new URL(file.replace(/index\.html$/, ""), base).href,
	});
	read[file] = { items: short(items), me: rels.me ?? [] };
}
process.stdout.write(`${JSON.stringify(read, null, 1)}\n`);
