/* What the token that was sent says about a refusal: its first steps. */
#include "config.h"

#include "api/diagnosis_parts.h"
#include "api/token_check.h"
#include "base/text.h"

static void
add_step(struct diagnosis *diagnosis, size_t *count, const char *text, const char *step)
{
    struct str line = str_of(text);
    if (step)
        str_addf(&line, " %s", step);
    texts_insert(&diagnosis->steps, (*count)++, str_span(&line));
    str_release(&line);
}

/* The claims are in order: then it is something that a token doesn't hold. */
static const char *beyond_token(enum diagnosis_class class)
{
    if (class == CLASS_LICENSE)
        return _("The token has the permission that this needs: what is missing is a "
                 "license, and no token changes that.");
    if (class == CLASS_PERMISSION)
        return _("The token has the permission that this needs. Look at what tokens "
                 "don't hold: device groups, the user's role in the portal, the "
                 "tenant's features.");
    return _("By its claims the token fits and is valid now. It may have been revoked, "
             "or changed when it was copied: get a new one.");
}

struct token_steps
diagnosis_token(struct diagnosis *diagnosis, const struct findings *findings)
{
    const struct diagnosis_context *context = findings->context;
    const struct exchange *exchange = findings->exchange;
    struct token_findings found = {0};
    struct token_steps steps = {0};
    bool refused =
        diagnosis->class == CLASS_AUTH || diagnosis->class == CLASS_PERMISSION;
    if (!context || !context->token || (!refused && diagnosis->class != CLASS_LICENSE))
        return steps;
    struct token_use use = {context->operation, span_of(exchange->request.url),
                            exchange->tenant, exchange->application, context->now};
    token_check(&found, context->token, &use);
    bool known = false, told = pairs_get(&diagnosis->values, "required_roles") &&
                               pairs_get(&diagnosis->values, "held_roles");
    for (size_t i = 0; i < found.count; i++) {
        const struct token_finding *one = &found.items[i];
        known |= one->fault == TOKEN_FAULT_NONE;
        bool again = told && one->fault == TOKEN_FAULT_PERMISSION;
        if (one->severity != SEVERITY_ERROR || !refused || again)
            continue; /* the message knows better what is needed and held */
        add_step(diagnosis, &steps.count, one->text, one->step);
        steps.tells_roles |=
            one->fault == TOKEN_FAULT_PERMISSION || one->fault == TOKEN_FAULT_ACTOR;
    }
    bool in_order = context->token->form == TOKEN_READ &&
                    token_findings_worst(&found) != SEVERITY_ERROR;
    bool explained =
        diagnosis->class == CLASS_PERMISSION && pairs_get(&diagnosis->values, "reason");
    if (in_order && !told && !explained && (known || diagnosis->class == CLASS_AUTH))
        add_step(diagnosis, &steps.count, beyond_token(diagnosis->class), NULL);
    steps.tells_roles |= known;
    token_findings_release(&found);
    return steps;
}
