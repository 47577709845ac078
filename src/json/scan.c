#include "config.h"

#include "json/scan.h"

#include "json/lex.h"

#include <string.h>

void
json_scan_init(struct json_scan *scan, struct span text)
{
    memset(scan, 0, sizeof *scan);
    scan->text = text;
    scan->want = JSON_WANT_VALUE;
}

void
json_scan_more(struct json_scan *scan, struct span text)
{
    scan->text = text;
    if (scan->fault.kind == JSON_FAULT_CUT || scan->fault.kind == JSON_FAULT_EMPTY)
        scan->fault = (struct json_fault){0};
}

static enum json_token
broken(struct json_scan *scan, enum json_fault_kind kind, size_t at, size_t length)
{
    scan->fault = (struct json_fault){kind, at, length};
    return JSON_BROKEN;
}

static enum json_token
cut(struct json_scan *scan)
{
    return broken(scan, JSON_FAULT_CUT, scan->text.n, 0);
}

static enum json_token
unexpected(struct json_scan *scan)
{
    return broken(scan, JSON_FAULT_UNEXPECTED, scan->at, 1);
}

bool
json_scan_in_array(const struct json_scan *scan)
{
    size_t level = scan->depth - 1;
    return scan->depth && (scan->arrays[level / 64] >> (level % 64) & 1);
}

static void
value_done(struct json_scan *scan)
{
    scan->want = scan->depth ? JSON_WANT_COMMA : JSON_WANT_NOTHING;
}

static enum json_token
open(struct json_scan *scan, bool array, struct span *raw)
{
    if (scan->depth == JSON_DEPTH_MAX)
        return broken(scan, JSON_FAULT_DEEP, scan->at, 1);
    uint64_t bit = (uint64_t)1 << (scan->depth % 64);
    uint64_t *word = &scan->arrays[scan->depth / 64];
    *word = array ? *word | bit : *word & ~bit;
    scan->depth++;
    *raw = span_sub(scan->text, scan->at, scan->at + 1);
    scan->at++;
    scan->want = array ? JSON_WANT_FIRST_ELEMENT : JSON_WANT_FIRST_NAME;
    return array ? JSON_ARRAY : JSON_OBJECT;
}

static enum json_token
close(struct json_scan *scan, struct span *raw)
{
    bool array = json_scan_in_array(scan);
    if (scan->text.p[scan->at] != (array ? ']' : '}'))
        return unexpected(scan);
    *raw = span_sub(scan->text, scan->at, scan->at + 1);
    scan->at++;
    scan->depth--;
    value_done(scan);
    return array ? JSON_ARRAY_END : JSON_OBJECT_END;
}

static enum json_token
string(struct json_scan *scan, enum json_token token, struct span *raw)
{
    size_t end = scan->string_at > scan->at ? scan->string_at : scan->at + 1;
    if (!json_lex_string_on(scan->text, &end, &scan->fault)) {
        scan->string_at = end;
        return JSON_BROKEN;
    }
    *raw = span_sub(scan->text, scan->at, end);
    scan->at = end;
    if (token == JSON_NAME)
        scan->want = JSON_WANT_COLON;
    else
        value_done(scan);
    return token;
}

static enum json_token
number(struct json_scan *scan, struct span *raw)
{
    size_t end;
    if (!json_lex_number(scan->text, scan->at, &end, &scan->fault))
        return JSON_BROKEN;
    *raw = span_sub(scan->text, scan->at, end);
    scan->at = end;
    value_done(scan);
    return JSON_NUMBER;
}

static enum json_token
word(struct json_scan *scan, const char *text, enum json_token token, struct span *raw)
{
    struct span rest = span_from(scan->text, scan->at);
    size_t n = 0;
    while (text[n] && n < rest.n && rest.p[n] == text[n])
        n++;
    if (text[n])
        return n == rest.n ? cut(scan)
                           : broken(scan, JSON_FAULT_UNEXPECTED, scan->at, n);
    *raw = span_sub(rest, 0, n);
    scan->at += n;
    value_done(scan);
    return token;
}

static enum json_token
value(struct json_scan *scan, struct span *raw)
{
    switch (scan->text.p[scan->at]) {
    case '{':
        return open(scan, false, raw);
    case '[':
        return open(scan, true, raw);
    case JSON_QUOTE:
        return string(scan, JSON_STRING, raw);
    case 't':
        return word(scan, "true", JSON_TRUE, raw);
    case 'f':
        return word(scan, "false", JSON_FALSE, raw);
    case 'n':
        return word(scan, "null", JSON_NULL, raw);
    case '-':
    case '+':
    case '.':
    case '0':
    case '1':
    case '2':
    case '3':
    case '4':
    case '5':
    case '6':
    case '7':
    case '8':
    case '9':
        return number(scan, raw);
    default:
        return unexpected(scan);
    }
}

/* The byte at hand and what belongs there; the text has not ended. */
static enum json_token
step(struct json_scan *scan, struct span *raw)
{
    char c = scan->text.p[scan->at];
    switch (scan->want) {
    case JSON_WANT_FIRST_NAME:
        if (c == '}')
            return close(scan, raw);
        return c == JSON_QUOTE ? string(scan, JSON_NAME, raw) : unexpected(scan);
    case JSON_WANT_NAME:
        return c == JSON_QUOTE ? string(scan, JSON_NAME, raw) : unexpected(scan);
    case JSON_WANT_FIRST_ELEMENT:
        return c == ']' ? close(scan, raw) : value(scan, raw);
    case JSON_WANT_COMMA:
        return close(scan, raw);
    case JSON_WANT_NOTHING:
        return broken(scan, JSON_FAULT_TRAILING, scan->at, scan->text.n - scan->at);
    case JSON_WANT_VALUE:
    case JSON_WANT_COLON:
    default:
        return value(scan, raw);
    }
}

/* Takes the comma or colon that leads to the next token; false where it is neither
 * there nor the text over. */
static bool
separator(struct json_scan *scan)
{
    bool colon = scan->want == JSON_WANT_COLON;
    if (!colon && scan->want != JSON_WANT_COMMA)
        return true;
    if (scan->at >= scan->text.n)
        return true;
    if (scan->text.p[scan->at] != (colon ? ':' : ','))
        return !colon;
    scan->at = json_blank_end(scan->text, scan->at + 1);
    scan->want = colon || json_scan_in_array(scan) ? JSON_WANT_VALUE : JSON_WANT_NAME;
    return true;
}

enum json_token
json_scan_next(struct json_scan *scan, struct span *raw)
{
    *raw = (struct span){0};
    if (scan->fault.kind)
        return JSON_BROKEN;
    scan->at = json_blank_end(scan->text, scan->at);
    if (!separator(scan))
        return unexpected(scan);
    if (scan->at < scan->text.n)
        return step(scan, raw);
    if (scan->want == JSON_WANT_NOTHING)
        return JSON_END;
    if (scan->want == JSON_WANT_VALUE && !scan->depth)
        return broken(scan, JSON_FAULT_EMPTY, scan->at, 0);
    return cut(scan);
}

bool
json_scan_skip(struct json_scan *scan, enum json_token token)
{
    if (token != JSON_OBJECT && token != JSON_ARRAY)
        return token != JSON_BROKEN;
    size_t depth = scan->depth;
    struct span raw;
    while (scan->depth >= depth)
        if (json_scan_next(scan, &raw) == JSON_BROKEN)
            return false;
    return true;
}
