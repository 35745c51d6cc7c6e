/*
 * What a reader of feeds makes of them, and what the schema of JSON Feed has to say:
 *
 *	node feeds.mjs TOOLS FILE...
 *
 * TOOLS is the folder with node_modules. Prints a map of file to what was read, the same for every format:
 *
 *	{ title, home, self, hub, entries: [{ id, url, title, content, published, updated, authors, categories }] }
 *	{ title, outlines: [{ text, type, xmlUrl, htmlUrl }] }         of an OPML file
 *	{ problems: [...] }                                            of one that is refused
 */
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { basename, join } from "node:path";
import { pathToFileURL } from "node:url";

const [tools, ...files] = process.argv.slice(2);
const require = createRequire(join(tools, "package.json"));
const feedsmith = await import(pathToFileURL(require.resolve("feedsmith")).href);
const Ajv = require("ajv").default;
const ajv = new Ajv({ strict: false, allErrors: true });
require("ajv-formats").default(ajv);
const schema = ajv.compile(require("jsonfeed-schema/schema-v1.1.json"));

const link = (links, rel) => links?.find((each) => each.rel === rel)?.href;
const time = (text) => (text ? new Date(text).toISOString() : undefined);
const trimmed = (text) => (text ?? "").trim();

function atom(text) {
	const feed = feedsmith.parseAtomFeed(text);
	return {
		title: feed.title.value, home: link(feed.links, "alternate"), self: link(feed.links, "self"),
		hub: link(feed.links, "hub"),
		entries: (feed.entries ?? []).map((entry) => ({
			id: entry.id, url: link(entry.links, "alternate"), title: entry.title.value,
			content: trimmed(entry.content?.value), published: time(entry.published), updated: time(entry.updated),
			authors: (entry.authors ?? []).map((author) => author.name),
			categories: (entry.categories ?? []).map((category) => category.term),
		})),
	};
}

function json(text) {
	const read = JSON.parse(text);
	if (!schema(read))
		throw new Error(schema.errors.map((each) => `${each.instancePath || "/"} ${each.message}`).join("\n"));
	const feed = feedsmith.parseJsonFeed(text);
	return {
		title: feed.title, home: feed.home_page_url, self: feed.feed_url, hub: feed.hubs?.[0].url,
		entries: (feed.items ?? []).map((item) => ({
			id: item.id, url: item.url, title: item.title, content: trimmed(item.content_html),
			published: time(item.date_published), updated: time(item.date_modified),
			authors: (item.authors ?? []).map((author) => author.name), categories: item.tags ?? [],
		})),
	};
}

/* Which has no time of a change, and names the site's author with every entry. */
function rss(text) {
	const feed = feedsmith.parseRssFeed(text);
	return {
		title: feed.title, home: feed.link, self: link(feed.atom?.links, "self"), hub: link(feed.atom?.links, "hub"),
		entries: (feed.items ?? []).map((item) => ({
			id: item.guid.value, url: item.link, title: item.title,
			content: trimmed(item.content?.encoded ?? item.description), published: time(item.pubDate),
			authors: item.dc.creators.flatMap((each) => each.split(", ")),
			categories: (item.categories ?? []).map((category) => category.name),
		})),
	};
}

function opml(text) {
	const list = feedsmith.parseOpml(text);
	return {
		title: list.head.title,
		outlines: list.body.outlines.map(({ text, type, xmlUrl, htmlUrl }) => ({ text, type, xmlUrl, htmlUrl })),
	};
}

function read(file) {
	const text = readFileSync(file, "utf8"), name = basename(file);
	if (name.endsWith(".opml"))
		return opml(text);
	return name.endsWith(".json") ? json(text) : name === "rss.xml" ? rss(text) : atom(text);
}

const told = {};
for (const file of files) {
	try {
		told[file] = read(file);
	} catch (error) {
		told[file] = { problems: error.message.split("\n") };
	}
}
process.stdout.write(JSON.stringify(told, null, 1));
