/*
 * SplitMix64, begun by what is rendered: Steele, Lea and Flood, "Fast Splittable Pseudorandom Number
 * Generators", 2014.
 */
#include "template/chance.h"

#include "template/vm.h"

uint64_t
chance_below(struct vm *vm, uint64_t limit)
{
	uint64_t z = vm->chance += UINT64_C(0x9e3779b97f4a7c15);
	z = (z ^ z >> 30) * UINT64_C(0xbf58476d1ce4e5b9);
	z = (z ^ z >> 27) * UINT64_C(0x94d049bb133111eb);
	return (z ^ z >> 31) % limit;
}
