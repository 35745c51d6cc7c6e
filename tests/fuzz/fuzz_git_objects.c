/*
 * Any bytes as a commit, a tag, a tree, a message, a .mailmap and a list of revisions: what comes out lies
 * within what went in, and names are such that a path can be made of them.
 */
#include "base/arena.h"
#include "base/ascii.h"
#include "base/buf.h"
#include "base/utf8.h"
#include "git/ignore_revs.h"
#include "git/mail.h"
#include "git/mailmap.h"
#include "git/object.h"
#include "git/trailer.h"
#include "require.h"

static void
require_inside(struct str view, struct str whole)
{
	if (view.len)
		require(view.at >= whole.at && view.len <= whole.len &&
		        (size_t)(view.at - whole.at) <= whole.len - view.len);
}

static void
check_person(const struct object_person *person, struct str bytes)
{
	require_inside(person->name, bytes);
	require_inside(person->email, bytes);
	require(person->offset > -900 && person->offset < 900);
	require(person->dated || (person->seconds == 0 && person->offset == 0));
	require(str_find_char(person->name, '\n') == STR_NONE);
}

static void
check_commit(struct arena *arena, struct str bytes)
{
	struct object_commit commit;
	if (!object_commit_parse(arena, bytes, &commit))
		return;
	require_inside(commit.message, bytes);
	require_inside(commit.encoding, bytes);
	require(commit.parents.len <= OBJECT_PARENTS_MAX);
	check_person(&commit.author, bytes);
	check_person(&commit.committer, bytes);
}

static void
check_tag(struct str bytes)
{
	struct object_tag tag;
	if (!object_tag_parse(bytes, &tag))
		return;
	require_inside(tag.message, bytes);
	check_person(&tag.tagger, bytes);
}

/* Digits and letters around an '@', and then ".xy" or brackets: what nobody would take for anything else. */
static bool
is_address(struct str text, size_t at)
{
	size_t start = at, end = at + 1;
	while (start > 0 && ascii_is_alnum(text.at[start - 1]))
		start--;
	while (end < text.len && ascii_is_alnum(text.at[end]))
		end++;
	if (start == at || end == at + 1 || end - start > 200 || end == text.len)
		return false;
	if (start > 0 && text.at[start - 1] == '<' && text.at[end] == '>')
		return true;
	return text.at[end] == '.' && end + 2 < text.len && ascii_is_letter(text.at[end + 1]) &&
	        ascii_is_letter(text.at[end + 2]);
}

/* Nothing is added, and what is left has no address. */
static void
check_mail(struct arena *arena, struct str bytes)
{
	struct str hidden = mail_hide(arena, bytes);
	for (size_t i = 0; i < hidden.len; i++)
		require(hidden.at[i] != '@' || !is_address(hidden, i));
	require(hidden.len <= bytes.len);
	require(str_eq(mail_hide(arena, hidden), hidden));
}

static void
check_tree(struct str bytes)
{
	struct object_tree tree = { .bytes = bytes };
	struct object_entry entry;
	size_t end = 0;
	while (object_tree_next(&tree, &entry)) {
		require(entry.start == end && tree.at > end && tree.at <= bytes.len);
		end = tree.at;
		require_inside(entry.name, bytes);
		require(entry.name.len > 0 && entry.mode != OBJECT_NONE);
		require(str_find_char(entry.name, '/') == STR_NONE);
		require(str_find_char(entry.name, '\0') == STR_NONE);
		require(object_entry_cmp(&entry, &entry) == 0);
	}
	require(tree.damaged || end == bytes.len);
	require(!object_tree_next(&tree, &entry));
}

/* A tree with long ids loses twelve bytes an entry. */
static void
check_long_tree(struct str bytes)
{
	struct buf out;
	size_t entries = 0;
	struct object_entry entry;
	buf_init(&out, bytes.len + 1);
	object_tree_shorten(bytes, &out);
	struct object_tree tree = { .bytes = buf_view(&out) };
	while (object_tree_next(&tree, &entry))
		entries++;
	size_t lost = entries * (OBJECT_LONG_LEN - OBJECT_ID_LEN);
	require(!out.full && (tree.damaged || out.len == bytes.len - lost));
	buf_free(&out);
}

static void
check_message(struct str bytes)
{
	struct str block = trailer_block(bytes);
	struct trailer trailer;
	size_t count = 0;
	require_inside(block, bytes);
	bool any = block.len > 0;
	while (trailer_next(&block, &trailer)) {
		require_inside(trailer.key, bytes);
		require_inside(trailer.value, bytes);
		require(trailer.key.len > 0);
		count++;
	}
	require(any == (count > 0));
}

/* The bytes are a .mailmap, and each of its lines a name and an address to be looked up. */
static void
check_mailmap(struct arena *arena, struct str bytes)
{
	struct mailmap map = { .people = { .len = 0 } };
	mailmap_parse(&map, arena, bytes);
	for (struct str rest = bytes; rest.at;) {
		struct str email = str_line(&rest), name = str_cut(&email, '<');
		email = str_trim(email.at ? str_cut(&email, '>') : STR_EMPTY);
		name = utf8_clean(arena, str_trim(name));
		email = utf8_clean(arena, email);
		mailmap_apply(&map, arena, &name, &email);
		require(utf8_invalid(name) == STR_NONE && utf8_invalid(email) == STR_NONE);
	}
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena arena = ARENA_EMPTY;
	struct str bytes = size ? str_of((const char *)data, size) : STR_EMPTY;
	struct ignore_revs revs = { .ids = { .len = 0 } };
	check_commit(&arena, bytes);
	check_tag(bytes);
	check_mail(&arena, bytes);
	check_tree(bytes);
	check_long_tree(bytes);
	check_message(bytes);
	check_mailmap(&arena, bytes);
	ignore_revs_parse(&revs, &arena, bytes);
	arena_free(&arena);
	return 0;
}
