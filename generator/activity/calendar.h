/*
 * Commits by day and week: the numbers behind a calendar of a year.
 *
 *	days      every day with commits, oldest first
 *	weeks     53 weeks from Monday on, up to the last day with commits
 *	busiest   the weeks of all years with the most commits
 *
 * Days are those of the calendars on the committers' walls.
 */
#ifndef KITH_ACTIVITY_CALENDAR_H
#define KITH_ACTIVITY_CALENDAR_H

#include <stddef.h>
#include <stdint.h>

#include "base/array.h"
#include "base/date.h"

struct arena;

enum { CALENDAR_WEEKS = 53, CALENDAR_LEVELS = 4, CALENDAR_BUSIEST = 5 };

struct calendar_day {
	struct date date;
	size_t commits;
	unsigned level; /* 0: none; 1 to 4: the quarter of the year's days with commits it is in */
};

struct calendar_week {
	struct date date; /* its Monday */
	size_t commits;
	struct calendar_day days[7];
	size_t len; /* days up to the last one; 7 for all but the last week */
};

struct calendar {
	array_of(struct calendar_day) days;     /* level is 0 outside of the weeks */
	array_of(struct calendar_week) weeks;   /* 53, or none without a day */
	array_of(struct calendar_week) busiest; /* most commits first; without days */
	size_t steps[CALENDAR_LEVELS]; /* the most commits that a day of level 1 (2, 3, 4) has */
};

/* A number of commits on a day that is counted from 1970-01-01. */
struct calendar_count {
	int64_t day;
	size_t commits;
};

typedef array_of(struct calendar_count) calendar_counts;

/* The day on which it is this moment, `offset` minutes east of UTC. */
int64_t calendar_day_of(int64_t seconds, int offset);

/* Sorts `counts`, in which a day may come several times, and fills `out`; all in the arena. */
void calendar_fill(struct arena *arena, calendar_counts *counts, struct calendar *out);

#endif
