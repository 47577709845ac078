/* Sixty-four bytes of text as bit masks, one bit a byte, the first byte lowest: where
 * quotes, brackets and the like are. Three ways to make them, which agree: with SSE2,
 * with AVX2, and with plain C. */
#ifndef JSON_BLOCK_H
#define JSON_BLOCK_H

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

#ifdef __x86_64__
#include <immintrin.h>
#endif

#define JSON_BLOCK 64

/* What is small and used for each block is part of its caller, or it would not be fast.
 */
#define JSON_INLINE static inline __attribute__((always_inline))
#define JSON_AVX2   __attribute__((target("avx2,bmi,bmi2,popcnt,pclmul")))

struct json_block {
    uint64_t quote, slash; /* slash: a backslash */
    uint64_t open, close;  /* brackets and braces */
    uint64_t comma, colon;
    uint64_t space;   /* ' ' alone */
    uint64_t control; /* below ' ' */
    uint64_t high;    /* from 0x80 on */
};

/* The bytes that a backslash before them escapes. */
JSON_INLINE uint64_t
json_escaped(uint64_t slash, uint64_t *carry)
{
    const uint64_t odd = 0xaaaaaaaaaaaaaaaaU;
    /* The slashes that escape something are the first of a run and every second after
     * it: subtracting the run's start from the odd places finds them. */
    uint64_t may = slash & ~*carry;
    uint64_t codes = (((may << 1) | odd) - may) ^ odd;
    uint64_t escaped = codes ^ (slash | *carry);
    *carry = (codes & slash) >> 63;
    return escaped;
}

/* In each bit: whether an odd number of bits of MASK are set up to it. */
JSON_INLINE uint64_t
json_parity_plain(uint64_t mask)
{
    mask ^= mask << 1;
    mask ^= mask << 2;
    mask ^= mask << 4;
    mask ^= mask << 8;
    mask ^= mask << 16;
    return mask ^ mask << 32;
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

JSON_INLINE struct json_block
json_block_plain(const char *text)
{
    const uint64_t each = 0x0101010101010101U;
    struct json_block block = {0};
    for (unsigned i = 0; i < JSON_BLOCK; i += 8) {
        uint64_t word = 0;
        for (unsigned k = 0; k < 8; k++) /* whatever the order of bytes here */
            word |= (uint64_t)(unsigned char)text[i + k] << 8 * k;
        uint64_t folded = word | 0x20 * each, high = word & 0x80 * each;
        /* none borrows from the next: each has its high bit set */
        uint64_t below = ~((word | 0x80 * each) - 0x20 * each) & 0x80 * each & ~high;
        block.quote |= json_block_gather(json_block_equal(word, '"')) << i;
        block.slash |= json_block_gather(json_block_equal(word, '\\')) << i;
        block.open |= json_block_gather(json_block_equal(folded, '{')) << i;
        block.close |= json_block_gather(json_block_equal(folded, '}')) << i;
        block.comma |= json_block_gather(json_block_equal(word, ',')) << i;
        block.colon |= json_block_gather(json_block_equal(word, ':')) << i;
        block.space |= json_block_gather(json_block_equal(word, ' ')) << i;
        block.control |= json_block_gather(below) << i;
        block.high |= json_block_gather(high) << i;
    }
    return block;
}

#ifdef __x86_64__

static inline bool
json_block_has_avx2(void)
{
    return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("pclmul") &&
           __builtin_cpu_supports("popcnt") && __builtin_cpu_supports("bmi") &&
           __builtin_cpu_supports("bmi2");
}

/* One mask, of two or four registers full of answers. */
#define JSON_BITS16(a, b, c, d)                                                        \
    ((uint64_t)(uint32_t)_mm_movemask_epi8(a) |                                        \
     (uint64_t)(uint32_t)_mm_movemask_epi8(b) << 16 |                                  \
     (uint64_t)(uint32_t)_mm_movemask_epi8(c) << 32 |                                  \
     (uint64_t)(uint32_t)_mm_movemask_epi8(d) << 48)
#define JSON_BITS32(a, b)                                                              \
    ((uint64_t)(uint32_t)_mm256_movemask_epi8(a) |                                     \
     (uint64_t)(uint32_t)_mm256_movemask_epi8(b) << 32)

JSON_INLINE uint64_t
json_block_equal16(const __m128i bytes[4], char c)
{
    __m128i each = _mm_set1_epi8(c);
    return JSON_BITS16(_mm_cmpeq_epi8(bytes[0], each), _mm_cmpeq_epi8(bytes[1], each),
                       _mm_cmpeq_epi8(bytes[2], each), _mm_cmpeq_epi8(bytes[3], each));
}

JSON_INLINE struct json_block
json_block_sse2(const char *text)
{
    const __m128i *from = (const void *)text;
    const __m128i fold = _mm_set1_epi8(0x20), top = _mm_set1_epi8(0x1f);
    __m128i b[4] = {_mm_loadu_si128(from), _mm_loadu_si128(from + 1),
                    _mm_loadu_si128(from + 2), _mm_loadu_si128(from + 3)};
    __m128i folded[4] = {_mm_or_si128(b[0], fold), _mm_or_si128(b[1], fold),
                         _mm_or_si128(b[2], fold), _mm_or_si128(b[3], fold)};
    __m128i raised[4] = {_mm_max_epu8(b[0], top), _mm_max_epu8(b[1], top),
                         _mm_max_epu8(b[2], top), _mm_max_epu8(b[3], top)};
    return (struct json_block){
        .quote = json_block_equal16(b, '"'),
        .slash = json_block_equal16(b, '\\'),
        .open = json_block_equal16(folded, '{'),
        .close = json_block_equal16(folded, '}'),
        .comma = json_block_equal16(b, ','),
        .colon = json_block_equal16(b, ':'),
        .space = json_block_equal16(b, ' '),
        .control = json_block_equal16(raised, 0x1f),
        .high = JSON_BITS16(b[0], b[1], b[2], b[3]),
    };
}

#define json_parity_sse2 json_parity_plain

/* A product without carries, with all ones. */
JSON_AVX2 JSON_INLINE uint64_t
json_parity_avx2(uint64_t mask)
{
    __m128i product = _mm_clmulepi64_si128(_mm_set_epi64x(0, (int64_t)mask),
                                           _mm_set1_epi8('\xff'), 0);
    return (uint64_t)_mm_cvtsi128_si64(product);
}

JSON_AVX2 JSON_INLINE uint64_t
json_block_equal32(const __m256i bytes[2], char c)
{
    __m256i each = _mm256_set1_epi8(c);
    return JSON_BITS32(_mm256_cmpeq_epi8(bytes[0], each),
                       _mm256_cmpeq_epi8(bytes[1], each));
}

JSON_AVX2 JSON_INLINE struct json_block
json_block_avx2(const char *text)
{
    const __m256i *from = (const void *)text;
    const __m256i fold = _mm256_set1_epi8(0x20), top = _mm256_set1_epi8(0x1f);
    __m256i b[2] = {_mm256_loadu_si256(from), _mm256_loadu_si256(from + 1)};
    __m256i folded[2] = {_mm256_or_si256(b[0], fold), _mm256_or_si256(b[1], fold)};
    __m256i raised[2] = {_mm256_max_epu8(b[0], top), _mm256_max_epu8(b[1], top)};
    return (struct json_block){
        .quote = json_block_equal32(b, '"'),
        .slash = json_block_equal32(b, '\\'),
        .open = json_block_equal32(folded, '{'),
        .close = json_block_equal32(folded, '}'),
        .comma = json_block_equal32(b, ','),
        .colon = json_block_equal32(b, ':'),
        .space = json_block_equal32(b, ' '),
        .control = json_block_equal32(raised, 0x1f),
        .high = JSON_BITS32(b[0], b[1]),
    };
}

#endif
#endif
