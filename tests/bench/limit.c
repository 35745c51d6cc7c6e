/*
 * How fast could a site be built? The least a program can do that reads Markdown, renders it with md4c and
 * writes files: no configuration, no checks, no cache, a template that is C code. What kith takes is
 * told as a multiple of this, measured in the same minute on the same disk.
 *
 *	limit site  THREADS POSTS OUTPUT
 *	limit sizes THREADS POSTS OUTPUT <LIST
 *
 * `site` makes the whole site of a corpus: posts with previous and next, a list of posts, tags and a list
 * for each (20 to a page), home, feed, sitemap. `sizes` renders every post and then writes what another
 * program wrote: LIST has a line "SIZE PATH" for each file, and the bytes are filler.
 *
 *	read, take fields ─ parallel ─► sort, tags ─ one thread ─► pages ─ parallel ─► lists, feed, sitemap
 */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <md4c-html.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { TAGS_MAX = 8, THREADS_MAX = 64, STEP = 16, PER_PAGE = 20, IN_FEED = 20 };

struct buf {
	char *at;
	size_t len, cap;
};

struct post {
	char *slug; /* file name without ".md" */
	char *source;
	size_t body, len; /* of the source: where Markdown begins, its end */
	char *title, *date, *summary;
	char *tags[TAGS_MAX];
	size_t tag_count;
};

struct tag {
	const char *name;
	size_t *posts; /* places in the order by date */
	size_t count, cap;
};

struct listed {
	char *path;
	size_t size;
};

static struct post *posts; /* newest first, once sorted */
static size_t post_count;
static struct tag *tags; /* by name */
static size_t tag_count;
static struct listed *files; /* of `sizes` */
static size_t file_count;
static int content, output; /* descriptors of the two folders */
static long thread_count;

static void
fail(const char *what)
{
	perror(what);
	exit(1);
}

/* --- bytes ---------------------------------------------------------------------------------------- */

static void *
grow(void *items, size_t size)
{
	void *grown = realloc(items, size);
	if (!grown)
		fail("memory");
	return grown;
}

static void
reserve(struct buf *buf, size_t more)
{
	if (buf->len + more <= buf->cap)
		return;
	size_t cap = buf->cap ? buf->cap : 16384;
	while (cap < buf->len + more)
		cap *= 2;
	buf->at = grow(buf->at, cap);
	buf->cap = cap;
}

static void
put(struct buf *buf, const char *bytes, size_t len)
{
	reserve(buf, len);
	memcpy(buf->at + buf->len, bytes, len);
	buf->len += len;
}

static void
put_text(struct buf *buf, const char *text)
{
	put(buf, text, strlen(text));
}

static void
put_number(struct buf *buf, size_t number)
{
	char digits[24];
	put(buf, digits, (size_t)snprintf(digits, sizeof digits, "%zu", number));
}

static void
put_escaped(struct buf *buf, const char *text)
{
	for (; *text; text++) {
		switch (*text) {
		case '&': put_text(buf, "&amp;"); break;
		case '<': put_text(buf, "&lt;"); break;
		case '>': put_text(buf, "&gt;"); break;
		case '"': put_text(buf, "&quot;"); break;
		default: put(buf, text, 1);
		}
	}
}

static void
put_markdown(const MD_CHAR *text, MD_SIZE size, void *buf)
{
	put(buf, text, size);
}

static void
render(struct buf *buf, const struct post *post)
{
	const char *body = post->source + post->body;
	if (md_html(body, (MD_SIZE)(post->len - post->body), put_markdown, buf, MD_DIALECT_GITHUB,
	            0) != 0)
		fail(post->slug);
}

/* --- files ---------------------------------------------------------------------------------------- */

static void
make_folder(const char *path)
{
	if (mkdirat(output, path, 0777) != 0 && errno != EEXIST)
		fail(path);
}

static int
create(const char *path)
{
	return openat(output, path, O_CREAT | O_WRONLY | O_TRUNC | O_CLOEXEC, 0666);
}

static void
write_file(int fd, const char *path, const char *bytes, size_t len)
{
	for (ssize_t n = 0; len > 0; bytes += n, len -= (size_t)n)
		if ((n = write(fd, bytes, len)) < 0)
			fail(path);
	if (close(fd) != 0)
		fail(path);
}

/* FOLDER/index.html, in a folder that is new. */
static void
write_page(const char *folder, const struct buf *page)
{
	char path[1024];
	make_folder(folder);
	snprintf(path, sizeof path, "%s/index.html", folder);
	int fd = create(path);
	if (fd < 0)
		fail(path);
	write_file(fd, path, page->at, page->len);
}

static void
write_top(const char *name, const struct buf *page)
{
	int fd = create(name);
	if (fd < 0)
		fail(name);
	write_file(fd, name, page->at, page->len);
}

/* --- threads: each index once, a few at a time ---------------------------------------------------- */

struct loop {
	void (*task)(size_t index, struct buf *scratch);
	size_t count;
	atomic_size_t next;
};

static void *
run_loop(void *argument)
{
	struct loop *loop = argument;
	struct buf scratch = { 0 };
	for (;;) {
		size_t from = atomic_fetch_add(&loop->next, STEP);
		if (from >= loop->count)
			break;
		for (size_t i = from; i < from + STEP && i < loop->count; i++) {
			scratch.len = 0;
			loop->task(i, &scratch);
		}
	}
	free(scratch.at);
	return NULL;
}

static void
each(size_t count, void (*task)(size_t index, struct buf *scratch))
{
	struct loop loop = { .task = task, .count = count };
	pthread_t threads[THREADS_MAX];
	for (long i = 1; i < thread_count; i++)
		if (pthread_create(&threads[i], NULL, run_loop, &loop) != 0)
			fail("thread");
	run_loop(&loop);
	for (long i = 1; i < thread_count; i++)
		pthread_join(threads[i], NULL);
}

/* --- posts ---------------------------------------------------------------------------------------- */

static void
find_posts(const char *folder)
{
	DIR *listing = opendir(folder);
	if (!listing || (content = dirfd(listing)) < 0)
		fail(folder);
	for (struct dirent *entry; (entry = readdir(listing));) {
		size_t len = strlen(entry->d_name);
		if (len < 4 || strcmp(entry->d_name + len - 3, ".md") != 0)
			continue;
		if ((post_count & (post_count - 1)) == 0)
			posts = grow(posts, (post_count ? 2 * post_count : 1) * sizeof *posts);
		posts[post_count] = (struct post){ .slug = strndup(entry->d_name, len - 3) };
		if (!posts[post_count++].slug)
			fail("memory");
	}
}

/* The value on a line of front matter, its quotes taken off; the line is cut in place. */
static char *
value_of(char *value)
{
	value += strspn(value, " ");
	size_t len = strcspn(value, "\n");
	value[len] = '\0';
	if (len > 1 && value[0] == '"' && value[len - 1] == '"') {
		value[len - 1] = '\0';
		value++;
	}
	return value;
}

static void
take_tags(struct post *post, char *value)
{
	char *rest = NULL;
	for (char *tag = strtok_r(value, "[], ", &rest); tag && post->tag_count < TAGS_MAX;
	        tag = strtok_r(NULL, "[], ", &rest))
		post->tags[post->tag_count++] = tag;
}

/* Cuts the front matter into fields, which stay where they are in the source. */
static void
take_fields(struct post *post)
{
	char *end = post->len > 4 ? strstr(post->source + 3, "\n---\n") : NULL;
	post->title = post->summary = post->slug;
	post->date = "1970-01-01T00:00:00Z";
	if (strncmp(post->source, "---\n", 4) != 0 || !end)
		return;
	post->body = (size_t)(end + 5 - post->source);
	for (char *line = post->source + 4; line < end;) {
		char *next = strchr(line, '\n') + 1;
		if (strncmp(line, "title:", 6) == 0)
			post->title = value_of(line + 6);
		else if (strncmp(line, "date:", 5) == 0)
			post->date = value_of(line + 5);
		else if (strncmp(line, "summary:", 8) == 0)
			post->summary = value_of(line + 8);
		else if (strncmp(line, "tags:", 5) == 0)
			take_tags(post, value_of(line + 5));
		line = next;
	}
}

static void
load_post(size_t index, struct buf *scratch)
{
	struct post *post = &posts[index];
	struct stat stat;
	put_text(scratch, post->slug);
	put(scratch, ".md", 4);
	int fd = openat(content, scratch->at, O_RDONLY | O_CLOEXEC);
	if (fd < 0 || fstat(fd, &stat) != 0)
		fail(scratch->at);
	post->len = (size_t)stat.st_size;
	post->source = grow(NULL, post->len + 1);
	if (read(fd, post->source, post->len) != stat.st_size || close(fd) != 0)
		fail(scratch->at);
	post->source[post->len] = '\0';
	take_fields(post);
}

static int
by_date(const void *left, const void *right)
{
	const struct post *a = left, *b = right;
	int order = strcmp(b->date, a->date);
	return order ? order : strcmp(a->slug, b->slug);
}

/* --- tags ----------------------------------------------------------------------------------------- */

/* Some hundred tags: their names are sorted as they come, and found by halving. */
static struct tag *
tag_of(const char *name)
{
	size_t low = 0, high = tag_count;
	while (low < high) {
		size_t middle = (low + high) / 2;
		int order = strcmp(tags[middle].name, name);
		if (order == 0)
			return &tags[middle];
		if (order < 0)
			low = middle + 1;
		else
			high = middle;
	}
	tags = grow(tags, (tag_count + 1) * sizeof *tags);
	memmove(&tags[low + 1], &tags[low], (tag_count - low) * sizeof *tags);
	tags[low] = (struct tag){ .name = name };
	tag_count++;
	return &tags[low];
}

static void
collect_tags(void)
{
	for (size_t i = 0; i < post_count; i++) {
		for (size_t k = 0; k < posts[i].tag_count; k++) {
			struct tag *tag = tag_of(posts[i].tags[k]);
			if (tag->count == tag->cap) {
				tag->cap = tag->cap ? 2 * tag->cap : 64;
				tag->posts = grow(tag->posts, tag->cap * sizeof *tag->posts);
			}
			tag->posts[tag->count++] = i;
		}
	}
}

/* --- pages ---------------------------------------------------------------------------------------- */

static void
put_head(struct buf *buf, const char *title, const char *description)
{
	put_text(buf,
	        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<meta "
	        "name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>");
	put_escaped(buf, title);
	put_text(buf, " | Bench</title>\n<meta name=\"description\" content=\"");
	put_escaped(buf, description);
	put_text(buf,
	        "\">\n<link rel=\"stylesheet\" href=\"/style.css\">\n<link rel=\"alternate\" "
	        "type=\"application/atom+xml\" href=\"/atom.xml\">\n</head>\n<body>\n<header><nav><a "
	        "href=\"/\">Home</a> <a href=\"/posts/\">Posts</a> <a href=\"/tags/\">Tags</a>"
	        "</nav></header>\n<main>\n");
}

static void
put_foot(struct buf *buf)
{
	put_text(buf,
	        "</main>\n<footer><p>Made to be timed. <a href=\"/atom.xml\">Feed</a></p></footer>\n"
	        "</body>\n</html>\n");
}

static void
put_link(struct buf *buf, const char *folder, const char *name, const char *text, const char *rel)
{
	put_text(buf, "<a");
	if (rel) {
		put_text(buf, " rel=\"");
		put_text(buf, rel);
		put_text(buf, "\"");
	}
	put_text(buf, " href=\"/");
	put_text(buf, folder);
	put_text(buf, "/");
	put_text(buf, name);
	put_text(buf, "/\">");
	put_escaped(buf, text);
	put_text(buf, "</a> ");
}

static void
make_post(size_t index, struct buf *buf)
{
	const struct post *post = &posts[index];
	char folder[512];
	put_head(buf, post->title, post->summary);
	put_text(buf, "<article>\n<h1>");
	put_escaped(buf, post->title);
	put_text(buf, "</h1>\n<p><time datetime=\"");
	put_text(buf, post->date);
	put_text(buf, "\">");
	put(buf, post->date, 10);
	put_text(buf, "</time></p>\n<p>");
	for (size_t i = 0; i < post->tag_count; i++)
		put_link(buf, "tags", post->tags[i], post->tags[i], NULL);
	put_text(buf, "</p>\n");
	render(buf, post);
	put_text(buf, "<nav>");
	if (index + 1 < post_count)
		put_link(buf, "posts", posts[index + 1].slug, posts[index + 1].title, "prev");
	if (index > 0)
		put_link(buf, "posts", posts[index - 1].slug, posts[index - 1].title, "next");
	put_text(buf, "</nav>\n</article>\n");
	put_foot(buf);
	snprintf(folder, sizeof folder, "posts/%s", post->slug);
	write_page(folder, buf);
}

static void
put_item(struct buf *buf, const struct post *post)
{
	put_text(buf, "<li>");
	put_link(buf, "posts", post->slug, post->title, NULL);
	put_text(buf, "<time>");
	put(buf, post->date, 10);
	put_text(buf, "</time><p>");
	put_escaped(buf, post->summary);
	put_text(buf, "</p></li>\n");
}

static void
put_page_link(struct buf *buf, const char *folder, size_t page, const char *rel, const char *text)
{
	char name[32] = "";
	if (page > 1)
		snprintf(name, sizeof name, "page/%zu", page);
	put_link(buf, folder, name, text, rel);
}

/* The pages of a list: FOLDER/ and FOLDER/page/2/ and on. `places` is NULL for all posts. */
static void
make_list(
        struct buf *buf, const char *folder, const char *title, const size_t *places, size_t count)
{
	char path[600];
	size_t last = (count + PER_PAGE - 1) / PER_PAGE;
	for (size_t page = 1; page <= last; page++) {
		buf->len = 0;
		put_head(buf, title, title);
		put_text(buf, "<h1>");
		put_escaped(buf, title);
		put_text(buf, "</h1>\n<ul>\n");
		for (size_t i = (page - 1) * PER_PAGE; i < page * PER_PAGE && i < count; i++)
			put_item(buf, &posts[places ? places[i] : i]);
		put_text(buf, "</ul>\n<nav>");
		if (page > 1)
			put_page_link(buf, folder, page - 1, "prev", "Newer");
		put_text(buf, "Page ");
		put_number(buf, page);
		put_text(buf, " of ");
		put_number(buf, last);
		if (page < last)
			put_page_link(buf, folder, page + 1, "next", "Older");
		put_text(buf, "</nav>\n");
		put_foot(buf);
		snprintf(path, sizeof path, page == 2 ? "%s/page" : "%s", folder);
		make_folder(path);
		if (page > 1)
			snprintf(path, sizeof path, "%s/page/%zu", folder, page);
		write_page(path, buf);
	}
}

static void
make_tag(size_t index, struct buf *buf)
{
	char folder[512];
	snprintf(folder, sizeof folder, "tags/%s", tags[index].name);
	make_list(buf, folder, tags[index].name, tags[index].posts, tags[index].count);
}

static void
make_tag_index(struct buf *buf)
{
	buf->len = 0;
	put_head(buf, "Tags", "Tags");
	put_text(buf, "<h1>Tags</h1>\n<ul>\n");
	for (size_t i = 0; i < tag_count; i++) {
		put_text(buf, "<li>");
		put_link(buf, "tags", tags[i].name, tags[i].name, NULL);
		put_number(buf, tags[i].count);
		put_text(buf, "</li>\n");
	}
	put_text(buf, "</ul>\n");
	put_foot(buf);
	write_page("tags", buf);
}

static void
make_home(struct buf *buf)
{
	buf->len = 0;
	put_head(buf, "Bench", "Home");
	put_text(buf, "<h1>Bench</h1>\n<ul>\n");
	for (size_t i = 0; i < 10 && i < post_count; i++)
		put_item(buf, &posts[i]);
	put_text(buf, "</ul>\n");
	put_foot(buf);
	write_top("index.html", buf);
}

static void
put_address(struct buf *buf, const struct post *post)
{
	put_text(buf, "https://example.org/posts/");
	put_text(buf, post->slug);
	put_text(buf, "/");
}

static void
make_feed(struct buf *buf)
{
	struct buf html = { 0 };
	buf->len = 0;
	put_text(buf,
	        "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<feed xmlns=\"http://www.w3.org/2005/Atom\">"
	        "<title>Bench</title><id>https://example.org/</id>\n");
	for (size_t i = 0; i < IN_FEED && i < post_count; i++) {
		put_text(buf, "<entry><title>");
		put_escaped(buf, posts[i].title);
		put_text(buf, "</title><id>");
		put_address(buf, &posts[i]);
		put_text(buf, "</id><updated>");
		put_text(buf, posts[i].date);
		put_text(buf, "</updated><content type=\"html\">");
		html.len = 0;
		render(&html, &posts[i]);
		put(&html, "", 1);
		put_escaped(buf, html.at);
		put_text(buf, "</content></entry>\n");
	}
	put_text(buf, "</feed>\n");
	write_top("atom.xml", buf);
	free(html.at);
}

static void
make_sitemap(struct buf *buf)
{
	buf->len = 0;
	put_text(buf,
	        "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n"
	        "<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n");
	for (size_t i = 0; i < post_count; i++) {
		put_text(buf, "<url><loc>");
		put_address(buf, &posts[i]);
		put_text(buf, "</loc><lastmod>");
		put_text(buf, posts[i].date);
		put_text(buf, "</lastmod></url>\n");
	}
	put_text(buf, "</urlset>\n");
	write_top("sitemap.xml", buf);
}

static void
make_site(void)
{
	struct buf buf = { 0 };
	each(post_count, load_post);
	qsort(posts, post_count, sizeof *posts, by_date);
	collect_tags();
	make_folder("posts");
	make_folder("tags");
	each(post_count, make_post);
	make_list(&buf, "posts", "Posts", NULL, post_count);
	each(tag_count, make_tag);
	make_tag_index(&buf);
	make_home(&buf);
	make_feed(&buf);
	make_sitemap(&buf);
	free(buf.at);
}

/* --- sizes ---------------------------------------------------------------------------------------- */

static void
read_list(void)
{
	char path[4096];
	size_t size;
	while (scanf("%zu %4095[^\n]", &size, path) == 2) {
		if ((file_count & (file_count - 1)) == 0)
			files = grow(files, (file_count ? 2 * file_count : 1) * sizeof *files);
		files[file_count] = (struct listed){ strdup(path), size };
		if (!files[file_count++].path)
			fail("memory");
	}
}

/* The folders that lead to a file, from the top; those that are there are fine. */
static void
make_parents(const char *path)
{
	char folder[4096];
	for (const char *slash = strchr(path, '/'); slash; slash = strchr(slash + 1, '/')) {
		snprintf(folder, sizeof folder, "%.*s", (int)(slash - path), path);
		make_folder(folder);
	}
}

static void
fill_file(size_t index, struct buf *buf)
{
	const struct listed *file = &files[index];
	char folder[4096];
	const char *slash = strrchr(file->path, '/');
	if (slash && strcmp(slash, "/index.html") == 0) {
		snprintf(folder, sizeof folder, "%.*s", (int)(slash - file->path), file->path);
		mkdirat(output, folder, 0777);
	}
	int fd = create(file->path);
	if (fd < 0) {
		make_parents(file->path);
		fd = create(file->path);
	}
	if (fd < 0)
		fail(file->path);
	if (buf->cap < file->size) {
		reserve(buf, file->size);
		memset(buf->at, 'x', buf->cap);
	}
	write_file(fd, file->path, buf->at ? buf->at : "", file->size);
}

/* One post rendered and one file written at a time, so that the disk and the processor work together. */
static void
render_and_fill(size_t index, struct buf *buf)
{
	if (index < post_count) {
		load_post(index, buf);
		buf->len = 0;
		render(buf, &posts[index]);
		free(posts[index].source);
	}
	if (index < file_count)
		fill_file(index, buf);
}

int
main(int argc, char **argv)
{
	thread_count = argc == 5 ? strtol(argv[2], NULL, 10) : 0;
	if (thread_count < 1 || thread_count > THREADS_MAX) {
		fprintf(stderr, "usage: limit site|sizes THREADS POSTS OUTPUT\n");
		return 2;
	}
	find_posts(argv[3]);
	if (mkdir(argv[4], 0777) != 0 && errno != EEXIST)
		fail(argv[4]);
	output = open(argv[4], O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (output < 0)
		fail(argv[4]);
	if (strcmp(argv[1], "sizes") == 0) {
		read_list();
		each(post_count > file_count ? post_count : file_count, render_and_fill);
	} else {
		make_site();
	}
	return 0;
}
