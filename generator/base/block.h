/*
 * Sixteen bytes of a text that are compared at once: a vector of gcc and clang, whose comparisons give 0 or 0xff
 * for each byte.
 */
#ifndef KITH_BASE_BLOCK_H
#define KITH_BASE_BLOCK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

typedef unsigned char block __attribute__((vector_size(16)));
typedef uint64_t block_words __attribute__((vector_size(16)));

/* The sixteen bytes there, wherever they begin. */
static inline block
block_load(const void *at)
{
	block bytes;
	memcpy(&bytes, at, sizeof bytes);
	return bytes;
}

/* Eight bytes as one number, the first in its lowest bits whatever the order of the machine. */
static inline uint64_t
block_eight(const void *at)
{
	uint64_t bytes;
	memcpy(&bytes, at, sizeof bytes);
#if __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
	bytes = __builtin_bswap64(bytes);
#endif
	return bytes;
}

static inline void
block_put_eight(void *at, uint64_t bytes)
{
#if __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
	bytes = __builtin_bswap64(bytes);
#endif
	memcpy(at, &bytes, sizeof bytes);
}

static inline bool
block_is_zero(block bytes)
{
	block_words words = (block_words)bytes;
	return (words[0] | words[1]) == 0;
}

/* The place of the first byte that is not zero, of which there is one. */
static inline size_t
block_first(block bytes)
{
	block_words words = (block_words)bytes;
	uint64_t word = words[0] ? words[0] : words[1];
#if __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
	size_t zeroes = (size_t)__builtin_clzll(word);
#else
	size_t zeroes = (size_t)__builtin_ctzll(word);
#endif
	return (words[0] ? 0 : 8) + zeroes / 8;
}

static inline bool
block_is_ascii(block bytes)
{
	block_words words = (block_words)bytes;
	return ((words[0] | words[1]) & UINT64_C(0x8080808080808080)) == 0;
}

/* The bytes `count` places further, up to seven, with zeroes before the first. */
static inline block
block_behind(block bytes, unsigned count)
{
#if __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
	unsigned char room[2 * sizeof bytes] = { 0 };
	memcpy(room + sizeof bytes, &bytes, sizeof bytes);
	return block_load(room + sizeof bytes - count);
#else
	block_words words = (block_words)bytes;
	uint64_t carried = words[0] >> (64 - 8 * count);
	return (block)(block_words){ words[0] << 8 * count, words[1] << 8 * count | carried };
#endif
}

/* 0xff where a byte lies between two, both included. */
static inline block
block_between(block bytes, unsigned char first, unsigned char last)
{
	return (block)(bytes - first <= (unsigned char)(last - first));
}

/* The sum of the bytes. */
static inline size_t
block_sum(block bytes)
{
	const block_words pairs = { UINT64_C(0x00ff00ff00ff00ff), UINT64_C(0x00ff00ff00ff00ff) };
	block_words words = (block_words)bytes;
	words = (words & pairs) + (words >> 8 & pairs);
	return (size_t)((words[0] + words[1]) * UINT64_C(0x0001000100010001) >> 48);
}

#endif
