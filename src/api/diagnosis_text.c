#include "config.h"

#include "api/diagnosis_parts.h"
#include "api/topic.h"
#include "base/memory.h"
#include "base/sanitise.h"
#include "base/text.h"

/* What is said where no help page fits: each class in one title, one sentence, one
 * step. */
static const struct {
    const char *title, *summary, *step;
} plain_words[] = {
    [CLASS_REQUEST] = {N_("The request must change"),
                       N_("The service understood who asks, but not what is asked for: "
                          "something in the path, the query or the body is wrong."),
                       N_("Compare path, query and body with the operation's page, in "
                          "exactly its letter case.")},
    [CLASS_AUTH] = {N_("The token was not accepted"),
                    N_("The token is missing, has run out, or was made for another "
                       "service."),
                    N_("Get a new token for the host that is called, and send again.")},
    [CLASS_PERMISSION] = {N_("A permission is missing"),
                          N_("The token is valid, but what it may do does not cover "
                             "this call."),
                          N_("Have the permission granted and consented to, then get a "
                             "new token.")},
    [CLASS_LICENSE] = {N_("A license is missing"),
                       N_("The tenant has no active license or is not set up for this "
                          "service. A new token does not help."),
                       N_("Check the tenant's licenses and that its setup is "
                          "finished.")},
    [CLASS_FEATURE] = {N_("A feature is switched off"),
                       N_("The tenant has not enabled the feature that this call "
                          "needs."),
                       N_("Enable the feature in the portal's settings.")},
    [CLASS_NOT_FOUND] = {N_("Nothing was found there"),
                         N_("The address leads to nothing: the object does not exist, "
                            "or the path or method is wrong."),
                         N_("Check the identifier, the path and the method.")},
    [CLASS_THROTTLE] = {N_("Too many calls"),
                        N_("A quota is used up. Calls sent before it is given out "
                           "again are refused too."),
                        N_("Hold all calls until the wait ends, then send again.")},
    [CLASS_CONFLICT] = {N_("Something else is under way"),
                        N_("The present state of the object does not allow this now."),
                        N_("Look at the object's state and pending actions first.")},
    [CLASS_SERVER] = {N_("The service failed"),
                      N_("The fault is on the service's side; the request may be "
                         "right."),
                      N_("Send again after a short wait, each wait longer than the "
                         "last; if it stays, open a support case with the tracking "
                         "ID.")},
    [CLASS_GATEWAY] = {N_("A gateway answered, not the service"),
                       N_("Something between you and the service answered in its "
                          "place: a gateway, a proxy or a web server."),
                       N_("Check the host; send reads again after a short wait; keep "
                          "the reference for support.")},
    [CLASS_SIGN_IN] = {N_("Signing in failed"),
                       N_("Entra gave no token, so the API was never called."),
                       N_("Look at the code in the message and at the tenant, the "
                          "application and its credential.")},
    [CLASS_TRANSPORT] = {N_("No whole answer arrived"),
                         N_("The request got no answer, or only a part of one."),
                         N_("Check the network, the proxy and the host name, then send "
                            "again.")},
    [CLASS_NONE] = {N_("Done"), N_("The service carried the request out."), NULL},
    [CLASS_UNKNOWN] = {N_("No API error was recognised"),
                       N_("There is no status and no error of these services in what "
                          "was read."),
                       N_("Take the whole answer, with its status line and headers: "
                          "curl -i shows them.")},
};

/* The names of the pages that may tell about this, most telling first. */
struct topic_names {
    struct str items[8];
    size_t count;
};

static void
add_name(struct topic_names *list, const char *name)
{
    if (name && list->count < COUNT_OF(list->items))
        list->items[list->count++] = str_of(name);
}

static void
add_formatted(struct topic_names *list, const char *prefix, const char *name)
{
    struct str full = str_of(prefix);
    str_add_text(&full, name);
    add_name(list, str_text(&full));
    str_release(&full);
}

static void
name_topics(struct topic_names *list, const struct diagnosis *diagnosis,
            const struct findings *findings)
{
    const struct exchange *exchange = findings->exchange;
    bool sign_in = diagnosis->class == CLASS_SIGN_IN;
    if (findings->wording)
        add_name(list, findings->wording->topic);
    add_name(list, findings->shape_topic);
    if (findings->known)
        add_name(list, findings->known->topic);
    if (findings->signed_in)
        add_formatted(list, "sign-in/", findings->signed_in->name);
    if (sign_in)
        add_name(list, "sign-in/other");
    if (diagnosis->class == CLASS_TRANSPORT && exchange->transport != TRANSPORT_OK)
        add_formatted(list, "trouble/", transport_name(exchange->transport));
    if (diagnosis->status && !sign_in) {
        struct str status = {0};
        str_addf(&status, "status/%03d", diagnosis->status);
        add_name(list, str_text(&status));
        str_clear(&status);
        str_addf(&status, "status/%dxx", diagnosis->status / 100);
        add_name(list, str_text(&status));
        str_release(&status);
    }
}

static const struct topic_page *
find_page(const struct diagnosis *diagnosis, const struct findings *findings)
{
    struct topic_names list = {0};
    const struct topic_page *page = NULL;
    const char *language = findings->context ? findings->context->language : NULL;
    name_topics(&list, diagnosis, findings);
    for (size_t i = 0; i < list.count; i++) {
        if (!page)
            page = topic_find(language, str_span(&list.items[i]));
        str_release(&list.items[i]);
    }
    return page;
}

static char *
format(const char *text, const char *argument)
{
    struct str out = {0};
    struct span rest = span_of(text);
    size_t at = span_find(rest, 0, SPAN("%s"));
    str_add(&out, span_sub(rest, 0, at));
    if (at < rest.n) {
        sanitise_line(&out, span_of(argument), SANITISE_PLAIN);
        str_add(&out, span_from(rest, at + 2));
    }
    return str_take(&out);
}

/* A code that stands in no table is shown as what it is, and explained by its status
 * alone. */
static void
describe_unknown_code(struct diagnosis *diagnosis)
{
    char *code = format(_("%s: a code that is in no published table"), diagnosis->code);
    bool alone = diagnosis->class == CLASS_UNKNOWN;
    struct str summary = {0}, shown = {0};
    sanitise_line(&shown, span_of(diagnosis->code), SANITISE_PLAIN);
    if (alone)
        str_addf(&summary,
                 _("The code %s isn't documented, and no status is known beside it: "
                   "more can't be told for sure."),
                 str_text(&shown));
    else
        str_addf(
            &summary,
            _("The code %s isn't documented, so this explains the status alone. %s"),
            str_text(&shown), diagnosis->summary);
    str_release(&shown);
    mem_free(diagnosis->title);
    mem_free(diagnosis->summary);
    diagnosis->title = code;
    diagnosis->summary = str_take(&summary);
}

static void
use_page(struct diagnosis *diagnosis, const struct topic_page *page)
{
    struct topic topic;
    topic_read(&topic, page);
    diagnosis->topic = page->name;
    diagnosis->title = topic.title;
    diagnosis->summary = topic.summary;
    diagnosis->causes = topic.causes;
    diagnosis->steps = topic.steps;
    topic.title = topic.summary = NULL;
    topic.causes = topic.steps = (struct texts){0};
    topic_release(&topic);
}

/* "404 Not Found: ..." where only the status tells. */
static char *
plain_title(const struct diagnosis *diagnosis)
{
    struct str title = {0};
    if (diagnosis->known_as)
        str_addf(&title, "%s: ", diagnosis->known_as);
    else if (diagnosis->status)
        str_addf(&title, "%d %s: ", diagnosis->status,
                 status_reason(diagnosis->status));
    str_add_text(&title, _(plain_words[diagnosis->class].title));
    return str_take(&title);
}

void
diagnosis_describe(struct diagnosis *diagnosis, const struct findings *findings)
{
    const struct topic_page *page = find_page(diagnosis, findings);
    if (page)
        use_page(diagnosis, page);
    if (!diagnosis->title)
        diagnosis->title = plain_title(diagnosis);
    if (!diagnosis->summary)
        diagnosis->summary = mem_strdup(_(plain_words[diagnosis->class].summary));
    const char *step = plain_words[diagnosis->class].step;
    if (!diagnosis->steps.count && step)
        texts_add(&diagnosis->steps, span_of(_(step)));
    if (diagnosis->code_length && !diagnosis->known_as)
        describe_unknown_code(diagnosis);
}
