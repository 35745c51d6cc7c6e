/*
 * One rule per key, run when schema_read has filled the field by its type. A field that is unset by
 * then has been refused, and nothing more is said of it. What the table does not know comes last:
 *
 *	published, categories, keywords, taxonomies     other ways to say draft and tags
 *	everything else                                 params
 */
#include "content/front_field.h"

#include "base/arena.h"
#include "base/diag.h"
#include "base/escape.h"
#include "base/map.h"
#include "base/path.h"
#include "base/utf8.h"
#include "config/config.h"
#include "config/config_checks.h"
#include "content/front.h"

#define KEY(node) STR_ARG(node_brief((node)->key->text))

/* --- paths and addresses ---------------------------------------------------------------------- */

static void
settle_slug(const struct front_reading *r, const struct node *node)
{
	struct str slug = r->out->slug;
	bool has_slash = str_find_char(slug, '/') != STR_NONE;
	const char *wrong = has_slash ? "has a slash" : path_check(slug);
	if (!slug.len || !wrong)
		return;
	node_error(r->diags, r->source, node, "\"" STR_FMT "\" cannot be a slug: it %s",
	        STR_ARG(node_brief(slug)), wrong);
	diag_help(r->diags, "a slug is one part of a URL; \"url\" sets the whole path");
	r->out->slug = (struct str){ 0 };
}

/*
 * Reads a path of the site, with or without a slash at either end, as it stands in a URL: what is
 * %-encoded is decoded, so that it is encoded once when it is written. Returns why it cannot be one,
 * or NULL.
 */
static const char *
read_site_path(struct arena *arena, struct str url, struct str *out)
{
	struct str inner;
	if (escape_url_is_absolute(url))
		return "leads to another site";
	if (str_find_char(url, '?') != STR_NONE)
		return "has a \"?\", behind which no file is looked for (%3F is the character itself)";
	if (str_find_char(url, '#') != STR_NONE)
		return "has a \"#\", behind which no file is looked for (%23 is the character itself)";
	if (!path_decode(arena, url, out))
		return "has a \"%\" that encodes nothing";
	inner = str_skip(*out, str_starts(*out, STR("/")));
	inner = str_slice(inner, 0, inner.len - str_ends(inner, STR("/")));
	return inner.len ? path_check(inner) : NULL;
}

static void
settle_url(const struct front_reading *r, const struct node *node)
{
	struct str written = r->out->url;
	const char *wrong;
	if (!written.len)
		return;
	wrong = read_site_path(r->arena, written, &r->out->url);
	if (!wrong)
		return;
	node_error(r->diags, r->source, node, "\"" STR_FMT "\" cannot be a page's URL: it %s",
	        STR_ARG(node_brief(written)), wrong);
	diag_help(r->diags, "a path below the site's root, such as /essays/cache/");
	r->out->url = (struct str){ 0 };
}

/* The items of a list; a single value is a list of one. */
static const struct node *
first_item(const struct node *node)
{
	return node->kind == NODE_LIST ? node->child : node;
}

static const struct node *
next_item(const struct node *node, const struct node *item)
{
	return node->kind == NODE_LIST ? item->next : NULL;
}

/* The list keeps those that can be addresses, decoded. */
static void
settle_aliases(const struct front_reading *r, const struct node *node)
{
	schema_texts *aliases = &r->out->aliases;
	const struct node *item = aliases->len ? first_item(node) : NULL;
	aliases->len = 0;
	for (; item; item = next_item(node, item)) {
		struct str path;
		const char *wrong = read_site_path(r->arena, item->text, &path);
		if (!wrong) {
			*array_push(r->arena, aliases) = path;
			continue;
		}
		node_error(r->diags, r->source, item, "\"" STR_FMT "\" cannot be an alias: it %s",
		        STR_ARG(node_brief(item->text)), wrong);
		diag_help(r->diags, "a former path of this site, such as /2019/cache.html");
	}
}

static void
refuse_address(const struct front_reading *r, const struct node *node)
{
	node_error(r->diags, r->source, node, "\"" STR_FMT "\" cannot become a link",
	        STR_ARG(node_brief(node->text)));
	diag_help(r->diags, "write an address with https:, http:, mailto: or the like");
}

/* The map keeps those that can become links, so that templates have nothing to refuse once more. */
static void
settle_links(const struct front_reading *r, const struct node *node)
{
	schema_pairs *links = &r->out->links;
	const struct node *link = links->len ? node->child : NULL;
	size_t count = links->len;
	for (; link; link = link->next) {
		if (!escape_url_is_safe(link->text))
			refuse_address(r, link);
		else
			schema_check_address(r->source, link, r->diags);
	}
	links->len = 0;
	for (size_t i = 0; i < count; i++) {
		if (escape_url_is_safe(links->at[i].text))
			links->at[links->len++] = links->at[i];
	}
}

static void
settle_syndication(const struct front_reading *r, const struct node *node)
{
	schema_texts *copies = &r->out->syndication;
	const struct node *item = copies->len ? first_item(node) : NULL;
	copies->len = 0;
	for (; item; item = next_item(node, item)) {
		if (escape_url_is_safe(item->text) && escape_url_is_absolute(item->text))
			*array_push(r->arena, copies) = item->text;
		else
			refuse_address(r, item);
	}
}

/* Any words are shown; only an address can be followed. */
static void
settle_contact(const struct front_reading *r, const struct node *node)
{
	struct str contact = r->out->contact;
	if (!contact.len || escape_url_is_mail(contact) ||
	        (escape_url_is_absolute(contact) && escape_url_is_safe(contact)))
		return;
	config_checks_rule(r->diags, ASK_CONTACT);
	node_warning(r->diags, r->source, node,
	        "\"" STR_FMT "\" is neither a mail address nor a URL, so it is no link",
	        STR_ARG(node_brief(contact)));
	if (escape_url_lacks_scheme(contact))
		diag_help(r->diags, "did you mean https://" STR_FMT "?", STR_ARG(contact));
	else
		diag_help(r->diags,
		        "for example: mailto:ada@example.org, or https://example.org/contact/");
}

/* --- the maps inside -------------------------------------------------------------------------- */

static void
settle_image(const struct front_reading *r, const struct node *node)
{
	struct front_image *image = &r->out->image;
	if (node->kind == NODE_SCALAR) {
		image->src = str_trim(node->text);
	} else if (node->kind == NODE_MAP) {
		const struct schema *schema = front_schema_of(STR("image"));
		if (!schema_read(schema, r->arena, r->source, node, SCHEMA_UNKNOWN_COLLECT, image,
		            NULL, r->diags))
			return;
	} else {
		node_error(r->diags, r->source, node, "an image is one path, or a map with src");
		return;
	}
	if (!image->src.len) {
		node_error(r->diags, r->source, node, "the image has no src");
		diag_help(r->diags, "{src: plan.png, alt: what it shows}, or plan.png alone");
	} else if (!escape_url_is_safe(image->src)) {
		refuse_address(r, node_get(node, STR("src")) ? node_get(node, STR("src")) : node);
		image->src = (struct str){ 0 };
	}
}

static void
settle_history(const struct front_reading *r, const struct node *node)
{
	struct front_history *history = &r->out->history;
	const struct schema *schema = front_schema_of(STR("history"));
	if (node->kind == NODE_SCALAR) {
		history->repository = str_trim(node->text);
	} else if (!schema_read(schema, r->arena, r->source, node, SCHEMA_UNKNOWN_ERROR, history,
	                   NULL, r->diags)) {
		return;
	}
	if (history->repository.len)
		return;
	node_error(r->diags, r->source, node, "the history has no repository");
	diag_help(r->diags, "{repository: ../notes, path: posts}");
}

/*
 * Reads one item of `people` or `milestones`, a name or a map that has one, into `out`, which begins
 * as all zeroes. `name` is the field of `out` for it. False after adding an error.
 */
static bool
read_named(const struct front_reading *r, struct str key, const struct node *item, void *out,
        struct str *name)
{
	size_t before = r->diags->errors;
	if (item->kind == NODE_SCALAR)
		*name = str_trim(item->text);
	else if (item->kind == NODE_MAP)
		schema_read(front_schema_of(key), r->arena, r->source, item, SCHEMA_UNKNOWN_ERROR,
		        out, NULL, r->diags);
	if (!name->len && r->diags->errors == before)
		node_error(r->diags, r->source, item,
		        "\"" STR_FMT "\" lists names, or maps with a name", STR_ARG(key));
	return r->diags->errors == before;
}

static void
settle_people(const struct front_reading *r, const struct node *node)
{
	for (const struct node *item = first_item(node); item; item = next_item(node, item)) {
		struct front_person person = { 0 };
		if (read_named(r, STR("people"), item, &person, &person.name))
			*array_push(r->arena, &r->out->people) = person;
	}
}

/* `done: true`, or the day. */
static void
read_done(const struct front_reading *r, const struct node *item, struct front_milestone *out)
{
	const struct node *done = node_get(item, STR("done"));
	if (!done || !out->done_text.len || str_is(out->done_text, "false"))
		return;
	const char *wrong = NULL;
	if (!str_is(out->done_text, "true"))
		wrong = date_parse(out->done_text, &out->reached);
	if (wrong) {
		node_error(r->diags, r->source, done, "%s", wrong);
		diag_help(r->diags, "\"done\" is true, false or the day it was reached");
	}
	out->done = !wrong;
}

/* Two names that differ in case or blanks alone are one milestone, of which each says a part. */
static bool
is_milestone_again(const struct front_reading *r, const struct node *item,
        const struct front_milestone *milestone)
{
	struct str name = utf8_fold_name(r->arena, milestone->name);
	for (size_t i = 0; i < r->out->milestones.len; i++) {
		struct front_milestone *first = &r->out->milestones.at[i];
		if (!str_eq(utf8_fold_name(r->arena, first->name), name))
			continue;
		if (!date_known(first->due))
			first->due = milestone->due;
		if (!date_known(first->reached))
			first->reached = milestone->reached;
		first->done = first->done || milestone->done;
		node_warning(r->diags, r->source, item,
		        "\"" STR_FMT "\" is the milestone \"" STR_FMT "\" once more",
		        STR_ARG(node_brief(milestone->name)), STR_ARG(node_brief(first->name)));
		diag_help(r->diags, "they are taken as one: write it once");
		return true;
	}
	return false;
}

static void
settle_milestones(const struct front_reading *r, const struct node *node)
{
	for (const struct node *item = first_item(node); item; item = next_item(node, item)) {
		struct front_milestone milestone = { 0 };
		if (!read_named(r, STR("milestones"), item, &milestone, &milestone.name))
			continue;
		read_done(r, item, &milestone);
		if (!is_milestone_again(r, item, &milestone))
			*array_push(r->arena, &r->out->milestones) = milestone;
	}
}

static void
settle_metrics(const struct front_reading *r, const struct node *node)
{
	if (node->kind != NODE_MAP) {
		node_error(r->diags, r->source, node, "\"metrics\" is a map of names and numbers");
		return;
	}
	for (const struct node *item = node->child; item; item = item->next) {
		uint8_t kind = node_value(item, r->arena).kind;
		if (kind != VALUE_INT && kind != VALUE_FLOAT)
			node_error(r->diags, r->source, item,
			        "the metric \"" STR_FMT "\" is not a number", KEY(item));
	}
}

/* --- other rules ------------------------------------------------------------------------------ */

static void
settle_lang(const struct front_reading *r, const struct node *node)
{
	struct str named = config_language_named(r->out->lang);
	if (!r->out->lang.len || (config_is_language(r->out->lang) && !named.len))
		return;
	node_error(r->diags, r->source, node, "\"" STR_FMT "\" is not a language tag",
	        STR_ARG(node_brief(r->out->lang)));
	if (named.len)
		diag_help(r->diags, "did you mean \"" STR_FMT "\"?", STR_ARG(named));
	else
		diag_help(r->diags, "BCP 47 writes en, de-AT, zh-Hant");
}

/* An unset number is 0, so the 0 that an author writes is kept as -1. */
static void
settle_paginate(const struct front_reading *r, const struct node *node)
{
	if (str_is(node->text, "0"))
		r->out->paginate = -1;
}

static void
settle_cascade(const struct front_reading *r, const struct node *node)
{
	if (node->kind == NODE_MAP)
		return;
	node_error(r->diags, r->source, node, "\"cascade\" is a map of front matter");
	r->out->cascade = NULL;
}

static void
settle_params(const struct front_reading *r, const struct node *node)
{
	if (node->kind == NODE_MAP)
		return;
	node_error(r->diags, r->source, node, "\"" STR_FMT "\" is a map", KEY(node));
	r->out->params_node = NULL;
}

/* A plain text ends where a comment begins. */
static void
settle_prose(const struct front_reading *r, const struct node *node)
{
	struct str rest = r->source->bytes, line = STR_EMPTY;
	if (node->kind != NODE_SCALAR || node->quoted)
		return;
	for (uint32_t i = 0; i < node->line && rest.at; i++)
		line = str_line(&rest);
	size_t at = str_find(line, node->text), behind = at + node->text.len;
	struct str comment = at == STR_NONE ? STR_EMPTY : str_trim(str_skip(line, behind));
	if (!str_starts(comment, STR("#")))
		return;
	struct place place = { r->source->path, node->line,
		(uint32_t)utf8_length(str_slice(line, 0, (size_t)(comment.at - line.at))) + 1,
		(uint32_t)utf8_length(comment) };
	diag_warning(r->diags, place, r->source->bytes,
	        "the " STR_FMT " ends before this, which is a comment", KEY(node));
	diag_help(r->diags, "put the whole text in quotes, or the comment on a line of its own");
}

/* `tags: printing, paper` is one tag. */
static void
check_commas(const struct front_reading *r, const struct node *node)
{
	struct str text = node->text;
	if (node->kind != NODE_SCALAR || node->quoted || str_find(text, STR(", ")) == STR_NONE)
		return;
	node_warning(r->diags, r->source, node,
	        "\"" STR_FMT "\" has one value here, with a comma in it", KEY(node));
	diag_help(r->diags, "did you mean [" STR_FMT "]? A value with commas stands in quotes",
	        STR_ARG(node_brief(text)));
}

void
front_field_settle(const struct front_reading *reading, const struct node *root)
{
	static const struct {
		struct str name;
		void (*settle)(const struct front_reading *r, const struct node *node);
	} rules[] = {
		{ STR_INIT("title"), settle_prose },
		{ STR_INIT("description"), settle_prose },
		{ STR_INIT("slug"), settle_slug },
		{ STR_INIT("url"), settle_url },
		{ STR_INIT("aliases"), settle_aliases },
		{ STR_INIT("links"), settle_links },
		{ STR_INIT("syndication"), settle_syndication },
		{ STR_INIT("image"), settle_image },
		{ STR_INIT("history"), settle_history },
		{ STR_INIT("people"), settle_people },
		{ STR_INIT("contact"), settle_contact },
		{ STR_INIT("milestones"), settle_milestones },
		{ STR_INIT("metrics"), settle_metrics },
		{ STR_INIT("lang"), settle_lang },
		{ STR_INIT("paginate"), settle_paginate },
		{ STR_INIT("cascade"), settle_cascade },
		{ STR_INIT("params"), settle_params },
	};
	for (const struct node *node = root->child; node; node = node->next) {
		const struct schema_row *row = schema_find(front_schema(), node->key->text);
		if (!row || node->kind == NODE_NULL)
			continue;
		if (row->type == SCHEMA_TEXTS)
			check_commas(reading, node);
		for (size_t i = 0; i < sizeof rules / sizeof *rules; i++) {
			if (str_eq(row->name, rules[i].name))
				rules[i].settle(reading, node);
		}
	}
}

/* --- a place for the rest --------------------------------------------------------------------- */

/* params as it grows; the entries of `keys` are in the same order. */
struct placing {
	const struct front_reading *r;
	array_of(struct value_entry) params;
	struct map keys; /* of params, to their index */
	struct map tags;
};

static void
add_tag(struct placing *p, struct str tag)
{
	bool added = false;
	tag = str_trim(tag);
	if (tag.len)
		map_put(&p->tags, p->r->arena, tag, &added);
	if (added)
		*array_push(p->r->arena, &p->r->out->tags) = tag;
}

/* A list, or words between commas as `keywords` has them elsewhere. */
static void
add_tags(struct placing *p, const struct node *node)
{
	struct str words = node->text;
	for (size_t i = 0; i < p->r->out->tags.len; i++)
		map_put(&p->tags, p->r->arena, p->r->out->tags.at[i], NULL);
	while (node->kind == NODE_SCALAR && words.at)
		add_tag(p, str_cut(&words, ','));
	for (const struct node *item = node->child; item; item = item->next) {
		if (node->kind == NODE_LIST && item->kind == NODE_SCALAR)
			add_tag(p, item->text);
		else
			node_error(p->r->diags, p->r->source, item,
			        "\"" STR_FMT "\" is a list of words", KEY(node));
	}
}

static bool
is_taxonomy(const struct config *config, struct str name)
{
	for (size_t i = 0; config && i < config->taxonomies.len; i++) {
		if (str_eq(config->taxonomies.at[i].name, name))
			return true;
	}
	return false;
}

/* Words that are tags, unless the site has made a taxonomy of their name. */
static bool
take_tags(struct placing *p, const struct node *node)
{
	struct str key = node->key->text;
	bool other = str_is(key, "categories") || str_is(key, "keywords");
	if (!str_is(key, "tags") && (!other || is_taxonomy(p->r->config, key)))
		return false;
	add_tags(p, node);
	return true;
}

/* `draft` the other way round. A date is not meant so and stays a param. */
static bool
take_published(struct placing *p, const struct node *node)
{
	const struct front_reading *r = p->r;
	bool no = str_is(node->text, "false");
	if (!str_is(node->key->text, "published") || (!no && !str_is(node->text, "true")))
		return false;
	int8_t draft = no ? 1 : -1;
	if (r->out->draft == -draft) {
		node_error(r->diags, r->source, node, "\"published\" contradicts \"draft\"");
		diag_help(r->diags, "keep one of them");
	}
	r->out->draft = draft;
	return true;
}

static void
add_param(struct placing *p, const struct node *node)
{
	bool added;
	struct str key = node->key->text;
	struct value value = node_value(node, p->r->arena);
	struct map_entry *known = map_put(&p->keys, p->r->arena, key, &added);
	if (added) {
		*array_push(p->r->arena, &p->params) =
		        (struct value_entry){ value_text(key), value };
		return;
	}
	node_warning(p->r->diags, p->r->source, node->key,
	        "\"" STR_FMT "\" is in \"params\" as well; the value here counts", KEY(node));
	p->params.at[known - p->keys.at].value = value;
}

/* `taxonomies: {tags: [...], topics: [...]}`, as Zola writes them. */
static bool
take_taxonomies(struct placing *p, const struct node *node)
{
	if (!str_is(node->key->text, "taxonomies"))
		return false;
	if (node->kind != NODE_MAP && node->kind != NODE_NULL) {
		node_error(p->r->diags, p->r->source, node, "\"taxonomies\" is a map of lists");
		diag_help(p->r->diags, "{tags: [caching, git]}, or \"tags\" by itself");
		return true;
	}
	for (const struct node *terms = node->child; terms; terms = terms->next) {
		if (!take_tags(p, terms))
			add_param(p, terms);
	}
	return true;
}

void
front_field_place(const struct front_reading *reading, const schema_rest *rest)
{
	struct placing p = { .r = reading };
	const struct node *params = reading->out->params_node;
	for (const struct node *node = params ? params->child : NULL; node; node = node->next)
		add_param(&p, node);
	for (size_t i = 0; i < rest->len; i++) {
		const struct node *node = rest->at[i];
		if (!take_tags(&p, node) && !take_published(&p, node) && !take_taxonomies(&p, node))
			add_param(&p, node);
	}
	reading->out->params = value_map(p.params.at, p.params.len);
}
