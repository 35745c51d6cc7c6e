/*
 * fontconfig, which librsvg asks for fonts as well, through its functions' addresses: a kith that draws nothing does not
 * need it, and neither does one that was built where its headers are not.
 */
#include "raster/fonts.h"

#if __has_include(<fontconfig/fontconfig.h>)

#include <fontconfig/fontconfig.h>

#include "raster/library.h"

#ifdef __APPLE__
#define LIBRARY "libfontconfig.1.dylib"
#else
#define LIBRARY "libfontconfig.so.1"
#endif

/* A row: what fonts_hash calls. */
#define FUNCTIONS(F)                \
	F(FcInitLoadConfigAndFonts) \
	F(FcConfigDestroy)          \
	F(FcConfigGetFonts)         \
	F(FcConfigSubstitute)       \
	F(FcDefaultSubstitute)      \
	F(FcFontMatch)              \
	F(FcGetVersion)             \
	F(FcNameParse)              \
	F(FcPatternDestroy)         \
	F(FcPatternGetInteger)      \
	F(FcPatternGetString)

struct library {
#define MEMBER(name) __typeof__(&name) name;
	FUNCTIONS(MEMBER)
#undef MEMBER
};

static const char *const names[] = {
#define NAME(name) #name,
	FUNCTIONS(NAME)
#undef NAME
};
enum { NAMES = sizeof names / sizeof *names };
_Static_assert(sizeof(struct library) == NAMES * sizeof(void *), "a pointer for each name");

/* A font: its file, which of those in the file, and its version. */
static struct hash
hash_of_font(const struct library *fc, FcPattern *font)
{
	FcChar8 *file = NULL;
	int numbers[2] = { 0, 0 };

	if (fc->FcPatternGetString(font, FC_FILE, 0, &file) != FcResultMatch)
		file = NULL;
	(void)fc->FcPatternGetInteger(font, FC_INDEX, 0, &numbers[0]);
	(void)fc->FcPatternGetInteger(font, FC_FONTVERSION, 0, &numbers[1]);
	return hash_join(hash_of(str_from(file ? (const char *)file : "")),
	        hash_of(str_of((const char *)numbers, sizeof numbers)));
}

/* The sum, since their order is that of folders on the disk. */
static struct hash
hash_of_all(const struct library *fc, FcConfig *config)
{
	const FcFontSet *fonts = fc->FcConfigGetFonts(config, FcSetSystem);
	struct hash sum = { 0, 0 };

	for (int i = 0; fonts && i < fonts->nfont; i++) {
		struct hash font = hash_of_font(fc, fonts->fonts[i]);

		sum.high += font.high;
		sum.low += font.low;
	}
	return sum;
}

/* Which font stands in for a family, by the settings of the machine. */
static struct hash
hash_of_choice(const struct library *fc, FcConfig *config, const char *family)
{
	FcPattern *wanted = fc->FcNameParse((const FcChar8 *)family), *font = NULL;
	struct hash hash = { 0, 0 };
	FcResult result;

	if (!wanted)
		return hash;
	if (fc->FcConfigSubstitute(config, wanted, FcMatchPattern)) {
		fc->FcDefaultSubstitute(wanted);
		font = fc->FcFontMatch(config, wanted, &result);
	}
	if (font) {
		hash = hash_of_font(fc, font);
		fc->FcPatternDestroy(font);
	}
	fc->FcPatternDestroy(wanted);
	return hash;
}

struct hash
fonts_hash(void)
{
	static const char *const families[] = { "system-ui", "sans-serif", "serif", "monospace" };
	struct hash hash = { 0, 0 };
	struct library fc;
	FcConfig *config =
	        library_open(LIBRARY, names, NAMES, &fc) ? fc.FcInitLoadConfigAndFonts() : NULL;
	int version;

	if (!config)
		return hash;
	version = fc.FcGetVersion();
	hash = hash_join(
	        hash_of(str_of((const char *)&version, sizeof version)), hash_of_all(&fc, config));
	for (size_t i = 0; i < sizeof families / sizeof *families; i++)
		hash = hash_join(hash, hash_of_choice(&fc, config, families[i]));
	fc.FcConfigDestroy(config);
	return hash;
}

#else

struct hash
fonts_hash(void)
{
	return (struct hash){ 0, 0 };
}

#endif
