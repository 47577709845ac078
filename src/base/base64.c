#include "config.h"

#include "base/base64.h"

/* LETTERS: 64 of them, then the padding, if there is any. */
static void
encode(struct str *out, struct span bytes, const char *letters)
{
    for (size_t at = 0; at < bytes.n; at += 3) {
        size_t n = bytes.n - at < 3 ? bytes.n - at : 3;
        unsigned bits = 0;
        for (size_t i = 0; i < 3; i++)
            bits = bits << 8 | (i < n ? (unsigned char)bytes.p[at + i] : 0);
        for (size_t i = 0; i < 4; i++)
            if (i <= n || letters[64])
                str_add_byte(out, letters[i <= n ? bits >> (18 - 6 * i) & 63 : 64]);
    }
}

#define LETTERS "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"

void
base64_encode(struct str *out, struct span bytes)
{
    encode(out, bytes, LETTERS "+/=");
}

void
base64_encode_url(struct str *out, struct span bytes)
{
    encode(out, bytes, LETTERS "-_");
}

int
base64_value(char c)
{
    if (c >= 'A' && c <= 'Z')
        return c - 'A';
    if (c >= 'a' && c <= 'z')
        return c - 'a' + 26;
    if (c >= '0' && c <= '9')
        return c - '0' + 52;
    if (c == '+' || c == '-')
        return 62;
    if (c == '/' || c == '_')
        return 63;
    return -1;
}

bool
base64_decode(struct str *out, struct span text)
{
    while (text.n && text.p[text.n - 1] == '=')
        text.n--;
    for (size_t at = 0; at < text.n; at += 4) {
        size_t n = text.n - at < 4 ? text.n - at : 4;
        unsigned bits = 0;
        for (size_t i = 0; i < 4; i++) {
            int value = i < n ? base64_value(text.p[at + i]) : 0;
            if (value < 0)
                return false;
            bits = bits << 6 | (unsigned)value;
        }
        if (n == 1)
            return false;
        for (size_t i = 0; i + 1 < n; i++)
            str_add_byte(out, (char)(bits >> (16 - 8 * i) & 255));
    }
    return true;
}
