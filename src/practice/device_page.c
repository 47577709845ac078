/* The page on which a person enters the user code, and allows or declines. A page of
 * another site can't send its form: the gate refuses requests that such pages make, and
 * the form carries a word that only this page gives out. */
#include "config.h"

#include "base/text.h"
#include "practice/call.h"
#include "practice/device.h"
#include "practice/form.h"

#define ADDRESS "/devicelogin"

static void
add_escaped(struct str *out, struct span text)
{
    for (size_t i = 0; i < text.n; i++) {
        switch (text.p[i]) {
        case '&':
            str_add_text(out, "&amp;");
            break;
        case '<':
            str_add_text(out, "&lt;");
            break;
        case '>':
            str_add_text(out, "&gt;");
            break;
        case '"':
            str_add_text(out, "&quot;");
            break;
        default:
            str_add_byte(out, text.p[i]);
        }
    }
}

static void
answer_page(struct call *call, int status, struct span main)
{
    struct str page = {0};
    str_addf(&page,
             "<!DOCTYPE html>\n<html><head><meta charset=\"utf-8\">"
             "<meta name=\"viewport\" content=\"width=device-width\">"
             "<title>%s</title></head>\n<body><h1>%s</h1>\n%.*s</body></html>\n",
             _("Sign in"), _("The practice tenant: sign in"), SPAN_ARG(main));
    answer_plain(call, status, "text/html; charset=utf-8", str_span(&page));
    answer_header(call, "Content-Security-Policy",
                  "default-src 'none'; form-action 'self'; frame-ancestors 'none'; "
                  "base-uri 'none'");
    answer_header(call, "X-Frame-Options", "DENY");
    answer_header(call, "Referrer-Policy", "same-origin");
    str_release(&page);
}

/* The word that the form brings back. */
static void
add_word(const struct call *call, struct str *out)
{
    signer_add_secret(call->practice->authority.signer, "page", 0, out);
}

static void
begin_form(const struct call *call, struct str *out)
{
    str_add_text(out, "<form method=\"post\" action=\"" ADDRESS "\">"
                      "<input type=\"hidden\" name=\"word\" value=\"");
    add_word(call, out);
    str_add_text(out, "\">\n");
}

/* SAID may be NULL: a sentence about what was entered before. */
static void
ask_code(struct call *call, int status, const char *said)
{
    struct str main = {0};
    if (said)
        str_addf(&main, "<p role=\"alert\"><strong>%s</strong></p>\n", said);
    begin_form(call, &main);
    str_addf(&main,
             "<p><label>%s <input name=\"user_code\" autofocus autocomplete=\"off\" "
             "maxlength=\"16\" required></label> <button>%s</button></p></form>\n",
             _("The code that the program shows:"), _("Next"));
    answer_page(call, status, str_span(&main));
    str_release(&main);
}

static void
ask_consent(struct call *call, const struct device *device)
{
    struct str main = {0};
    const cJSON *name;
    str_addf(&main,
             _("<p>The application <strong>%s</strong> wants to act as %s in "
               "%s:</p>\n"),
             device->application->name, practice_user.name, device->resource->uri);
    str_add_text(&main, "<ul>\n");
    cJSON_ArrayForEach(name, device->permissions)
    {
        str_add_text(&main, "<li>");
        add_escaped(&main, span_of(name->valuestring));
        str_add_text(&main, "</li>\n");
    }
    str_add_text(&main, "</ul>\n");
    str_addf(&main, "<p>%s</p>\n",
             _("Allow it only if you started the sign-in yourself, just now."));
    begin_form(call, &main);
    str_addf(&main,
             "<input type=\"hidden\" name=\"user_code\" value=\"%s\">"
             "<button name=\"answer\" value=\"allow\">%s</button> "
             "<button name=\"answer\" value=\"decline\">%s</button></form>\n",
             device->user_code, _("Allow"), _("Decline"));
    answer_page(call, 200, str_span(&main));
    str_release(&main);
}

static void
settle(struct call *call, struct device *device, bool allowed)
{
    struct str main = {0};
    device->state = allowed ? DEVICE_ALLOWED : DEVICE_DECLINED;
    str_addf(&main, "<p>%s</p>\n",
             allowed ? _("Allowed. The program goes on by itself; this page can be "
                         "closed.")
                     : _("Declined. The program is told so; this page can be closed."));
    answer_page(call, 200, str_span(&main));
    str_release(&main);
}

static void
take_form(struct call *call, const struct pairs *form)
{
    struct span answer = span_of(form_get(form, "answer"));
    struct device *device = devices_find_user_code(
        &call->practice->authority.devices, span_of(form_get(form, "user_code")));
    struct str word = {0};
    add_word(call, &word);
    if (!span_is(str_span(&word), form_get(form, "word")))
        ask_code(call, 403, _("Please enter the code on this page."));
    else if (!device)
        ask_code(call, 400, _("There is no such code. (AADSTS70018)"));
    else if (call->now->steady >= device->ends)
        ask_code(call, 400,
                 _("That code has expired: start the program's sign-in "
                   "again. (AADSTS70019)"));
    else if (device->state != DEVICE_WAITS)
        ask_code(call, 400,
                 _("That code was allowed or declined already. "
                   "(AADSTS90120)"));
    else if (span_is(answer, "allow") || span_is(answer, "decline"))
        settle(call, device, span_is(answer, "allow"));
    else
        ask_consent(call, device);
    str_release(&word);
}

bool
device_page(struct call *call)
{
    struct span path = {0}, query = call->request->target;
    struct pairs form = {0};
    span_next(&query, '?', &path);
    if (!span_is(path, ADDRESS))
        return false;
    if (span_is(call->request->method, "POST")) {
        form_read(&form, call->request->headers, call->request->body);
        take_form(call, &form);
        pairs_release(&form);
    } else if (span_is(call->request->method, "GET")) {
        ask_code(call, 200, NULL);
    } else {
        answer_plain(call, 405, "text/plain; charset=utf-8", SPAN("GET or POST\n"));
        answer_header(call, "Allow", "GET, POST");
    }
    return true;
}
