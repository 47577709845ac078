/* What the program writes: results to standard output, all that is said about them to
 * standard error. Colour only where a person sees it. A write that fails (a full disk,
 * a closed pipe) is noticed and told once, by output_end. */
#ifndef CLI_OUTPUT_H
#define CLI_OUTPUT_H

#include "base/err.h"
#include "base/str.h"
#include "explorer/page.h"

#include <cjson/cJSON.h>

enum color { COLOR_AUTO, COLOR_ALWAYS, COLOR_NEVER };
enum tone { TONE_PLAIN, TONE_STRONG, TONE_FAINT, TONE_GOOD, TONE_WARN, TONE_BAD };
enum stream { STREAM_RESULT, STREAM_REMARK }; /* standard output, standard error */

struct output {
    bool color[2], terminal[2]; /* by stream */
    bool quiet;
    size_t columns; /* lines of prose are broken here */
    bool failed;    /* nothing more is written */
    struct err err; /* the first failure; STATUS_OK where the reader left */
};

void output_init(struct output *output, enum color color, bool quiet);
/* Bytes as they are. */
void output_bytes(struct output *output, enum stream stream, struct span bytes);
/* Our own words, or what is already safe to show. */
void output_text(struct output *output, enum stream stream, enum tone tone,
                 const char *format, ...) __attribute__((format(printf, 4, 5)));
/* A paragraph that is safe to show, its lines broken at words; the first line starts
 * with LEAD, the others are moved in as far as it is wide. */
void output_prose(struct output *output, enum stream stream, const char *lead,
                  const char *text);
/* The same with LEAD in a tone. */
void output_item(struct output *output, enum stream stream, enum tone tone,
                 const char *lead, const char *text);
/* A page that was laid out for output->columns. */
void output_page(struct output *output, enum stream stream, const struct page *page);
/* Indented for a terminal, else on one line; a line break after it. Takes JSON over. */
void output_json(struct output *output, cJSON *json);
/* "defscope: " and what ERR says, to standard error. */
void output_trouble(const struct err *err);
/* Writes what is left. STATUS_IO where anything could not be written. */
enum status output_end(struct output *output);

#endif
