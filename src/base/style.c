#include "config.h"

#include "base/style.h"

static const char *const style_names[STYLE_COUNT] = {
    [STYLE_NORMAL] = "normal",
    [STYLE_DIM] = "dim",
    [STYLE_TITLE] = "title",
    [STYLE_BORDER] = "border",
    [STYLE_BORDER_FOCUS] = "border-focus",
    [STYLE_FOCUS] = "focus",
    [STYLE_SELECTED] = "selected",
    [STYLE_KEY] = "key",
    [STYLE_FOOTER] = "footer",
    [STYLE_BAR] = "bar",
    [STYLE_GOOD] = "good",
    [STYLE_WARN] = "warn",
    [STYLE_BAD] = "bad",
    [STYLE_LINK] = "link",
    [STYLE_ESCAPE] = "escape",
    [STYLE_MATCH] = "match",
    [STYLE_NAME] = "name",
    [STYLE_STRING] = "string",
    [STYLE_NUMBER] = "number",
    [STYLE_WORD] = "word",
    [STYLE_PUNCTUATION] = "punctuation",
    [STYLE_METHOD_READ] = "method-read",
    [STYLE_METHOD_CHANGE] = "method-change",
    [STYLE_METHOD_DESTRUCTIVE] = "method-destructive",
    [STYLE_PRACTICE] = "practice",
    [STYLE_PRODUCTION] = "production",
    [STYLE_LINE_NUMBER] = "line-number",
    [STYLE_INPUT] = "input",
};

const char *
style_name(enum style style)
{
    return style_names[style];
}
