/* The hash of the fonts a machine has: the same as long as they are. */
#include "folder.h"

#include <stdlib.h>

#include "raster/fonts.h"

static bool
is_nothing(struct hash hash)
{
	return hash_eq(hash, (struct hash){ 0, 0 });
}

/* The settings of a machine with no font at all. */
static void
take_fonts_away(void)
{
	char path[300];

	put_file("fonts.conf", "<?xml version='1.0'?><fontconfig><dir>none</dir></fontconfig>");
	snprintf(path, sizeof path, "%s/inside/fonts.conf", folder_path);
	assert_int_equal(setenv("FONTCONFIG_FILE", path, 1), 0);
}

static int
leave(void **state)
{
	unsetenv("FONTCONFIG_FILE");
	return leave_folder(state);
}

static void
test_the_same_fonts_have_the_same_hash(void **state)
{
	(void)state;
	assert_true(hash_eq(fonts_hash(), fonts_hash()));
}

static void
test_other_fonts_have_another(void **state)
{
	struct hash before = fonts_hash();

	(void)state;
	if (is_nothing(before))
		skip();
	take_fonts_away();
	assert_false(hash_eq(fonts_hash(), before));
	assert_false(is_nothing(fonts_hash()));
	unsetenv("FONTCONFIG_FILE");
	assert_true(hash_eq(fonts_hash(), before));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_the_same_fonts_have_the_same_hash),
		cmocka_unit_test_setup_teardown(test_other_fonts_have_another, enter_folder, leave),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
