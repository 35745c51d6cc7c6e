/*
 * A name is cut into words: those of contrast.def make its role, the others keep tokens together.
 *
 *	--color-code-text    TEXT, "code"          --surface    GROUND, ""
 *	--border-subtle      no role: a part that may well be faint
 */
#include "audit/contrast.h"

#include "audit/colour.h"
#include "audit/css_token.h"
#include "base/arena.h"
#include "base/buf.h"
#include "base/map.h"

enum role { ROLE_NONE, ROLE_TEXT, ROLE_LARGE, ROLE_GROUND, ROLE_OTHER };

/* A token that stands for a colour, by what its name says. */
struct part {
	struct str name;
	struct str group; /* words that are no roles, "-" between them */
	enum role role;
	bool main; /* the text itself: its name has no word but one of text, fg, foreground, ink */
	bool on;   /* --on-accent, --accent-foreground: `group` is the name of the token below it */
};

struct finding {
	struct arena *arena;
	const struct css_tokens *tokens;
	array_of(struct part) parts;
	struct map texts; /* groups of texts */
	contrast_list *out;
	size_t first; /* of the list, that is from this search */
};

/* ---- names ------------------------------------------------------------------------------------ */

static enum role
role_of(struct str word)
{
	static const struct {
		struct str word;
		enum role role;
	} roles[] = {
#define ROLE(word, role) { STR_INIT(word), ROLE_##role },
#include "audit/contrast.def"
#undef ROLE
	};

	for (size_t i = 0; i < sizeof roles / sizeof *roles; i++)
		if (str_eq_nocase(word, roles[i].word))
			return roles[i].role;
	return ROLE_OTHER;
}

static bool
is_one_of(struct str word, const struct str *words, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (str_eq_nocase(word, words[i]))
			return true;
	return false;
}

static bool
is_main(struct str word)
{
	static const struct str words[] = { STR_INIT("text"), STR_INIT("fg"),
		STR_INIT("foreground"), STR_INIT("ink") };

	return is_one_of(word, words, sizeof words / sizeof *words);
}

/* Is the group that of grounds that the main text does not stand on? */
static bool
is_for_others(struct str group)
{
	static const struct str words[] = { STR_INIT("inverse"), STR_INIT("inverted"),
		STR_INIT("dark"), STR_INIT("light"), STR_INIT("overlay"), STR_INIT("backdrop"),
		STR_INIT("scrim"), STR_INIT("shadow"), STR_INIT("image") };

	return is_one_of(group, words, sizeof words / sizeof *words);
}

/* A ground is one whatever else its name says, and a --text-large is large. */
static enum role
joined(enum role a, enum role b)
{
	return b != ROLE_OTHER && b > a ? b : a;
}

static void
add_word(struct arena *arena, struct str *group, struct str word)
{
	struct str parts[] = { *group, word };

	*group = group->len ? str_join(arena, parts, 2, STR("-")) : word;
}

/* --on-accent: what is behind "on"; --accent-foreground: what is before, where there is a token --accent. */
static bool
read_on(const struct finding *find, struct str name, struct part *part)
{
	struct str words = str_skip(name, 2), last = words;
	size_t on = str_find(words, STR("on-")), dash;

	if (on == 0 || (on != STR_NONE && words.at[on - 1] == '-')) {
		part->group = str_skip(words, on + 3);
		return true;
	}
	dash = str_rfind_char(words, '-');
	last = dash == STR_NONE ? STR_EMPTY : str_skip(words, dash + 1);
	if (!str_is(last, "foreground") && !str_is(last, "fg"))
		return false;
	part->group = str_slice(words, 0, dash);
	return role_of(part->group) != ROLE_NONE &&
	        map_find(&find->tokens->names, str_slice(name, 0, 2 + dash)) != NULL;
}

static struct part
read_name(const struct finding *find, struct str name)
{
	struct part part = { .name = name, .group = STR_EMPTY };
	struct str rest = str_skip(name, 2);
	size_t words = 0, mains = 0, larges = 0, nones = 0;

	if (read_on(find, name, &part)) {
		part.role = ROLE_TEXT;
		part.on = true;
		return part;
	}
	part.group = STR_EMPTY;
	while (rest.at) {
		struct str word = str_cut(&rest, '-');
		enum role role = role_of(word);

		words++;
		mains += is_main(word);
		larges += role == ROLE_LARGE;
		nones += role == ROLE_NONE;
		part.role = joined(part.role, role);
		if (role == ROLE_OTHER)
			add_word(find->arena, &part.group, word);
	}
	part.main = mains == 1 && words == mains + nones;
	if (part.role == ROLE_LARGE && words != larges + mains + nones)
		part.role = ROLE_NONE; /* --border-subtle, --border-muted */
	return part;
}

/* --muted is a ground where there is a --muted-foreground. --accent-text is not clear where there is an --accent. */
static bool
is_clear(const struct finding *find, struct str name)
{
	static const struct str behind[] = { STR_INIT("-foreground"), STR_INIT("-fg") };
	const struct map *names = &find->tokens->names;

	for (size_t i = 0; i < 2; i++)
		if (map_find(names,
		            str_format(find->arena, STR_FMT STR_FMT, STR_ARG(name),
		                    STR_ARG(behind[i]))))
			return false;
	return !str_ends(name, STR("-text")) || !map_find(names, str_slice(name, 0, name.len - 5));
}

static void
gather(struct finding *find)
{
	const struct map *names = &find->tokens->names;

	for (size_t i = 0; i < names->len; i++) {
		struct str name = names->at[i].key;
		struct part part = { .role = ROLE_NONE };

		if (str_starts(name, STR("--")))
			part = read_name(find, name);
		if (part.role == ROLE_NONE || (!part.on && !is_clear(find, name)))
			continue;
		*array_push(find->arena, &find->parts) = part;
		if (part.role == ROLE_TEXT && !part.on)
			map_put(&find->texts, find->arena, part.group, NULL);
	}
}

/* ---- colours ---------------------------------------------------------------------------------- */

/* What a token is in a mode. */
struct shade {
	const struct css_token *token;
	struct str value;
	struct colour colour;
};

static bool
shade_of(const struct finding *find, struct str name, unsigned mode, struct shade *out)
{
	out->token = css_token_find(find->tokens, name, mode);
	return out->token && css_token_value(find->tokens, out->token, mode, &out->value) &&
	        colour_read(out->value, &out->colour);
}

static void
add(struct finding *find, const struct shade *text, const struct shade *ground, double ratio,
        double aim, unsigned mode)
{
	for (size_t i = find->first; i < find->out->len; i++) {
		struct contrast *known = &find->out->at[i];

		if (known->text != text->token || known->ground != ground->token ||
		        !str_eq(known->text_value, text->value) ||
		        !str_eq(known->ground_value, ground->value))
			continue;
		known->modes |= 1u << mode;
		return;
	}
	*array_push(find->arena, find->out) = (struct contrast){ text->token, ground->token,
		text->value, ground->value, ratio, aim, 1u << mode };
}

static void
compare(struct finding *find, const struct part *text, struct str ground, unsigned mode)
{
	double aim = text->role == ROLE_LARGE ? 3 : 4.5, ratio;
	struct shade above, below;

	if (!shade_of(find, text->name, mode, &above) || !shade_of(find, ground, mode, &below) ||
	        below.colour.alpha < 1)
		return;
	ratio = colour_contrast(colour_over(above.colour, below.colour), below.colour);
	if (ratio < aim)
		add(find, &above, &below, ratio, aim, mode);
}

/* ---- pairs ------------------------------------------------------------------------------------ */

static bool
stands_on(const struct finding *find, const struct part *text, const struct part *ground)
{
	if (ground->role != ROLE_GROUND || text->role == ROLE_GROUND)
		return false;
	if (text->on || str_eq(text->group, ground->group))
		return str_eq(text->group, ground->group);
	if (!ground->group.len) /* a text with a ground of its own stands on no other */
		return !is_for_others(text->group);
	return text->main && !map_find(&find->texts, ground->group) &&
	        !is_for_others(ground->group) && role_of(ground->group) == ROLE_OTHER;
}

/* Does a ground have the words of this text? */
static bool
has_own_ground(const struct finding *find, const struct part *text)
{
	for (size_t i = 0; text->group.len && i < find->parts.len; i++)
		if (find->parts.at[i].role == ROLE_GROUND &&
		        str_eq(find->parts.at[i].group, text->group))
			return true;
	return false;
}

static void
compare_all(struct finding *find, const struct part *text, unsigned mode)
{
	bool own = has_own_ground(find, text);

	if (text->on) { /* --on-accent on --accent or --color-accent */
		compare(find, text, str_format(find->arena, "--" STR_FMT, STR_ARG(text->group)),
		        mode);
		compare(find, text,
		        str_format(find->arena, "--color-" STR_FMT, STR_ARG(text->group)), mode);
	}
	for (size_t i = 0; i < find->parts.len; i++) {
		const struct part *ground = &find->parts.at[i];

		if (stands_on(find, text, ground) && (!own || ground->group.len))
			compare(find, text, ground->name, mode);
	}
}

void
contrast_find(struct arena *arena, const struct css_tokens *tokens, contrast_list *out)
{
	struct finding find = { .arena = arena, .tokens = tokens, .out = out, .first = out->len };
	unsigned modes = tokens->chosen | ((1u << CSS_CHOSEN) - 1);

	gather(&find);
	for (size_t i = 0; i < find.parts.len; i++)
		for (unsigned mode = 0; mode < CSS_MODES; mode++)
			if (find.parts.at[i].role != ROLE_GROUND && (modes >> mode & 1))
				compare_all(&find, &find.parts.at[i], mode);
}

/* ---- words ------------------------------------------------------------------------------------ */

/* What the reader's system asks for too needs no second word, nor does more contrast where less is no better. */
static void
put_modes(struct buf *out, unsigned modes)
{
	static const char *const names[] = { "light mode", "dark mode" };
	unsigned system = modes & 15;
	const char *between = "";

	if (system == 15) {
		buf_lit(out, "every mode");
		return;
	}
	system |= modes >> CSS_CHOSEN;
	for (unsigned mode = 0; mode < CSS_CHOSEN; mode++) {
		bool less = (mode & CSS_MORE) && (system >> (mode & CSS_DARK) & 1);

		if (less || !(system >> mode & 1))
			continue;
		buf_format(out, "%s%s%s%s", between, names[mode & CSS_DARK],
		        mode & CSS_MORE ? " with more contrast" : "",
		        modes >> mode & 1 ? "" : " chosen on the page");
		between = " and ";
	}
}

struct str
contrast_tell(struct arena *arena, const struct contrast *found)
{
	unsigned hundredths = (unsigned)(found->ratio * 100); /* 4.499 is not 4.50 */
	struct str modes;
	struct buf out;

	buf_init(&out, 1024);
	put_modes(&out, found->modes);
	modes = str_copy(arena, buf_view(&out));
	buf_free(&out);
	return str_format(arena,
	        STR_FMT " (" STR_FMT ") on " STR_FMT " (" STR_FMT
	                ") has a contrast of %u.%02u:1 in " STR_FMT "; it needs %s:1",
	        STR_ARG(found->text->name), STR_ARG(str_slice(found->text_value, 0, 60)),
	        STR_ARG(found->ground->name), STR_ARG(str_slice(found->ground_value, 0, 60)),
	        hundredths / 100, hundredths % 100, STR_ARG(modes), found->aim > 3 ? "4.5" : "3");
}
