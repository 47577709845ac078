/* The page that a gateway, proxy or web server put in place of an answer. */
#ifndef API_HTML_PAGE_H
#define API_HTML_PAGE_H

#include "base/str.h"

enum html_origin {
    HTML_UNKNOWN,
    HTML_APPLICATION_GATEWAY,
    HTML_FRONT_DOOR,
    HTML_IIS,
    HTML_SIGN_IN, /* a sign-in page: something on the way wants a browser */
};

struct html_page {
    enum html_origin origin;
    int status;       /* that its title tells, or 0 */
    struct str title; /* of the page, else its first heading; owned */
    struct str
        reference; /* to quote to whoever runs the gateway; owned, may be empty */
};

/* False when the text is no HTML. Looks at its first 64 KiB only. */
bool html_page_read(struct html_page *page, struct span text);
void html_page_release(struct html_page *page);
/* What stands outside its tags, on one line: LIMIT bytes at most. Appends. */
void html_page_text(struct span page, size_t limit, struct str *out);
/* Where a page begins in a text, or text.n. */
size_t html_page_find(struct span text);

#endif
