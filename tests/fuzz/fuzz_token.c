/* A bearer token in whatever text: it is told apart or read, judged and put into words;
 * all of that is bounded, safe to show, and holds no signature. First byte: the
 * operation that it is judged for. With a zero after it the rest are claims, which are
 * put into a token first; else the rest is the text. */
#include "fuzz.h"

#include "../support/made_token.h"
#include "api/token_about.h"
#include "base/memory.h"
#include "base/sanitise.h"
#include "base/utf8.h"

#define NOW 1795412773000

static void
must_be_safe(struct span text)
{
    struct sanitised piece;
    MUST(utf8_valid(text));
    for (; sanitise_next(text, SANITISE_PLAIN, &piece);
         text = span_from(text, piece.bytes))
        MUST(!piece.escaped || text.p[0] == '\n');
}

static void
must_say_well(const struct token *token, const struct token_use *use)
{
    struct token_findings findings = {0};
    struct about about = {0};
    struct str text = {0};
    token_check(&findings, token, use);
    for (size_t i = 0; i < findings.count; i++) {
        must_be_safe(span_of(findings.items[i].text));
        must_be_safe(span_of(findings.items[i].step));
        MUST(!i || findings.items[i - 1].severity <= findings.items[i].severity);
    }
    MUST(token->form == TOKEN_READ || findings.count);
    token_about(&about, token, &findings, use, catalogue_builtin());
    about_text(&about, &text);
    must_be_safe(str_span(&text));
    MUST(!span_has(str_span(&text), MADE_SIGNATURE));
    cJSON *json = token_json(token, &findings, use, catalogue_builtin());
    char *printed = cJSON_PrintUnformatted(json);
    MUST(printed && utf8_valid(span_of(printed)));
    MUST(!span_has(span_of(printed), MADE_SIGNATURE));
    cJSON_free(printed);
    cJSON_Delete(json);
    str_release(&text);
    about_release(&about);
    token_findings_release(&findings);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const struct catalogue *catalogue = catalogue_builtin();
    if (size < 2)
        return 0;
    struct span rest = {(const char *)data + 2, size - 2};
    struct token_use use = {.operation =
                                &catalogue->operations[data[0] % catalogue->count],
                            .url = SPAN("https://api.security.microsoft.com/api"),
                            .now = NOW};
    struct str text = {0}, bare = {0};
    struct token token = {0};
    if (data[1])
        text = str_dup(rest);
    else if (!span_has(rest, MADE_SIGNATURE)) /* a claim may hold what it likes */
        made_token(&text, rest);
    token_read(&token, str_span(&text));
    token_bare(str_span(&text), &bare);
    MUST(bare.n <= 3 * text.n &&
         token.length == bare.n); /* a bad byte becomes U+FFFD */
    must_say_well(&token, &use);
    token_release(&token);
    str_release(&bare);
    str_release(&text);
    return 0;
}
