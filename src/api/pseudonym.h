/* Names of devices, people, addresses and tenants, replaced by placeholders that are
 * the same for the same name: device-1, user-1, ip-1, tenant-1. What is a name is
 * learned from the members and properties of that meaning ("computerDnsName": "...",
 * accountName eq '...'), or told by its shape: e-mail addresses, IP addresses, tenants'
 * domains. */
#ifndef API_PSEUDONYM_H
#define API_PSEUDONYM_H

#include "base/str.h"

enum pseudonym_kind {
    PSEUDONYM_DEVICE,
    PSEUDONYM_USER,
    PSEUDONYM_IP,
    PSEUDONYM_TENANT,
    PSEUDONYM_KINDS,
};

struct pseudonym {
    char *name; /* owned */
    enum pseudonym_kind kind;
    unsigned number; /* from 1, for each kind */
};

/* Some of the first names that are found, by their place among all. */
enum { PSEUDONYM_CHOICES = 256 };
struct pseudonym_choice {
    uint64_t bits[PSEUDONYM_CHOICES / 64];
};
bool pseudonym_chosen(const struct pseudonym_choice *choice, size_t index);
void pseudonym_choose(struct pseudonym_choice *choice, size_t index, bool on);

struct pseudonyms {
    struct pseudonym *items;       /* owned */
    struct pseudonym_choice shown; /* these are not replaced */
    size_t count, room;
    unsigned numbers[PSEUDONYM_KINDS];
};

void pseudonyms_release(struct pseudonyms *pseudonyms);
/* One that is known to be one; too short to be told from a word: left out. */
void pseudonyms_add(struct pseudonyms *pseudonyms, enum pseudonym_kind kind,
                    struct span name);
/* All that TEXT tells of: JSON, a URL or its query, a sentence. */
void pseudonyms_learn(struct pseudonyms *pseudonyms, struct span text);
void pseudonym_write(const struct pseudonym *name, struct str *out); /* "device-1" */
/* Appends TEXT with each of them replaced, whatever its letter case, also where a URL
 * encodes it; gives how many. */
size_t pseudonyms_apply(const struct pseudonyms *pseudonyms, struct span text,
                        struct str *out);

#endif
