#include "config.h"

#include "api/error_code.h"

#include <stddef.h>

/* clang-format off */
#define BOTH true, true
#define MDE  true, false
#define WILD false, false
#define SAME(pattern) pattern, pattern
#define CHANGE(class) class, RETRY_AFTER_CHANGE

const struct error_code error_codes[] = {
    {"BadRequest", 400, BOTH, CHANGE(CLASS_REQUEST),
     SAME("General Bad Request error message."), "errors/BadRequest"},
    {"ODataError", 400, BOTH, CHANGE(CLASS_REQUEST),
     "Invalid OData URI query ({detail}).", "Invalid OData URI query {detail}.", "errors/ODataError"},
    {"InvalidInput", 400, BOTH, CHANGE(CLASS_REQUEST),
     SAME("Invalid input {input}."), "errors/InvalidInput"},
    {"InvalidRequestBody", 400, BOTH, CHANGE(CLASS_REQUEST),
     SAME("Invalid request body."), "errors/InvalidRequestBody"},
    {"InvalidHashValue", 400, BOTH, CHANGE(CLASS_REQUEST),
     SAME("Hash value {hash} is invalid."), "errors/InvalidHashValue"},
    {"InvalidDomainName", 400, BOTH, CHANGE(CLASS_REQUEST),
     SAME("Domain name {domain} is invalid."), "errors/InvalidDomainName"},
    {"InvalidIpAddress", 400, BOTH, CHANGE(CLASS_REQUEST),
     SAME("IP address {ip} is invalid."), "errors/InvalidIpAddress"},
    {"InvalidUrl", 400, BOTH, CHANGE(CLASS_REQUEST),
     SAME("URL {url} is invalid."), "errors/InvalidUrl"},
    {"MaximumBatchSizeExceeded", 400, BOTH, CHANGE(CLASS_REQUEST),
     SAME("Maximum batch size exceeded. Received: {received}, allowed: {allowed}."), "errors/MaximumBatchSizeExceeded"},
    {"MissingRequiredParameter", 400, BOTH, CHANGE(CLASS_REQUEST),
     SAME("Parameter {parameter} is missing."), "errors/MissingRequiredParameter"},
    {"OsPlatformNotSupported", 400, BOTH, CLASS_REQUEST, RETRY_NEVER,
     SAME("OS Platform {platform} isn't supported for this action."), "errors/OsPlatformNotSupported"},
    {"ClientVersionNotSupported", 400, BOTH, CHANGE(CLASS_REQUEST),
     "{action} is supported on client version {version} and above.",
     "{action} is supported on client version {version} and later.", "errors/ClientVersionNotSupported"},
    {"Unauthorized", 401, BOTH, CHANGE(CLASS_AUTH),
     "Unauthorized (invalid or expired authorization header).", "Unauthorized", "errors/Unauthorized"},
    {"Forbidden", 403, BOTH, CHANGE(CLASS_PERMISSION),
     "Forbidden (valid token but insufficient permission for the action).", "Forbidden", "errors/Forbidden"},
    {"DisabledFeature", 403, BOTH, CHANGE(CLASS_FEATURE),
     SAME("Tenant feature isn't enabled."), "errors/DisabledFeature"},
    {"DisallowedOperation", 403, BOTH, CHANGE(CLASS_PERMISSION),
     SAME("{reason}."), "errors/DisallowedOperation"},
    {"NotFound", 404, BOTH, CHANGE(CLASS_NOT_FOUND),
     SAME("General Not Found error message."), "errors/NotFound"},
    {"ResourceNotFound", 404, BOTH, CHANGE(CLASS_NOT_FOUND),
     SAME("Resource {resource} wasn't found."), "errors/ResourceNotFound"},
    {"TooManyRequests", 429, MDE, CLASS_THROTTLE, RETRY_WAIT,
     "Response represents reaching quota limit either by number of requests or by CPU.", NULL, "errors/TooManyRequests"},
    {"InternalServerError", 500, BOTH, CLASS_SERVER, RETRY_BACKOFF,
     SAME(NULL), "errors/InternalServerError"},

    /* Not in the tables: met in answers of these services and of their neighbours. */
    {"ActiveRequestAlreadyExists", 400, WILD, CLASS_CONFLICT, RETRY_WAIT,
     SAME("Action is already in progress"), "errors/ActiveRequestAlreadyExists"},
    {"InvalidAuthenticationToken", 401, WILD, CHANGE(CLASS_AUTH), SAME(NULL), "errors/InvalidAuthenticationToken"},
    {"InvalidLicense", 403, WILD, CHANGE(CLASS_LICENSE), SAME(NULL), "errors/InvalidLicense"},
    {"ExtensionError", 0, WILD, CLASS_SERVER, RETRY_BACKOFF, SAME(NULL), "errors/ExtensionError"},
    {"UnknownError", 0, WILD, CLASS_UNKNOWN, RETRY_BACKOFF, SAME(NULL), "errors/UnknownError"},

    /* Microsoft Graph's own table (concepts/errors); it ties no code to a status. */
    {"accessDenied", 403, WILD, CHANGE(CLASS_PERMISSION), SAME(NULL), "errors/accessDenied"},
    {"activityLimitReached", 429, WILD, CLASS_THROTTLE, RETRY_WAIT, SAME(NULL), "errors/activityLimitReached"},
    {"throttledRequest", 429, WILD, CLASS_THROTTLE, RETRY_WAIT, SAME(NULL), "errors/throttledRequest"},
    {"generalException", 500, WILD, CLASS_SERVER, RETRY_BACKOFF, SAME(NULL), "errors/generalException"},
    {"invalidRange", 416, WILD, CHANGE(CLASS_REQUEST), SAME(NULL), "errors/invalidRange"},
    {"invalidRequest", 400, WILD, CHANGE(CLASS_REQUEST), SAME(NULL), "errors/invalidRequest"},
    {"itemNotFound", 404, WILD, CHANGE(CLASS_NOT_FOUND), SAME(NULL), "errors/itemNotFound"},
    {"malwareDetected", 0, WILD, CLASS_REQUEST, RETRY_NEVER, SAME(NULL), "errors/malwareDetected"},
    {"nameAlreadyExists", 409, WILD, CHANGE(CLASS_CONFLICT), SAME(NULL), "errors/nameAlreadyExists"},
    {"notAllowed", 405, WILD, CLASS_REQUEST, RETRY_NEVER, SAME(NULL), "errors/notAllowed"},
    {"notSupported", 0, WILD, CLASS_REQUEST, RETRY_NEVER, SAME(NULL), "errors/notSupported"},
    {"quotaLimitReached", 507, WILD, CHANGE(CLASS_CONFLICT), SAME(NULL), "errors/quotaLimitReached"},
    {"resourceModified", 409, WILD, CHANGE(CLASS_CONFLICT), SAME(NULL), "errors/resourceModified"},
    {"resyncRequired", 410, WILD, CHANGE(CLASS_REQUEST), SAME(NULL), "errors/resyncRequired"},
    {"serviceNotAvailable", 503, WILD, CLASS_GATEWAY, RETRY_BACKOFF, SAME(NULL), "errors/serviceNotAvailable"},
    {"syncStateNotFound", 410, WILD, CHANGE(CLASS_REQUEST), SAME(NULL), "errors/syncStateNotFound"},
    {"unauthenticated", 401, WILD, CHANGE(CLASS_AUTH), SAME(NULL), "errors/unauthenticated"},
    {NULL},
};
/* clang-format on */

/* Other ways in which a known code was met: the quota's own code, and names that the
 * machine-translated documentation translated. */
static const struct {
    const char *said, *code;
} aliases[] = {
    {"429", "TooManyRequests"},
    {"Non autorizzato", "Unauthorized"},
};

const struct error_code *
error_code_find(struct span code)
{
    for (const struct error_code *known = error_codes; known->code; known++)
        if (span_is(code, known->code))
            return known;
    return NULL;
}

static bool
between_words(char c)
{
    return c == ' ' || c == '_' || c == '-' || c == '.' || c == '\t';
}

/* Equal but for letter case and for what stands between words. */
static bool
same_words(struct span a, struct span b)
{
    size_t i = 0, j = 0;
    for (;;) {
        while (i < a.n && between_words(a.p[i]))
            i++;
        while (j < b.n && between_words(b.p[j]))
            j++;
        if (i == a.n || j == b.n)
            return i == a.n && j == b.n;
        if (!span_equal_nocase(span_sub(a, i, i + 1), span_sub(b, j, j + 1)))
            return false;
        i++;
        j++;
    }
}

const struct error_code *
error_code_known(struct span code)
{
    const struct error_code *known = error_code_find(code);
    if (known || !code.n)
        return known;
    for (known = error_codes; known->code; known++)
        if (same_words(code, span_of(known->code)))
            return known;
    for (size_t i = 0; i < sizeof aliases / sizeof *aliases; i++)
        if (same_words(code, span_of(aliases[i].said)))
            return error_code_find(span_of(aliases[i].code));
    return NULL;
}

bool
error_code_documented(const struct error_code *code)
{
    return code && (code->mde || code->xdr);
}
