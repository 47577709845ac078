/* A token in words: for people as lines, for programs as JSON. Neither holds the token.
 */
#ifndef API_TOKEN_ABOUT_H
#define API_TOKEN_ABOUT_H

#include "api/about.h"
#include "api/token_check.h"

/* FINDINGS: of this token and USE. CATALOGUE: to tell what a permission opens. */
void token_about(struct about *about, const struct token *token,
                 const struct token_findings *findings, const struct token_use *use,
                 const struct catalogue *catalogue);
/* {"form", "verified": false, "findings": [...], ...}; the caller owns it. */
cJSON *token_json(const struct token *token, const struct token_findings *findings,
                  const struct token_use *use, const struct catalogue *catalogue);

#endif
