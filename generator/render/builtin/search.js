{# Finds pages in the index beside this file: see search/search_fold.h, search_index.h and the manual. #}
const L = "[\\p{L}\\p{M}\\p{N}]";
{# As search_fold.c has them. #}
const HAN = String.raw`[\u0e00-\u0eff\u1000-\u109f\u1100-\u11ff\u1780-\u17ff\u2e80-\u9fff\ua960-\ua97f\uac00-\ud7ff\uf900-\ufaff\u{20000}-\u{3ffff}]`;
const runs = more => RegExp(`((?=${HAN})${L})${more}|((?!${HAN})${L})+`, "gu");
const RUNS = runs("+"), TOKENS = runs(""), isHan = RegExp("^" + HAN, "u");
const MARKS = /(?=\p{M})[\u0300-\u06ff\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]|\u0640/gu;
const LETTERS = { ß: "ss", æ: "ae", ð: "d", ø: "o", þ: "th", đ: "d", ħ: "h", ı: "i", ł: "l", œ: "oe", ŧ: "t", ς: "σ" };

const fold = text => text.normalize("NFKD").replace(MARKS, "").toLowerCase()
	.replace(/[^a-z]/g, c => LETTERS[c] ?? c).normalize();

{# Asked for, the last character of a run is in a pair already. #}
export const words = (text, want) => (fold(text).match(RUNS) ?? []).flatMap(run => {
	const c = [...run];
	return isHan.test(run) ? c.map((a, i) => a + (c[i + 1] ?? "")).slice(0, want && c[1] ? -1 : c.length) : c.slice(0, 32).join("");
});

{# May longer words stand for it? #}
const isOpen = word => word.length > 2 || isHan.test(word);

{# The pages that have a word, and how well. #}
async function pagesWith(word, shards, get) {
	const chars = bytes => String.fromCharCode(...bytes), key = chars(new TextEncoder().encode(word));
	const low = [...key].map(c => c.charCodeAt().toString(16)).join(""), end = low + "/";
	const open = isOpen(word), found = new Map();
	const near = shards.filter((name, i) => name > end ? open && name.startsWith(low) : !(shards[i + 1] <= end));
	for (const bytes of await Promise.all(near.map(get))) {
		let at = 0, term = "";
		const next = () => {
			let n = 0, shift = 0, b;
			do n |= ((b = bytes[at++]) & 127) << shift, shift += 7; while (b > 127);
			return n;
		};
		while (at < bytes.length) {
			term = term.slice(0, next());
			const length = next();
			term += chars(bytes.slice(at, at += length));
			{# A place is the text, the text again and again, a heading, the title. #}
			const rank = term === key ? 2 : open && term.startsWith(key);
			for (let count = next(), page = 0; count--;) {
				const n = next();
				page += n >> 2;
				if (rank) found.set(page, Math.max([1, 2, 5, 12][n & 3] * rank, found.get(page) ?? 0));
			}
		}
	}
	return found;
}

{# Those that have all words, the best first; of equals the newer one. #}
export async function search(want, get) {
	const { pages, shards } = await get("index.json");
	const all = await Promise.all(want.map(word => pagesWith(word, shards, get)));
	const score = page => all.reduce((sum, found) => sum + found.get(page) * Math.log(1 + pages / found.size), 0);
	return [...all[0].keys()].map(page => [score(page), page]).filter(r => r[0])
		.sort((a, b) => b[0] - a[0] || b[1] - a[1]).map(r => r[1]);
}

{# Its address, title and language. #}
export async function titleOf(page, get) {
	const { block, blocks } = await get("index.json");
	return (await get(blocks[page / block | 0]))[page % block];
}

{# Where a text has the words: from, to, which. #}
export const hits = (text, want) => [...text.matchAll(TOKENS)].flatMap(({ 0: token, index }) => {
	const word = fold(token), han = isHan.test(token);
	const i = want.findIndex(a => han ? fold(text.substr(index, a.length)) === a : word === a || isOpen(a) && word.startsWith(a));
	return i < 0 ? [] : [[index, index + (han ? want[i] : token).length, i]];
});

{# The part of a text with most of the words. #}
export function excerpt(text, want) {
	const found = hits(text, want), count = ([from]) => new Set(found.map(h => h[0] >= from && h[1] < from + 150 && h[2])).size;
	const best = found.reduce((a, b) => count(b) > count(a) ? b : a, found[0] ?? [0])[0];
	const from = best > 50 ? Math.min(best, text.indexOf(" ", best - 50) + 1 || best) : 0, part = text.slice(from, from + 200);
	return (from ? "…" : "") + part + (text.endsWith(part) ? "" : "…");
}

function start(root) {
	const [input, status, list, more] = root.querySelectorAll("input, [role=status], ol, [type=button]");
	const { count, none, failed } = root.dataset, make = name => document.createElement(name);
	let turn = 0, timer, kept = {};

	{# What has "?" and a mark of its bytes behind its name may be kept. #}
	const get = name => kept[name] ??= fetch(new URL(name, import.meta.url), { cache: /\?/.test(name) ? "default" : "no-cache" })
		.then(async file => {
			if (!file.ok) throw file;
			return /json/.test(name) ? file.json() : new Uint8Array(await file.arrayBuffer());
		});

	function fill(into, text, want) {
		let at = 0;
		for (const [from, to] of hits(text, want)) {
			const mark = make("mark");
			mark.append(text.slice(Math.max(at, from), to));
			into.append(text.slice(at, from), mark);
			at = to;
		}
		into.append(text.slice(at));
	}

	async function show(pages, want, now) {
		const rows = await Promise.all(pages.slice(0, 10).map(page => titleOf(page, get)));
		if (now !== turn) return;
		const links = rows.map(([url, title, lang]) => {
			const item = make("li"), link = make("a"), text = make("p"), load = new XMLHttpRequest();
			item.lang = lang ?? "";
			item.dir = "auto";
			item.append(link, text);
			link.href = url;
			fill(link, title, want);
			{# The page is only read: no script in it runs. #}
			load.open("GET", url);
			load.responseType = "document";
			load.onload = () => {
				const page = load.response ?? text, there = page.querySelector(".e-content") ?? page.querySelector("main") ?? text;
				{# A label and what it is of are two words. #}
				there.querySelectorAll("dt,dd,td,th,text,title").forEach(e => e.append(" "));
				fill(text, excerpt(there.textContent.replace(/\s+/g, " ").trim(), want), want);
			};
			load.send();
			list.append(item);
			return link;
		});
		more.hidden = !pages[10];
		more.onclick = async () => (await show(pages.slice(10), want, now)).focus();
		return links[0];
	}

	async function answer() {
		const now = ++turn, query = input.value.trim(), want = [...new Set(words(query, true))];
		let said = query && none;
		history.replaceState(null, "", query ? "?q=" + encodeURIComponent(query) : ".");
		try {
			const pages = want[0] ? await search(want, get) : [];
			if (now !== turn) return;
			list.replaceChildren();
			await show(pages, want, now);
			if (pages[0] >= 0) said = count.replace("#", pages.length.toLocaleString(root.lang));
		} catch {
			said = failed;
			kept = {};
		}
		if (now === turn) status.textContent = said;
	}

	input.oninput = () => {
		clearTimeout(timer);
		timer = setTimeout(answer, 200);
	};
	input.form.onsubmit = e => {
		e.preventDefault();
		answer();
	};
	root.hidden = false;
	input.value = new URLSearchParams(location.search).get("q") ?? "";
	answer();
}

if (globalThis.document) start(document.querySelector("[data-count]"));
