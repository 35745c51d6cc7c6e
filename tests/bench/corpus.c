/*
 * Writes a site of N posts to be timed: kith.yaml, content/posts/, ten small images.
 *
 *	corpus [--shape NAME] N FOLDER
 *
 * Post i depends on i alone, so the first thousand posts of a corpus of ten thousand are the corpus of
 * a thousand, on every machine. A post has 600 to 1,200 words: paragraphs with emphasis, code and links
 * (two of five to an earlier post), headings of two levels, a list, a block of code, in one of five a
 * table and in one of five an image; its front matter has title, date, three tags and a summary. Words
 * are drawn as in prose, the k-th with weight 1 / (k + 3).
 *
 * That is the shape `posts`. The others (shapes[]) are what sites have besides: long texts, many tags, folders
 * in folders, pages full of links, pages of a megabyte, and `real`, where a few pages are very much
 * longer than most, some tags far more common than others, and folders of all depths stand side by side.
 */
#include <errno.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "words.h"

#define COUNT(array) (sizeof(array) / sizeof *(array))

/* --- chance: splitmix64, one stream for each post and purpose ----------------------------------- */

/* C does not say in which order arguments are evaluated, so no call below draws twice. */
struct chance {
	uint64_t state;
};

static struct chance
chance_of(uint64_t post, uint64_t purpose)
{
	return (struct chance){ post * 0x9E3779B97F4A7C15u + purpose * 0xD1B54A32D192ED03u };
}

static uint64_t
draw(struct chance *chance)
{
	uint64_t z = chance->state += 0x9E3779B97F4A7C15u;
	z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9u;
	z = (z ^ (z >> 27)) * 0x94D049BB133111EBu;
	return z ^ (z >> 31);
}

/* From low to high, both included. */
static unsigned
between(struct chance *chance, unsigned low, unsigned high)
{
	return low + (unsigned)(draw(chance) % (high - low + 1));
}

static int
percent(struct chance *chance, unsigned share)
{
	return between(chance, 0, 99) < share;
}

static const char *
word(struct chance *chance)
{
	static double sums[COUNT(vocabulary)];
	if (sums[0] == 0) {
		double sum = 0;
		for (size_t k = 0; k < COUNT(vocabulary); k++)
			sums[k] = sum += 1.0 / (double)(k + 3);
	}
	double sought = (double)(draw(chance) >> 11) * 0x1p-53 * sums[COUNT(sums) - 1];
	size_t low = 0, high = COUNT(sums) - 1;
	while (low < high) {
		size_t middle = (low + high) / 2;
		if (sums[middle] < sought)
			low = middle + 1;
		else
			high = middle;
	}
	return vocabulary[low];
}

/* A word that is not one of the very common ones. */
static const char *
rare_word(struct chance *chance)
{
	return vocabulary[between(chance, 100, COUNT(vocabulary) - 1)];
}

/* --- shapes --------------------------------------------------------------------------------------- */

struct span {
	unsigned low, high; /* both included */
};

struct shape {
	const char *name;
	struct span words;
	struct span tags;  /* of a post */
	unsigned tags_all; /* how many there are */
	struct span depth; /* folders below content/posts */
	struct span links; /* in a list of their own, to other posts */
	unsigned
	        uneven; /* percent of posts that have ten times the words, and one in ten of those a hundred times */
};

static const struct shape shapes[] = {
	{ .name = "posts", .words = { 600, 1200 }, .tags = { 3, 3 }, .tags_all = 200 },
	{ .name = "long", .words = { 8000, 16000 }, .tags = { 3, 3 }, .tags_all = 200 },
	{ .name = "tags", .words = { 300, 600 }, .tags = { 8, 16 }, .tags_all = 5000 },
	{ .name = "deep",
	        .words = { 300, 600 },
	        .tags = { 3, 3 },
	        .tags_all = 200,
	        .depth = { 4, 8 } },
	{ .name = "links",
	        .words = { 300, 600 },
	        .tags = { 3, 3 },
	        .tags_all = 200,
	        .links = { 2000, 2000 } },
	{ .name = "huge", .words = { 190000, 190000 }, .tags = { 3, 3 }, .tags_all = 200 },
	{ .name = "real",
	        .words = { 80, 900 },
	        .tags = { 0, 6 },
	        .tags_all = 600,
	        .depth = { 0, 4 },
	        .links = { 0, 8 },
	        .uneven = 10 },
};

static const struct shape *shape = shapes;

/* A number of the span; a span of one number draws nothing. */
static unsigned
within(struct chance *chance, struct span span)
{
	return span.low == span.high ? span.low : between(chance, span.low, span.high);
}

/* --- text ----------------------------------------------------------------------------------------- */

struct text {
	char bytes[1 << 22]; /* more than any post needs */
	size_t len;
};

__attribute__((format(printf, 2, 3))) static void
add(struct text *text, const char *format, ...)
{
	va_list args;
	va_start(args, format);
	int n = vsnprintf(text->bytes + text->len, sizeof text->bytes - text->len, format, args);
	va_end(args);
	text->len += (size_t)n;
	if (text->len >= sizeof text->bytes) {
		fprintf(stderr, "corpus: a post is too long\n");
		exit(1);
	}
}

static void
add_words(struct text *text, struct chance *chance, unsigned count)
{
	for (unsigned i = 0; i < count; i++)
		add(text, "%s%s", i ? " " : "", word(chance));
}

static void
capitalise(struct text *text, size_t from)
{
	char *c = &text->bytes[from];
	if (*c >= 'a' && *c <= 'z')
		*c = (char)(*c - 'a' + 'A');
}

static void
add_title(struct text *text, struct chance *chance, unsigned low, unsigned high)
{
	size_t from = text->len;
	add_words(text, chance, between(chance, low, high));
	capitalise(text, from);
}

/* One in three sentences has a marked word, long ones have a comma. */
static void
add_sentence(struct text *text, struct chance *chance, unsigned low, unsigned high)
{
	static const char *const marks[][2] = { { "**", "**" }, { "*", "*" }, { "`", "()`" } };
	unsigned count = between(chance, low, high);
	unsigned kind = between(chance, 0, 9);
	unsigned marked = kind < COUNT(marks) ? between(chance, 1, count - 2) : count;
	size_t from = text->len;
	for (unsigned i = 0; i < count; i++) {
		add(text, "%s%s", i ? " " : "", i == marked ? marks[kind][0] : "");
		add(text, "%s%s", word(chance), i == marked ? marks[kind][1] : "");
		if (count > 12 && i == count / 2)
			add(text, ",");
	}
	capitalise(text, from);
	add(text, "%c", ".....?!"[between(chance, 0, 6)]);
}

static void
add_slug(struct text *text, unsigned post)
{
	struct chance chance = chance_of(post, 1);
	for (int i = 0; i < 3; i++)
		add(text, "%s-", rare_word(&chance));
	add(text, "%06u", post);
}

/* Where it lies below content/ and the host alike: folders have at most six folders in them. */
static void
add_place(struct text *text, unsigned post)
{
	struct chance chance = chance_of(post, 3);
	add(text, "posts/");
	for (unsigned i = within(&chance, shape->depth); i > 0; i--)
		add(text, "%s/", vocabulary[100 + between(&chance, 0, 5)]);
	add_slug(text, post);
}

static void
add_link(struct text *text, struct chance *chance, unsigned post)
{
	add(text, "[");
	unsigned words = between(chance, 1, 4);
	add_words(text, chance, words);
	if (post > 1 && percent(chance, 40)) {
		add(text, "](/");
		add_place(text, between(chance, 1, post - 1));
		add(text, "/)");
	} else {
		add(text, "](https://%s/", hosts[between(chance, 0, COUNT(hosts) - 1)]);
		add(text, "%s/", word(chance));
		add(text, "%s?", word(chance));
		add(text, "a=%u", between(chance, 1, 99));
		add(text, "&b=%u)", between(chance, 1, 9));
	}
}

/* Breaks lines at 78 columns, as people do; what is not a space stays together. */
static void
wrap(struct text *text, size_t from)
{
	size_t line = from, space = from;
	for (size_t i = from; i < text->len; i++) {
		if (text->bytes[i] != ' ')
			continue;
		if (i - line > 78 && space > line) {
			text->bytes[space] = '\n';
			line = space + 1;
		}
		space = i;
	}
}

static void
add_paragraph(struct text *text, struct chance *chance, unsigned post)
{
	size_t from = text->len;
	unsigned sentences = between(chance, 3, 6);
	for (unsigned i = 0; i < sentences; i++) {
		if (i)
			add(text, " ");
		add_sentence(text, chance, 7, 22);
		if (i == 0 && percent(chance, 50)) {
			add(text, " See ");
			add_link(text, chance, post);
			add(text, " for more.");
		}
	}
	if (percent(chance, 15))
		add(text, " It's \"quoted\" -- and A & B < C...");
	wrap(text, from);
	add(text, "\n\n");
}

static void
add_listing(struct text *text, struct chance *chance)
{
	const char *words[3];
	for (size_t i = 0; i < COUNT(words); i++)
		words[i] = rare_word(chance);
	add(text, "```");
	for (const char *c = listings[between(chance, 0, COUNT(listings) - 1)]; *c; c++) {
		if (*c != '%' || !c[1])
			add(text, "%c", *c);
		else if (c[1] >= '1' && c[1] <= '3')
			add(text, "%s", words[*++c - '1']);
		else if (c[1] == 'n' && c++)
			add(text, "%u", between(chance, 3, 999));
		else
			add(text, "%%");
	}
	add(text, "```\n\n");
}

static void
add_items(struct text *text, struct chance *chance, unsigned count, int numbered)
{
	for (unsigned i = 1; i <= count; i++) {
		if (numbered)
			add(text, "%u. ", i);
		else
			add(text, "- ");
		add_sentence(text, chance, 5, 12);
		add(text, "\n");
	}
	add(text, "\n");
}

static void
add_table(struct text *text, struct chance *chance)
{
	unsigned columns = between(chance, 3, 5), rows = between(chance, 4, 10);
	for (unsigned i = 0; i < columns; i++) {
		add(text, "| ");
		add_title(text, chance, 1, 1);
		add(text, " ");
	}
	add(text, "|\n");
	for (unsigned i = 0; i < columns; i++)
		add(text, "| --- ");
	add(text, "|\n");
	for (unsigned row = 0; row < rows; row++) {
		for (unsigned i = 1; i < columns; i++)
			add(text, "| %s ", word(chance));
		add(text, "| %u |\n", between(chance, 1, 9999));
	}
	add(text, "\n");
}

/* What sets the sections of a post apart: the first has a list, the second code, the third may have a table. */
static void
add_feature(struct text *text, struct chance *chance, unsigned post, unsigned section)
{
	if (section == 1) {
		add_items(text, chance, between(chance, 3, 6), 0);
	} else if (section == 2) {
		add_listing(text, chance);
	} else if (section == 3 && post % 5 == 2) {
		add_table(text, chance);
	} else if (percent(chance, 25)) {
		add_items(text, chance, between(chance, 3, 5), 1);
	} else if (percent(chance, 20)) {
		add(text, "> ");
		add_sentence(text, chance, 7, 22);
		add(text, "\n> ");
		add_sentence(text, chance, 7, 22);
		add(text, "\n\n");
	}
}

static unsigned
count_words(const struct text *text, size_t from)
{
	unsigned count = 0;
	for (size_t i = from; i + 1 < text->len; i++) {
		int space = text->bytes[i] == ' ' || text->bytes[i] == '\n';
		count += space && text->bytes[i + 1] != '\n';
	}
	return count;
}

static unsigned
draw_length(struct chance *chance)
{
	unsigned words = within(chance, shape->words);
	if (!shape->uneven || !percent(chance, shape->uneven))
		return words;
	return percent(chance, 10) ? words * 100 : words * 10;
}

static void
add_links(struct text *text, struct chance *chance, unsigned post)
{
	unsigned links = within(chance, shape->links);
	for (unsigned i = 0; i < links && post > 1; i++) {
		add(text, "- [");
		add_words(text, chance, 3);
		add(text, "](/");
		add_place(text, between(chance, 1, post - 1));
		add(text, "/)\n");
	}
	add(text, "%s", links && post > 1 ? "\n" : "");
}

static void
add_body(struct text *text, struct chance *chance, unsigned post)
{
	size_t counted = text->len;
	unsigned words = 0, target = draw_length(chance);
	add_paragraph(text, chance, post);
	if (post % 5 == 1) {
		add(text, "![");
		add_words(text, chance, 4);
		add(text, "](/img/pic-%02u.png)\n\n", post % 10);
	}
	for (unsigned section = 1;; section++) {
		words += count_words(text, counted);
		counted = text->len - 1;
		if (words >= target)
			break;
		add(text, "## ");
		add_title(text, chance, 2, 6);
		add(text, "\n\n");
		unsigned paragraphs = between(chance, 1, 3);
		for (unsigned i = 0; i < paragraphs; i++)
			add_paragraph(text, chance, post);
		add_feature(text, chance, post, section);
		if (percent(chance, 30)) {
			add(text, "### ");
			add_title(text, chance, 2, 5);
			add(text, "\n\n");
			add_paragraph(text, chance, post);
		}
	}
	add_links(text, chance, post);
	text->len--; /* one newline at the end is enough */
}

/* Different tags; where posts are uneven, so are tags: the first ones are the common ones. */
static void
add_tags(struct text *text, struct chance *chance)
{
	unsigned tags[16], count = within(chance, shape->tags), all = shape->tags_all;
	for (unsigned i = 0; i < count; i++) {
		tags[i] = between(chance, 0, all - 1);
		if (shape->uneven)
			tags[i] = between(chance, 0, tags[i]);
		for (unsigned k = 0; k < i; k++)
			if (tags[k] == tags[i])
				tags[i] = (tags[i] + 67) % all;
		const char *name = vocabulary[100 + tags[i] % 200];
		add(text, "%s%s%s%03u", i ? ", " : "", name, tags[i] % 4 ? "" : "-", tags[i]);
	}
}

static void
add_front(struct text *text, struct chance *chance, unsigned post)
{
	add(text, "---\ntitle: \"");
	add_title(text, chance, 3, 8);
	if (post % 7 == 0) {
		add(text, ": ");
		add_words(text, chance, 1);
		add(text, " & ");
		add_words(text, chance, 1);
	}
	add(text, "\"\ndate: %u", between(chance, 2004, 2024));
	add(text, "-%02u", between(chance, 1, 12));
	add(text, "-%02u", between(chance, 1, 28));
	add(text, "T%02u", between(chance, 0, 23));
	add(text, ":%02u", between(chance, 0, 59));
	add(text, ":%02uZ\ntags: [", between(chance, 0, 59));
	add_tags(text, chance);
	add(text, "]\ndraft: false\nsummary: \"");
	add_title(text, chance, 12, 24);
	add(text, ".\"\n---\n\n");
}

/* --- files ---------------------------------------------------------------------------------------- */

static void
fail(const char *path)
{
	perror(path);
	exit(1);
}

__attribute__((format(printf, 1, 2))) static const char *
path_of(const char *format, ...)
{
	static char path[4096];
	va_list args;
	va_start(args, format);
	vsnprintf(path, sizeof path, format, args);
	va_end(args);
	return path;
}

static void
make_folder(const char *path)
{
	if (mkdir(path, 0777) != 0 && errno != EEXIST)
		fail(path);
}

static void
write_file(const char *path, const void *bytes, size_t len)
{
	FILE *file = fopen(path, "wb");
	if (!file || fwrite(bytes, 1, len, file) != len || fclose(file) != 0)
		fail(path);
}

/* Makes the folders of a path, as far as they lie below content/. */
static void
make_folders(const char *root, const char *place)
{
	for (const char *slash = strchr(place, '/'); slash; slash = strchr(slash + 1, '/'))
		make_folder(path_of("%s/content/%.*s", root, (int)(slash - place), place));
}

static size_t
write_post(const char *root, unsigned post)
{
	static struct text text, name;
	struct chance chance = chance_of(post, 2);
	text.len = name.len = 0;
	add_place(&name, post);
	add_front(&text, &chance, post);
	add_body(&text, &chance, post);
	make_folders(root, name.bytes);
	write_file(path_of("%s/content/%s.md", root, name.bytes), text.bytes, text.len);
	return text.len;
}

/* The smallest PNG there is: one pixel. */
static const unsigned char pixel[] = { 0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0x00, 0x00,
	0x00, 0x0d, 0x49, 0x48, 0x44, 0x52, 0x00, 0x00, 0x00, 0x01, 0x00, 0x00, 0x00, 0x01, 0x08,
	0x00, 0x00, 0x00, 0x00, 0x3a, 0x7e, 0x9b, 0x55, 0x00, 0x00, 0x00, 0x0a, 0x49, 0x44, 0x41,
	0x54, 0x78, 0xda, 0x63, 0x68, 0x00, 0x00, 0x00, 0x82, 0x00, 0x81, 0xda, 0x45, 0x08, 0x3b,
	0x00, 0x00, 0x00, 0x00, 0x49, 0x45, 0x4e, 0x44, 0xae, 0x42, 0x60, 0x82 };

static const char config[] = "title: Bench\nbase_url: https://example.org\nlanguage: en\n"
                             "description: A corpus to be timed.\n"
                             "author: {name: Nobody}\ntheme: plain\npages: {cards: false}\n";

static void
write_frame(const char *root)
{
	make_folder(root);
	make_folder(path_of("%s/content", root));
	make_folder(path_of("%s/static", root));
	make_folder(path_of("%s/static/img", root));
	write_file(path_of("%s/kith.yaml", root), config, sizeof config - 1);
	for (int i = 0; i < 10; i++)
		write_file(path_of("%s/static/img/pic-%02d.png", root, i), pixel, sizeof pixel);
}

/* False when there is none of that name. */
static int
choose_shape(const char *name)
{
	for (shape = shapes; shape < shapes + COUNT(shapes); shape++)
		if (strcmp(shape->name, name) == 0)
			return 1;
	return 0;
}

int
main(int argc, char **argv)
{
	char *end = NULL;
	int named = argc == 5 && strcmp(argv[1], "--shape") == 0 && choose_shape(argv[2]);
	unsigned long count = named || argc == 3 ? strtoul(argv[argc - 2], &end, 10) : 0;
	if (!count || *end || count > 999999) {
		fprintf(stderr,
		        "usage: corpus [--shape posts|long|tags|deep|links|huge|real] N FOLDER\n");
		return 2;
	}
	size_t bytes = 0;
	write_frame(argv[argc - 1]);
	for (unsigned post = 1; post <= count; post++)
		bytes += write_post(argv[argc - 1], post);
	printf("%lu posts, %zu bytes, %zu each\n", count, bytes, bytes / count);
	return 0;
}
