/*
 * Each piece of memory has a head. While work runs, heads are in a ring that begins and ends in the
 * thread's meter, so that all of them can be found when it is left.
 */
#include "base/meter.h"

#include <setjmp.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

struct head {
	_Alignas(max_align_t) struct head *before;
	struct head *behind; /* both NULL: it is in no ring */
	size_t size;
};

struct meter {
	struct head ring;
	struct meter_limits limits;
	size_t asked;
	jmp_buf *leave; /* NULL: no work runs */
};

static _Thread_local struct meter meter;

static void
enter_ring(struct head *head)
{
	head->before = head->behind = NULL;
	if (!meter.leave)
		return;
	head->before = &meter.ring;
	head->behind = meter.ring.behind;
	head->before->behind = head->behind->before = head;
}

static void
leave_ring(struct head *head)
{
	if (!head->before)
		return;
	head->before->behind = head->behind;
	head->behind->before = head->before;
}

static void
charge(size_t size)
{
	if (!meter.leave)
		return;
	meter.asked = size > SIZE_MAX - meter.asked ? SIZE_MAX : meter.asked + size;
	if (size > meter.limits.piece || meter.asked > meter.limits.all)
		longjmp(*meter.leave, 1);
}

static void *
begin(struct head *head, size_t size)
{
	if (!head)
		abort(); /* the library has no other answer either */
	head->size = size;
	enter_ring(head);
	return head + 1;
}

void *
meter_malloc(size_t size)
{
	charge(size);
	return begin(
	        size > SIZE_MAX - sizeof(struct head) ? NULL : malloc(sizeof(struct head) + size),
	        size);
}

void *
meter_calloc(size_t count, size_t size)
{
	if (size && count > SIZE_MAX / size)
		abort();
	void *memory = meter_malloc(count * size);
	memset(memory, 0, count * size);
	return memory;
}

void *
meter_realloc(void *memory, size_t size)
{
	struct head *old = memory ? (struct head *)memory - 1 : NULL;
	void *new = meter_malloc(size);
	if (old) {
		memcpy(new, memory, old->size < size ? old->size : size);
		meter_free(memory);
	}
	return new;
}

void
meter_free(void *memory)
{
	if (!memory)
		return;
	struct head *head = (struct head *)memory - 1;
	leave_ring(head);
	free(head);
}

bool
meter_run(struct meter_limits limits, meter_work *work, void *context)
{
	jmp_buf leave;
	meter = (struct meter){ .limits = limits, .leave = &leave };
	meter.ring.before = meter.ring.behind = &meter.ring;
	if (setjmp(leave) == 0) {
		work(context);
		meter.leave = NULL;
		return true;
	}
	meter.leave = NULL;
	while (meter.ring.behind != &meter.ring)
		meter_free(meter.ring.behind + 1);
	return false;
}
