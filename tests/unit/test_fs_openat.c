/*
 * The tests of opening once more, where the system has no openat2. The file is compiled into this
 * program, so the linker does not take the one from the library.
 */
#define KITH_NO_OPENAT2
#include "base/fs_open.c"

#include "test_fs_open.c"
