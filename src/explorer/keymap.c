#include "config.h"

#include "explorer/keymap.h"

#include "api/names.h"
#include "base/memory.h"
#include "base/str.h"
#include "base/text.h"
#include "explorer/keys.h"

const struct keymap *
keymap_standard(void)
{
    static const struct keymap standard = {0};
    return &standard;
}

void
keymap_release(struct keymap *keymap)
{
    for (size_t i = 0; i < ACTION_COUNT; i++)
        mem_free(keymap->keys[i]);
    *keymap = (struct keymap){0};
}

const char *
keymap_keys(const struct keymap *keymap, enum action action)
{
    return keymap->keys[action] ? keymap->keys[action] : action_info(action)->keys;
}

static bool
has_key(const struct keymap *keymap, enum action action, struct span key)
{
    struct span keys = span_of(keymap_keys(keymap, action)), one;
    while (span_next(&keys, ' ', &one))
        if (one.n && span_equal(one, key))
            return true;
    return false;
}

enum action
keymap_action(const struct keymap *keymap, struct span key)
{
    int i = 0;
    while (i < ACTION_COUNT && !has_key(keymap, (enum action)i, key))
        i++;
    return (enum action)i;
}

struct span
keymap_key(const struct keymap *keymap, enum action action)
{
    struct span keys = span_of(keymap_keys(keymap, action)), one = {0};
    span_next(&keys, ' ', &one);
    return one;
}

void
action_write_name(enum action action, struct str *out)
{
    for (const char *name = action_info(action)->name; *name; name++)
        str_add_byte(out, *name == '_'                   ? '-'
                          : *name >= 'A' && *name <= 'Z' ? (char)(*name - 'A' + 'a')
                                                         : *name);
}

/* ACTION_NONE, with what is nearest in ERR. */
static enum action
action_written(struct span name, struct err *err)
{
    struct nearest nearest = {0};
    struct str own = {0}, meant = {0};
    enum action found = ACTION_NONE;
    for (int i = 0; i < ACTION_COUNT && found == ACTION_NONE; i++) {
        str_clear(&own);
        action_write_name((enum action)i, &own);
        if (span_equal(str_span(&own), name))
            found = (enum action)i;
        nearest_offer(&nearest, name, str_span(&own), (size_t)i);
    }
    if (found == ACTION_NONE && nearest.nearness.likeness > LIKE_PART) {
        action_write_name((enum action)nearest.index, &meant);
        err_set(err, STATUS_INPUT,
                _("\"%.*s\" is nothing that a key can do. Did you mean \"%s\"?"),
                SPAN_ARG(name), str_text(&meant));
    } else if (found == ACTION_NONE) {
        err_set(
            err, STATUS_INPUT,
            _("\"%.*s\" is nothing that a key can do: \"defscope help keys\" has the "
              "names"),
            SPAN_ARG(name));
    }
    str_release(&own);
    str_release(&meant);
    return found;
}

enum status
keymap_set(struct keymap *keymap, struct span name, struct span keys, struct err *err)
{
    enum action action = action_written(name, err);
    struct span rest = keys, one;
    struct str kept = {0};
    if (action == ACTION_NONE)
        return STATUS_INPUT;
    while (span_next(&rest, ' ', &one)) {
        if (!one.n || span_is(keys, "none"))
            continue;
        if (!key_known(one)) {
            str_release(&kept);
            return err_set(
                err, STATUS_INPUT,
                _("\"%.*s\" is no key: keys are written s, C-r, M-x, F5, Tab, "
                  "PgUp, Up, Esc"),
                SPAN_ARG(one));
        }
        str_addf(&kept, "%s%.*s", kept.n ? " " : "", SPAN_ARG(one));
    }
    mem_free(keymap->keys[action]);
    keymap->keys[action] = mem_strdup(str_text(&kept));
    str_release(&kept);
    return STATUS_OK;
}

static enum status
conflict(enum action first, enum action second, struct span key, struct err *err)
{
    struct str one = {0}, other = {0};
    action_write_name(first, &one);
    action_write_name(second, &other);
    err_set(
        err, STATUS_INPUT,
        _("the key %.*s would do two things: %s and %s. Give one of them another key"),
        SPAN_ARG(key), str_text(&one), str_text(&other));
    str_release(&one);
    str_release(&other);
    return STATUS_INPUT;
}

enum status
keymap_check(const struct keymap *keymap, enum action *at, struct err *err)
{
    static const enum action needed[] = {ACTION_CANCEL, ACTION_OPEN, ACTION_PALETTE,
                                         ACTION_QUIT};
    for (int i = 0; i < ACTION_COUNT; i++) {
        struct span keys = span_of(keymap_keys(keymap, (enum action)i)), one;
        while (span_next(&keys, ' ', &one)) {
            enum action first = one.n ? keymap_action(keymap, one) : (enum action)i;
            if (first == (enum action)i)
                continue;
            *at = keymap->keys[i] ? (enum action)i : first;
            return conflict(first, (enum action)i, one, err);
        }
    }
    for (size_t i = 0; i < COUNT_OF(needed); i++) {
        if (keymap_key(keymap, needed[i]).n)
            continue;
        struct str name = {0};
        action_write_name(needed[i], &name);
        *at = needed[i];
        err_set(err, STATUS_INPUT, _("%s needs a key"), str_text(&name));
        str_release(&name);
        return STATUS_INPUT;
    }
    return STATUS_OK;
}
