#ifndef KITH_BASE_BANNED_H
#define KITH_BASE_BANNED_H
#define strcpy(...) BANNED(strcpy)
#endif
