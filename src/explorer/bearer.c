#include "config.h"

#include "explorer/bearer.h"

#include "api/server.h"
#include "api/token_about.h"
#include "base/text.h"
#include "explorer/pages.h"

enum {
    SECOND_MS = 1000,
    NEAR_MS = 10 * 60 * SECOND_MS, /* spans below are told with seconds */
};

void
bearer_release(struct bearer *bearer)
{
    token_release(&bearer->token);
    token_findings_release(&bearer->findings);
}

static struct token_use
use_of(const struct explorer *explorer)
{
    const struct profile *profile = explorer->profile;
    const struct request *request = &explorer->composer.request;
    bool chosen = request->method != NULL;
    return (struct token_use){
        .operation = request->operation,
        .url = chosen ? span_of(server_base(profile, request->operation,
                                            request_product(request)))
                      : (struct span){0},
        .tenant = profile->tenant,
        .application = profile->application,
        .now = explorer->now.wall,
    };
}

void
bearer_read(struct explorer *explorer)
{
    bearer_release(&explorer->bearer);
    if (explorer->profile)
        token_read(&explorer->bearer.token, secret_reveal(&explorer->profile->bearer));
}

void
bearer_judge(struct explorer *explorer)
{
    struct bearer *bearer = &explorer->bearer;
    token_findings_release(&bearer->findings);
    if (!explorer->profile)
        return;
    struct token_use use = use_of(explorer);
    /* an API of one's own on another host gets no token */
    if (use.url.n && !profile_names(explorer->profile, use.url))
        return;
    token_check(&bearer->findings, &bearer->token, &use);
}

const struct token_finding *
bearer_warning(const struct bearer *bearer)
{
    const struct token_findings *findings = &bearer->findings;
    for (size_t i = 0; i < findings->count; i++)
        if (findings->items[i].severity == SEVERITY_ERROR ||
            (findings->items[i].fault == TOKEN_FAULT_EXPIRED &&
             bearer->token.until.given))
            return &findings->items[i];
    return NULL;
}

clock_ms
bearer_deadline(const struct explorer *explorer)
{
    const struct token_time *until = &explorer->bearer.token.until;
    int64_t left = until->at - explorer->now.wall;
    bool shown = explorer->overlay.kind == OVERLAY_TOKEN;
    if (!until->given || !explorer->profile)
        return INT64_MAX;
    if (shown || (left < NEAR_MS && left > -NEAR_MS)) {
        int64_t over = left % SECOND_MS;
        return explorer->now.steady + (over > 0 ? over : SECOND_MS);
    }
    return left > 0 ? explorer->now.steady + left - NEAR_MS + 1 : INT64_MAX;
}

void
page_bearer(struct page *page, const struct explorer *explorer, int columns)
{
    struct about about = {0};
    if (!explorer->profile) {
        page_begin(page, columns);
        page_flow(page,
                  span_of(_("The practice tenant is not there yet, so there is "
                            "no token to tell of.")),
                  STYLE_NORMAL);
        page_break(page);
        return;
    }
    struct token_use use = use_of(explorer);
    token_about(&about, &explorer->bearer.token, &explorer->bearer.findings, &use,
                explorer->catalogue);
    page_lines(page, &about, columns);
    about_release(&about);
}
