/* Markdown (help pages) laid out as a page; md4c reads it. */
#include "config.h"

#include "api/topic.h"
#include "base/memory.h"
#include "explorer/markdown_table.h"
#include "explorer/page.h"

#include <md4c.h>
#include <string.h>

enum { NESTING = 8, UNBROKEN = 100000 };

struct reader {
    struct page *page;
    int columns;         /* of the page */
    struct page *target; /* the page, or the cell of a table */
    struct markdown_table table;
    int column;               /* of the table */
    unsigned link;            /* the number of the one under way; 0: none */
    enum style style;         /* of the text to come */
    int depth;                /* of lists */
    unsigned number[NESTING]; /* of the next item; 0: a bullet list */
    bool item; /* the item's mark stands; its paragraph follows on the same line */
};

static int
level(const struct reader *reader)
{
    return reader->depth < NESTING ? reader->depth : NESTING - 1;
}

static void
enter_heading(struct reader *reader, void *detail)
{
    (void)detail;
    page_gap(reader->page);
    page_indent(reader->page, 0, 0);
    reader->style = STYLE_TITLE;
}

static void
enter_code(struct reader *reader, void *detail)
{
    (void)detail;
    page_gap(reader->page);
    page_indent(reader->page, 4, 4);
    if (reader->page->whole_code)
        reader->page->columns = UNBROKEN;
    reader->style = STYLE_STRING;
}

static void
enter_list(struct reader *reader, unsigned first)
{
    if (reader->depth++ == 0)
        page_gap(reader->page);
    reader->number[level(reader)] = first;
}

static void
enter_bullets(struct reader *reader, void *detail)
{
    (void)detail;
    enter_list(reader, 0);
}

static void
enter_numbers(struct reader *reader, void *detail)
{
    enter_list(reader, ((const MD_BLOCK_OL_DETAIL *)detail)->start);
}

static void
enter_item(struct reader *reader, void *detail)
{
    (void)detail;
    unsigned *number = &reader->number[level(reader)];
    int indent = 2 * level(reader);
    page_indent(reader->page, indent - 2, indent + (*number ? 1 : 0));
    if (*number)
        page_flowf(reader->page, STYLE_KEY, "%u. ", (*number)++);
    else
        page_flow(reader->page, SPAN("• "), STYLE_KEY);
    reader->item = true;
}

static void
enter_paragraph(struct reader *reader, void *detail)
{
    (void)detail;
    if (!reader->item) {
        page_gap(reader->page);
        page_indent(reader->page, 2 * reader->depth, 2 * reader->depth);
    }
    reader->item = false;
}

static void
enter_row(struct reader *reader, void *detail)
{
    (void)detail;
    markdown_table_row(&reader->table);
    reader->column = 0;
}

static void
enter_cell(struct reader *reader, void *detail)
{
    (void)detail;
    reader->target = markdown_table_cell(&reader->table, reader->column++);
}

static void
leave_list(struct reader *reader)
{
    if (--reader->depth)
        return;
    page_indent(reader->page, 0, 0);
    page_gap(reader->page);
}

static void
leave_line(struct reader *reader)
{
    reader->item = false;
    page_break(reader->page);
}

static void
leave_cell(struct reader *reader)
{
    reader->target = reader->page;
}

static void
leave_table(struct reader *reader)
{
    markdown_table_lay_out(&reader->table, reader->page);
    markdown_table_release(&reader->table);
}

static void
leave_styled(struct reader *reader)
{
    reader->style = STYLE_NORMAL;
    page_break(reader->page);
    page_indent(reader->page, 2 * reader->depth, 2 * reader->depth);
    page_gap(reader->page);
}

static void
leave_code(struct reader *reader)
{
    reader->page->columns = reader->columns;
    leave_styled(reader);
}

static const struct {
    void (*enter)(struct reader *reader, void *detail);
    void (*leave)(struct reader *reader);
} blocks[MD_BLOCK_TD + 1] = {
    [MD_BLOCK_H] = {enter_heading, leave_styled},
    [MD_BLOCK_CODE] = {enter_code, leave_code},
    [MD_BLOCK_UL] = {enter_bullets, leave_list},
    [MD_BLOCK_OL] = {enter_numbers, leave_list},
    [MD_BLOCK_LI] = {enter_item, leave_line},
    [MD_BLOCK_P] = {enter_paragraph, leave_line},
    [MD_BLOCK_TABLE] = {NULL, leave_table},
    [MD_BLOCK_TR] = {enter_row, NULL},
    [MD_BLOCK_TH] = {enter_cell, leave_cell},
    [MD_BLOCK_TD] = {enter_cell, leave_cell},
};

static int
enter_block(MD_BLOCKTYPE type, void *detail, void *userdata)
{
    if (blocks[type].enter)
        blocks[type].enter(userdata, detail);
    return 0;
}

static int
leave_block(MD_BLOCKTYPE type, void *detail, void *userdata)
{
    (void)detail;
    if (blocks[type].leave)
        blocks[type].leave(userdata);
    return 0;
}

/* A link begins: where it leads is kept with the page, of another help page the name by
 * which it is asked for. */
static void
enter_link(struct reader *reader, const MD_SPAN_A_DETAIL *link)
{
    struct page *page = reader->page;
    struct span href = {link->href.text, link->href.size};
    struct str target = {0};
    if (!topic_link(span_of(page->topic), href, &target))
        str_add(&target, href);
    ARRAY_GROW(page->links, page->link_count, page->link_room);
    page->links[page->link_count++] = str_take(&target);
    reader->link = (unsigned)page->link_count;
    reader->target->link = reader->link;
    reader->style = STYLE_LINK;
}

static bool
ends_with(const struct page *page, struct span text)
{
    struct span all = str_span(&page->text);
    return all.n >= text.n && span_equal(span_from(all, all.n - text.n), text);
}

static void
leave_link(struct reader *reader)
{
    struct page *target = reader->target;
    target->link = 0;
    if (!reader->page->targets || !reader->link)
        return;
    struct span name = span_of(reader->page->links[reader->link - 1]);
    if (span_starts(name, PAGE_OPERATION))
        name = span_from(name, strlen(PAGE_OPERATION));
    if (ends_with(target, name))
        return; /* it says so itself */
    page_flow(target, SPAN(" ("), STYLE_DIM);
    page_flow(target, name, STYLE_DIM);
    page_flow(target, SPAN(")"), STYLE_DIM);
}

static int
enter_span(MD_SPANTYPE type, void *detail, void *userdata)
{
    struct reader *reader = userdata;
    if (type == MD_SPAN_CODE && !reader->target->link)
        reader->style = STYLE_STRING;
    else if (type == MD_SPAN_STRONG)
        reader->style = STYLE_KEY;
    else if (type == MD_SPAN_A)
        enter_link(reader, detail);
    return 0;
}

static int
leave_span(MD_SPANTYPE type, void *detail, void *userdata)
{
    struct reader *reader = userdata;
    (void)detail;
    reader->style = STYLE_NORMAL;
    if (type == MD_SPAN_A)
        leave_link(reader);
    return 0;
}

static int
add_text(MD_TEXTTYPE type, const MD_CHAR *text, MD_SIZE size, void *userdata)
{
    struct reader *reader = userdata;
    struct span span = {text, size};
    if (type == MD_TEXT_SOFTBR)
        span = SPAN(" ");
    else if (type == MD_TEXT_BR)
        span = SPAN("\n");
    page_flow(reader->target, span, reader->style);
    return 0;
}

void
page_markdown(struct page *page, struct span text)
{
    static const MD_PARSER parser = {
        .flags = MD_FLAG_TABLES | MD_FLAG_NOHTML,
        .enter_block = enter_block,
        .leave_block = leave_block,
        .enter_span = enter_span,
        .leave_span = leave_span,
        .text = add_text,
    };
    struct reader reader = {
        .page = page, .columns = page->columns, .target = page, .style = STYLE_NORMAL};
    md_parse(text.p, (MD_SIZE)text.n, &parser, &reader);
    page_break(page);
}
