// Lists are cut here: Eleventy's own pagination makes the pages of one list, not of each tag.
const SIZE = 20;

function slug(tag) {
	return tag.toLowerCase().replace(/[^a-z0-9]+/g, "-");
}

function cut(posts, title, url) {
	const total = Math.ceil(posts.length / SIZE);
	const place = (number) => (number === 1 ? url : `${url}page/${number}/`);
	return Array.from({ length: total }, (_, index) => ({
		title,
		posts: posts.slice(index * SIZE, (index + 1) * SIZE),
		url: place(index + 1),
		newer: index > 0 ? place(index) : "",
		older: index + 1 < total ? place(index + 2) : "",
	}));
}

function newestFirst(collections) {
	return collections.getFilteredByGlob("content/posts/*.md").sort((one, other) => other.date - one.date);
}

function byTag(posts) {
	const tags = new Map();
	for (const post of posts)
		for (const tag of post.data.tags) {
			if (!tags.has(tag)) tags.set(tag, []);
			tags.get(tag).push(post);
		}
	return [...tags].sort(([one], [other]) => (one < other ? -1 : 1));
}

export default function (config) {
	config.addCollection("newest", (collections) => {
		const posts = newestFirst(collections);
		posts.forEach((post, index) => {
			post.data.newer = posts[index - 1];
			post.data.older = posts[index + 1];
		});
		return posts;
	});
	config.addCollection("lists", (collections) => {
		const posts = newestFirst(collections);
		return cut(posts, "Posts", "/posts/").concat(
			...byTag(posts).map(([tag, tagged]) => cut(tagged, tag, `/tags/${slug(tag)}/`)));
	});
	config.addCollection("terms", (collections) =>
		byTag(newestFirst(collections)).map(([title, posts]) => ({ title, url: `/tags/${slug(title)}/`, count: posts.length })));
	config.addFilter("day", (date) => date.toISOString().slice(0, 10));
	config.addFilter("instant", (date) => date.toISOString());
	config.addFilter("first", (list, count) => list.slice(0, count));
	config.addFilter("tagSlug", slug);
	config.addPassthroughCopy({ "static/img": "img" });
	config.setUseGitIgnore(false);
	return {
		dir: { input: ".", includes: "_includes" },
		templateFormats: ["md", "njk"],
		markdownTemplateEngine: false,
	};
}
