/* $orderby, $select, $expand: names between commas. */
#include "config.h"

#include "api/odata.h"
#include "api/odata_lex.h"

#include "base/memory.h"

static bool
fault(struct odata_list *list, enum odata_fault_kind kind,
      const struct odata_token *token, const char *what)
{
    list->fault = (struct odata_fault){kind, token->at, token->length, what};
    return false;
}

/* The options of an expanded name, in brackets that may hold brackets. */
static bool
skip_brackets(struct odata_list *list, struct span text, struct odata_token *token)
{
    struct odata_token open = *token;
    size_t depth = 0;
    do {
        if (token->kind == ODATA_TOKEN_END)
            return fault(list, ODATA_FAULT_OPEN, &open, NULL);
        if (token->kind == ODATA_TOKEN_QUOTE_OPEN)
            return fault(list, ODATA_FAULT_QUOTE_OPEN, token, NULL);
        depth += token->kind == ODATA_TOKEN_OPEN;
        depth -= token->kind == ODATA_TOKEN_CLOSE;
        *token = odata_lex(text, token->at + token->length);
    } while (depth);
    return true;
}

/* asc or desc, if one stands there. */
static bool
direction(struct odata_list *list, struct span text, struct odata_token *token)
{
    struct span word = span_sub(text, token->at, token->at + token->length);
    static const char *const words[] = {"asc", "desc"};
    for (size_t i = 0; i < COUNT_OF(words); i++) {
        if (!span_is_nocase(word, words[i]))
            continue;
        if (!span_is(word, words[i]))
            return fault(list, ODATA_FAULT_OPERATOR_CASE, token, words[i]);
        list->items[list->count - 1].descending = i == 1;
        *token = odata_lex(text, token->at + token->length);
        return true;
    }
    return fault(list, ODATA_FAULT_UNEXPECTED, token, NULL);
}

static bool
item(struct odata_list *list, enum odata_list_kind kind, struct span text,
     struct odata_token *token)
{
    bool all = token->kind == ODATA_TOKEN_JUNK && text.p[token->at] == '*';
    if (token->kind == ODATA_TOKEN_END)
        return fault(list, ODATA_FAULT_END, token, NULL);
    if (token->kind != ODATA_TOKEN_WORD && !(all && kind != ODATA_ORDERBY))
        return fault(list, ODATA_FAULT_UNEXPECTED, token, NULL);
    if (list->count == ODATA_NODES_MAX)
        return fault(list, ODATA_FAULT_LIMIT, token, NULL);
    ARRAY_GROW(list->items, list->count, list->room);
    list->items[list->count++] = (struct odata_item){token->at, token->length, false};
    *token = odata_lex(text, token->at + token->length);
    if (kind == ODATA_EXPAND && token->kind == ODATA_TOKEN_OPEN)
        return skip_brackets(list, text, token);
    if (kind == ODATA_ORDERBY && token->kind == ODATA_TOKEN_WORD)
        return direction(list, text, token);
    return true;
}

bool
odata_list_parse(struct odata_list *list, enum odata_list_kind kind, struct span text)
{
    struct odata_token token = odata_lex(text, 0);
    *list = (struct odata_list){0};
    for (;;) {
        if (!item(list, kind, text, &token))
            return false;
        if (token.kind == ODATA_TOKEN_END)
            return true;
        if (token.kind != ODATA_TOKEN_COMMA)
            return fault(list, ODATA_FAULT_UNEXPECTED, &token, NULL);
        token = odata_lex(text, token.at + token.length);
    }
}

void
odata_list_release(struct odata_list *list)
{
    mem_free(list->items);
    *list = (struct odata_list){0};
}
