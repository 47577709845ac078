/* Sixty-four bytes of text as bit masks, one bit a byte, the first byte lowest: where
 * quotes, brackets and the like are. Three ways to make them, which agree: with SSE2,
 * with AVX2, and with plain C. */
#ifndef JSON_BLOCK_H
#define JSON_BLOCK_H

#include <stdint.h>
#include <string.h>

#ifdef __x86_64__
#include <immintrin.h>
#endif

#define JSON_BLOCK 64

/* What is small and used for each block is part of its caller, or it would not be fast.
 */
#define JSON_INLINE static inline __attribute__((always_inline))
#define JSON_AVX2   __attribute__((target("avx2,bmi,bmi2,lzcnt,popcnt,pclmul")))

struct json_block {
    uint64_t quote, slash; /* slash: a backslash */
    uint64_t open, close;  /* brackets and braces */
    uint64_t comma, colon;
    uint64_t space;   /* ' ' alone */
    uint64_t control; /* below ' ' */
    uint64_t high;    /* from 0x80 on */
};

/* In each bit: whether an odd number of bits of MASK are set up to it. */
JSON_INLINE uint64_t
json_block_parity(uint64_t mask)
{
    for (unsigned by = 1; by < 64; by *= 2)
        mask ^= mask << by;
    return mask;
}

/* Eight bytes' answers (the high bit of each) as eight bits. */
JSON_INLINE uint64_t
json_block_gather(uint64_t answers)
{
    return (answers >> 7) * 0x0102040810204080U >> 56;
}

/* The high bit of each byte of WORD that is BYTE. */
JSON_INLINE uint64_t
json_block_equal(uint64_t word, unsigned char byte)
{
    const uint64_t low = 0x7f7f7f7f7f7f7f7fU;
    uint64_t other = word ^ (0x0101010101010101U * byte);
    return ~(((other & low) + low) | other | low);
}

JSON_INLINE void
json_block_plain(struct json_block *block, const char *text)
{
    const uint64_t each = 0x0101010101010101U;
    *block = (struct json_block){0};
    for (unsigned i = 0; i < JSON_BLOCK; i += 8) {
        uint64_t word = 0;
        for (unsigned k = 0; k < 8; k++) /* whatever the order of bytes here */
            word |= (uint64_t)(unsigned char)text[i + k] << 8 * k;
        uint64_t folded = word | 0x20 * each, high = word & 0x80 * each;
        /* none borrows from the next: each has its high bit set */
        uint64_t below = ~((word | 0x80 * each) - 0x20 * each) & 0x80 * each & ~high;
        block->quote |= json_block_gather(json_block_equal(word, '"')) << i;
        block->slash |= json_block_gather(json_block_equal(word, '\\')) << i;
        block->open |= json_block_gather(json_block_equal(folded, '{')) << i;
        block->close |= json_block_gather(json_block_equal(folded, '}')) << i;
        block->comma |= json_block_gather(json_block_equal(word, ',')) << i;
        block->colon |= json_block_gather(json_block_equal(word, ':')) << i;
        block->space |= json_block_gather(json_block_equal(word, ' ')) << i;
        block->control |= json_block_gather(below) << i;
        block->high |= json_block_gather(high) << i;
    }
}

#ifdef __x86_64__

JSON_INLINE uint64_t
json_block_bits16(__m128i answers)
{
    return (uint32_t)_mm_movemask_epi8(answers);
}

JSON_INLINE void
json_block_sse2(struct json_block *block, const char *text)
{
    *block = (struct json_block){0};
    for (unsigned i = 0; i < JSON_BLOCK; i += 16) {
        __m128i bytes = _mm_loadu_si128((const void *)(text + i));
        __m128i folded = _mm_or_si128(bytes, _mm_set1_epi8(0x20));
        __m128i top = _mm_set1_epi8(0x1f);
#define BITS(of, c) (json_block_bits16(_mm_cmpeq_epi8(of, _mm_set1_epi8(c))) << i)
        block->quote |= BITS(bytes, '"');
        block->slash |= BITS(bytes, '\\');
        block->open |= BITS(folded, '{');
        block->close |= BITS(folded, '}');
        block->comma |= BITS(bytes, ',');
        block->colon |= BITS(bytes, ':');
        block->space |= BITS(bytes, ' ');
        block->control |= BITS(_mm_max_epu8(bytes, top), 0x1f);
        block->high |= json_block_bits16(bytes) << i;
#undef BITS
    }
}

JSON_AVX2 JSON_INLINE uint64_t
json_block_bits32(__m256i answers)
{
    return (uint32_t)_mm256_movemask_epi8(answers);
}

JSON_AVX2 JSON_INLINE void
json_block_avx2(struct json_block *block, const char *text)
{
    *block = (struct json_block){0};
    for (unsigned i = 0; i < JSON_BLOCK; i += 32) {
        __m256i bytes = _mm256_loadu_si256((const void *)(text + i));
        __m256i folded = _mm256_or_si256(bytes, _mm256_set1_epi8(0x20));
        __m256i top = _mm256_set1_epi8(0x1f);
#define BITS(of, c) (json_block_bits32(_mm256_cmpeq_epi8(of, _mm256_set1_epi8(c))) << i)
        block->quote |= BITS(bytes, '"');
        block->slash |= BITS(bytes, '\\');
        block->open |= BITS(folded, '{');
        block->close |= BITS(folded, '}');
        block->comma |= BITS(bytes, ',');
        block->colon |= BITS(bytes, ':');
        block->space |= BITS(bytes, ' ');
        block->control |= BITS(_mm256_max_epu8(bytes, top), 0x1f);
        block->high |= json_block_bits32(bytes) << i;
#undef BITS
    }
}

#endif
#endif
