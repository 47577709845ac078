/* What the files of completion share; for them alone. */
#ifndef API_COMPLETION_PARTS_H
#define API_COMPLETION_PARTS_H

#include "api/completion.h"

/* An instant of the form that the services take. */
#define COMPLETION_INSTANT "2026-01-31T09:30:00Z"

/* The candidate LABEL, if what was typed is found in it; else NULL. Its text is the
 * label with TAIL behind; borrowed until the next offer. */
struct candidate *completion_offer(struct completion *completion, struct span typed,
                                   const char *label, const char *tail,
                                   const char *meaning);
/* The same with what the catalogue says of a name for its meaning. */
struct candidate *completion_offer_schema(struct completion *completion,
                                          struct span typed,
                                          const struct schema *schema,
                                          const char *tail);
void completion_set_text(struct candidate *candidate, struct span text);
/* Puts the best first; of equals, what was offered first. */
void completion_rank(struct completion *completion);
/* The end of the word that goes on at AT. */
size_t completion_word_end(struct span text, size_t at);

/* A value by itself: of a list, true or false, an example. */
void completion_whole(struct completion *completion, const struct schema *schema,
                      bool boolean, struct span value, size_t offset);
/* The value of $filter. */
void completion_filter(struct completion *completion, const struct operation *operation,
                       struct span value, size_t offset);
/* What is known of a property that answers have: another operation of the group may
 * write it. NULL: nothing. */
const struct schema *completion_property(const struct operation *operation,
                                         struct span name);
/* The properties of a list, each with its values for a meaning. */
void completion_offer_properties(struct completion *completion,
                                 const struct operation *operation, names list,
                                 struct span typed, const char *tail);

#endif
