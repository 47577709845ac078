/* How a piece of text is meant, not how it looks: the terminal's theme says that. */
#ifndef BASE_STYLE_H
#define BASE_STYLE_H

enum style {
    STYLE_NORMAL,
    STYLE_DIM,   /* less important */
    STYLE_TITLE, /* of a pane, a page */
    STYLE_BORDER,
    STYLE_BORDER_FOCUS,
    STYLE_FOCUS,    /* the item under the cursor in the pane with the focus */
    STYLE_SELECTED, /* the same where the focus is elsewhere */
    STYLE_KEY,      /* a key that can be pressed */
    STYLE_FOOTER,
    STYLE_BAR, /* top line */
    STYLE_GOOD,
    STYLE_WARN,
    STYLE_BAD,
    STYLE_LINK,   /* tracking ID, things to copy or open */
    STYLE_ESCAPE, /* a visible mark in place of a character that may not be shown */
    STYLE_MATCH,  /* found text */
    STYLE_NAME,   /* JSON */
    STYLE_STRING,
    STYLE_NUMBER,
    STYLE_WORD,
    STYLE_PUNCTUATION,
    STYLE_METHOD_READ,
    STYLE_METHOD_CHANGE,
    STYLE_METHOD_DESTRUCTIVE,
    STYLE_PRACTICE,
    STYLE_PRODUCTION, /* loud */
    STYLE_LINE_NUMBER,
    STYLE_INPUT, /* a field that takes text */
    STYLE_COUNT,
};

const char *style_name(enum style style); /* for dumps: "title" */

#endif
