/*
 * Each piece of memory has a head. While work runs, heads are in a ring that begins and ends in the
 * thread's ration, so that all of them can be found when it is left.
 */
#include "base/ration.h"

#include <setjmp.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

struct head {
	_Alignas(max_align_t) struct head *before;
	struct head *behind; /* both NULL: it is in no ring */
	size_t size;
};

struct ration {
	struct head ring;
	struct ration_limits limits;
	size_t asked;
	jmp_buf *leave; /* NULL: no work runs */
};

static _Thread_local struct ration ration;

static void
enter_ring(struct head *head)
{
	head->before = head->behind = NULL;
	if (!ration.leave)
		return;
	head->before = &ration.ring;
	head->behind = ration.ring.behind;
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
	if (!ration.leave)
		return;
	ration.asked = size > SIZE_MAX - ration.asked ? SIZE_MAX : ration.asked + size;
	if (size > ration.limits.piece || ration.asked > ration.limits.all)
		longjmp(*ration.leave, 1);
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
ration_malloc(size_t size)
{
	charge(size);
	return begin(
	        size > SIZE_MAX - sizeof(struct head) ? NULL : malloc(sizeof(struct head) + size),
	        size);
}

void *
ration_calloc(size_t count, size_t size)
{
	if (size && count > SIZE_MAX / size)
		abort();
	void *memory = ration_malloc(count * size);
	memset(memory, 0, count * size);
	return memory;
}

void *
ration_realloc(void *memory, size_t size)
{
	struct head *old = memory ? (struct head *)memory - 1 : NULL;
	void *new = ration_malloc(size);
	if (old) {
		memcpy(new, memory, old->size < size ? old->size : size);
		ration_free(memory);
	}
	return new;
}

void
ration_free(void *memory)
{
	if (!memory)
		return;
	struct head *head = (struct head *)memory - 1;
	leave_ring(head);
	free(head);
}

bool
ration_run(struct ration_limits limits, ration_work *work, void *context)
{
	jmp_buf leave;
	ration = (struct ration){ .limits = limits, .leave = &leave };
	ration.ring.before = ration.ring.behind = &ration.ring;
	if (setjmp(leave) == 0) {
		work(context);
		ration.leave = NULL;
		return true;
	}
	ration.leave = NULL;
	while (ration.ring.behind != &ration.ring)
		ration_free(ration.ring.behind + 1);
	return false;
}
