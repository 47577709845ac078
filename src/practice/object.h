/* JSON objects written down as lists of their members:
 *
 *     cJSON *user = OBJECT(m_text("id", "anna"), m_flag("isDomainAdmin", false));
 */
#ifndef PRACTICE_OBJECT_H
#define PRACTICE_OBJECT_H

#include "base/clock.h"

#include <cjson/cJSON.h>

enum member_kind {
    MEMBER_END,
    MEMBER_TEXT,
    MEMBER_NUMBER,
    MEMBER_FLAG,
    MEMBER_TIME,
    MEMBER_TREE
};

struct member {
    const char *name;
    enum member_kind kind;
    union {
        const char *text;
        double number;
        bool flag;
        clock_ms time;
        cJSON *tree;
    } as;
};

/* TEXT NULL gives null. */
static inline struct member
m_text(const char *name, const char *text)
{
    return (struct member){name, MEMBER_TEXT, {.text = text}};
}

static inline struct member
m_number(const char *name, double number)
{
    return (struct member){name, MEMBER_NUMBER, {.number = number}};
}

static inline struct member
m_flag(const char *name, bool flag)
{
    return (struct member){name, MEMBER_FLAG, {.flag = flag}};
}

/* Written by RFC 3339; a negative time gives null. */
static inline struct member
m_time(const char *name, clock_ms time)
{
    return (struct member){name, MEMBER_TIME, {.time = time}};
}

/* Takes TREE. */
static inline struct member
m_tree(const char *name, cJSON *tree)
{
    return (struct member){name, MEMBER_TREE, {.tree = tree}};
}

static inline struct member
m_null(const char *name)
{
    return m_text(name, NULL);
}

#define OBJECT(...) object_of((const struct member[]){__VA_ARGS__, {0}})
/* An array of texts. */
#define TEXTS(...) texts_of((const char *const[]){__VA_ARGS__, NULL})

cJSON *object_of(const struct member *members);
cJSON *texts_of(const char *const *texts);
cJSON *text_of(struct span text);
cJSON *textf(const char *format, ...) __attribute__((format(printf, 1, 2)));
cJSON *time_of(clock_ms time);

/* The member of that exact name, or NULL. */
cJSON *object_get(const cJSON *object, const char *name);
/* Its text, or "" where it is no string. Borrowed from the object. */
const char *object_text(const cJSON *object, const char *name);
double object_number(const cJSON *object, const char *name); /* 0 where it is none */
/* Replaces the member, or adds it; takes VALUE. */
void object_set(cJSON *object, const char *name, cJSON *value);
/* Moves all members of FROM into TO, and deletes FROM. */
void object_move(cJSON *to, cJSON *from);
void object_set_text(cJSON *object, const char *name, const char *text);
void object_set_time(cJSON *object, const char *name, clock_ms time);

#endif
