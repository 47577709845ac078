/* Text laid out in lines for a width: help pages, tickets, what an answer means.
 * Everything that goes in is made safe to show; what comes out needs only to be drawn.
 */
#ifndef EXPLORER_PAGE_H
#define EXPLORER_PAGE_H

#include "base/str.h"
#include "base/style.h"

#define PAGE_OPERATION "operation:" /* what a link to an operation begins with */

struct page_run { /* from this offset of the text on, this style */
    size_t from;
    enum style style;
    unsigned link; /* the number of the link that it belongs to, from 1; 0: none */
};

struct page_line {
    size_t from, to; /* of the text */
    int indent;
};

struct page {
    struct str text; /* safe */
    struct page_run *runs;
    size_t run_count, run_room;
    struct page_line *lines;
    size_t line_count, line_room;
    char **links; /* where they lead: a help page's name, else the link as written */
    size_t link_count, link_room;
    unsigned chosen;   /* the link that stands out; 0: none */
    const char *topic; /* the help page that this is, for its links; set after
                          page_begin; borrowed; or NULL */
    unsigned link;     /* that the text to come belongs to; 0: none */
    /* of the line being laid out */
    int columns, indent,
        hanging; /* hanging: indent of the lines that follow in a paragraph */
    int column;
    size_t from;
    size_t space; /* where it may be broken: offset behind the last space, or `from` */
    int space_column; /* columns up to there */
    size_t earlier;   /* the same before that one: no line begins with a full stop */
    int earlier_column;
    bool open;       /* something is on the line */
    bool tight;      /* set by the caller: no empty lines */
    bool targets;    /* links tell where they lead, since they can't be followed */
    bool whole_code; /* lines of Markdown's code are not broken, so that they can be
                        copied from a terminal's output; set after page_begin */
};

void page_begin(struct page *page, int columns); /* empty, to be filled anew */
void page_release(struct page *page);
/* Indents of the paragraphs to come: of their first line, and of the lines after it. */
void page_indent(struct page *page, int first, int rest);
void page_flow(struct page *page, struct span text,
               enum style style); /* words; LF breaks the line */
void page_flowf(struct page *page, enum style style, const char *format, ...)
    __attribute__((format(printf, 3, 4)));
void page_break(struct page *page); /* ends the line, if it was begun */
void page_gap(
    struct page *page); /* an empty line, unless there is one or nothing before it */
/* Text as it is, line by line: long lines are wrapped at the edge, spaces kept. */
void page_verbatim(struct page *page, struct span text, enum style style);
/* The same, going on with the line that was begun. */
void page_verbatim_more(struct page *page, struct span text, enum style style);
void page_markdown(struct page *page, struct span text);
/* Where a link begins; false: there is none of that number. */
bool page_link_place(const struct page *page, unsigned link, size_t *line, int *column);
/* The number of the link at a place; 0: none is there. */
unsigned page_link_at(const struct page *page, size_t line, int column);

#endif
