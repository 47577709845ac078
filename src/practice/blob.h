/* Files as storage services give them: whole or from some byte on (RFC 9110, section
 * 14), with an entity tag and, for who checks, their MD5 (RFC 1864). */
#ifndef PRACTICE_BLOB_H
#define PRACTICE_BLOB_H

#include "practice/call.h"

/* Answers with CONTENTS. */
void blob_answer(struct call *call, const char *type, struct span contents);
/* The storage's own refusal, as XML. DETAIL may be NULL. */
void blob_refuse(struct call *call, int status, const char *code, const char *message,
                 const char *detail);

#endif
