/*
 * Calls that do not compile in kith. The Makefile includes this file before everything else, so the
 * headers that declare the calls come first, here, and later ones find their guards closed.
 *
 * Each group says what to use instead. What cannot be told from the name alone (which file may open
 * files, which may ask for the time) is the business of `make lint`.
 */
#ifndef KITH_BASE_BANNED_H
#define KITH_BASE_BANNED_H

#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <time.h>
#include <unistd.h>

#define BANNED(call) call##_is_banned_see_base_banned_h

/* No idea of the room behind the pointer: struct buf, str_format, snprintf, memcpy. */
#undef strcpy
#undef strcat
#undef strncpy
#undef strncat
#undef stpcpy
#undef stpncpy
#undef sprintf
#undef vsprintf
#undef gets
#undef alloca
#define strcpy(...) BANNED(strcpy)
#define strcat(...) BANNED(strcat)
#define strncpy(...) BANNED(strncpy)
#define strncat(...) BANNED(strncat)
#define stpcpy(...) BANNED(stpcpy)
#define stpncpy(...) BANNED(stpncpy)
#define sprintf(...) BANNED(sprintf)
#define vsprintf(...) BANNED(vsprintf)
#define gets(...) BANNED(gets)
#define alloca(...) BANNED(alloca)

/* State behind the caller's back: str_cut, str_line, array_sort. */
#undef strtok
#undef strtok_r
#undef strsep
#undef qsort
#undef qsort_r
#define strtok(...) BANNED(strtok)
#define strtok_r(...) BANNED(strtok_r)
#define strsep(...) BANNED(strsep)
#define qsort(...) BANNED(qsort) /* not stable: equal items would differ between systems */
#define qsort_r(...) BANNED(qsort_r)

/* Errors that look like zero: str_to_int, str_to_number. */
#undef atoi
#undef atol
#undef atoll
#undef atof
#undef sscanf
#undef fscanf
#undef scanf
#define atoi(...) BANNED(atoi)
#define atol(...) BANNED(atol)
#define atoll(...) BANNED(atoll)
#define atof(...) BANNED(atof)
#define sscanf(...) BANNED(sscanf)
#define fscanf(...) BANNED(fscanf)
#define scanf(...) BANNED(scanf)

/* The machine's time zone and language must not reach the output: base/date.h. */
#undef setlocale
#undef localtime
#undef localtime_r
#undef gmtime
#undef gmtime_r
#undef mktime
#undef timegm
#undef ctime
#undef ctime_r
#undef asctime
#undef asctime_r
#undef strftime
#undef strptime
#define setlocale(...) BANNED(setlocale)
#define localtime(...) BANNED(localtime)
#define localtime_r(...) BANNED(localtime_r)
#define gmtime(...) BANNED(gmtime)
#define gmtime_r(...) BANNED(gmtime_r)
#define mktime(...) BANNED(mktime)
#define timegm(...) BANNED(timegm)
#define ctime(...) BANNED(ctime)
#define ctime_r(...) BANNED(ctime_r)
#define asctime(...) BANNED(asctime)
#define asctime_r(...) BANNED(asctime_r)
#define strftime(...) BANNED(strftime)
#define strptime(...) BANNED(strptime)

/* Nothing in the output is random. */
#undef rand
#undef srand
#undef random
#undef srandom
#undef drand48
#define rand(...) BANNED(rand)
#define srand(...) BANNED(srand)
#define random(...) BANNED(random)
#define srandom(...) BANNED(srandom)
#define drand48(...) BANNED(drand48)

/* The process ends in main.c and belongs to one folder: errors are values. */
#undef exit
#undef _exit
#undef _Exit
#undef atexit
#undef chdir
#undef fchdir
#define exit(...) BANNED(exit)
#define _exit(...) BANNED(_exit)
#define _Exit(...) BANNED(_Exit)
#define atexit(...) BANNED(atexit)
#define chdir(...) BANNED(chdir)
#define fchdir(...) BANNED(fchdir)

/* A shell reads its words, a temporary name is a race: proc.h, fs_write_aside. */
#undef system
#undef popen
#undef tmpnam
#undef tempnam
#undef mktemp
#define system(...) BANNED(system)
#define popen(...) BANNED(popen)
#define tmpnam(...) BANNED(tmpnam)
#define tempnam(...) BANNED(tempnam)
#define mktemp(...) BANNED(mktemp)

#endif
