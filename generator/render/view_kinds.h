/*
 * The functions behind property.def, one view_<kind>.c each, and what answers keys without a row.
 */
#ifndef KITH_RENDER_VIEW_KINDS_H
#define KITH_RENDER_VIEW_KINDS_H

#include "base/str.h"
#include "content/page.h"
#include "data/value.h"
#include "site/item.h"

struct arena;
struct change;
struct history_commit;
struct markdown;
struct page;
struct project;
struct release;
struct render;
struct route;
struct view;

#define PROPERTY(kind, key, type, help) \
	struct value view_##kind##_##key(const struct view *view, struct arena *arena);
#include "render/property.def"
#undef PROPERTY

/* `content` of what is shown on its own page. */
struct value view_page_own_content(const struct view *view, struct arena *arena);
struct value view_section_own_content(const struct view *view, struct arena *arena);
/* The text between two events of a page that has one, for any place, and the same without markup. */
struct value view_page_passage(
        const struct view *view, uint32_t from, uint32_t to, struct arena *arena);
struct value view_page_passage_plain(
        const struct view *view, uint32_t from, uint32_t to, struct arena *arena);
/* The first of these for feeds: whole addresses, nothing that a reader would strip. */
struct value view_page_feed_passage(
        const struct view *view, uint32_t from, uint32_t to, struct arena *arena);
/* A sentence of a page, as a document that shares the links of it, for any place or for feeds. */
struct value view_page_clip(
        const struct view *view, const struct markdown *sentence, bool feed, struct arena *arena);
/* Keys without a row: a page's front matter, and a section's through its _index.md; else undefined. */
struct value view_page_other(const struct view *view, struct str key, struct arena *arena);
struct value view_section_other(const struct view *view, struct str key, struct arena *arena);
/* What of the site most pages ask for; part of view_prepare. */
void view_site_prepare(struct render *render);
/* "ltr" or "rtl". */
struct value view_direction(struct str language);
/* The record of the card that is drawn for a page or a section. */
struct value view_card(const struct render *render, const struct route *route, struct arena *arena);
/* Gathers what search engines should know into render->indexed; then the lists of a sitemap. */
void view_sitemap_index(struct render *render);
struct value view_sitemap(
        const struct render *render, const struct route *route, struct arena *arena);
struct value view_sitemaps(
        const struct render *render, const struct route *route, struct arena *arena);
/* The title of an item. */
struct str view_item_shown(const void *self, struct arena *arena);
/* The name of a person. */
struct str view_person_shown(const void *self, struct arena *arena);
/* A list of pages, and of items, in the arena. */
struct value view_page_list(
        const struct render *render, const page_list *pages, struct arena *arena);
struct value view_item_list(
        const struct render *render, const item_list *items, struct arena *arena);
/* What happened in a project, from one event of its timeline to before another: a list of records. */
struct value view_events(const struct render *render, const struct project *project, size_t from,
        size_t to, struct arena *arena);
/* The record of one release, and of one commit. */
struct value view_release(const struct release *release, struct arena *arena);
struct value view_commit(const struct history_commit *commit, struct arena *arena);
/* What readers are told of it: the note that was written for them, or else the subject. */
struct str view_commit_text(const struct history_commit *commit);
/* Its trailers that thank somebody: a list of records. */
struct value view_commit_credits(const struct history_commit *commit, struct arena *arena);
/* The records of one of a page's revisions, and of an entry of the changelog. */
struct value view_revision(
        const struct render *render, const struct page *page, size_t index, struct arena *arena);
/* The same for feeds, which no style of ours reaches: `diff` without the words that styles hide. */
struct value view_revision_unsaid(
        const struct render *render, const struct page *page, size_t index, struct arena *arena);
struct value view_change_unsaid(
        const struct render *render, const struct change *change, struct arena *arena);
/* The records of a feed, and of that of changes, and what the latter announces: what readers would notice, the newest. */
struct value view_feed(const struct render *render, const struct route *route, struct arena *arena);
/* What a page names for readers that look for feeds: the nearest first, the site's last, each in all its formats. */
struct value view_feed_subscriptions(
        const struct render *render, const struct route *route, struct arena *arena);
struct value view_feed_of_changes(
        const struct render *render, const struct route *route, struct arena *arena);
struct value view_feed_announced(const struct render *render, struct arena *arena);
struct value view_change(
        const struct render *render, const struct change *change, struct arena *arena);

#endif
