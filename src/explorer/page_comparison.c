#include "config.h"

#include "explorer/page_comparison.h"

#include "base/text.h"
#include "explorer/markdown_table.h"

static void
cell(struct markdown_table *table, int column, const char *text, enum style style)
{
    page_flow(markdown_table_cell(table, column), span_of(text ? text : "-"),
              text ? style : STYLE_DIM);
}

static void
row(struct markdown_table *table, const struct comparison_item *item)
{
    markdown_table_row(table);
    cell(table, 0, item->place, STYLE_NAME);
    cell(table, 1, item->before, STYLE_BAD);
    cell(table, 2, item->after, STYLE_GOOD);
}

void
page_comparison(struct page *page, const struct comparison *comparison,
                const char *before, const char *after, int columns)
{
    struct markdown_table table = {0};
    page_begin(page, columns);
    if (!comparison->count) {
        page_flow(page,
                  span_of(_("The two are the same, but for what differs in every "
                            "answer (date, length).")),
                  STYLE_NORMAL);
        page_break(page);
        return;
    }
    markdown_table_row(&table);
    cell(&table, 0, _("where"), STYLE_DIM);
    cell(&table, 1, before, STYLE_DIM);
    cell(&table, 2, after, STYLE_DIM);
    for (size_t i = 0; i < comparison->count; i++)
        row(&table, &comparison->items[i]);
    markdown_table_lay_out(&table, page);
    markdown_table_release(&table);
    if (comparison->more)
        page_flowf(page, STYLE_WARN,
                   ngettext("%zu more difference is not shown.",
                            "%zu more differences are not shown.", comparison->more),
                   comparison->more);
    page_break(page);
}
