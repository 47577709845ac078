/* What the screens' scripts call the explorer's commands. */
#ifndef TESTS_COMMAND_WORDS_H
#define TESTS_COMMAND_WORDS_H

#include "explorer/command.h"

static const char *const command_words[] = {
    [COMMAND_SEND] = "send",
    [COMMAND_CANCEL] = "cancel",
    [COMMAND_COPY] = "copy",
    [COMMAND_EDIT] = "edit",
    [COMMAND_SHOW] = "show",
    [COMMAND_SAVE] = "save",
    [COMMAND_KEEP] = "keep",
    [COMMAND_PRACTICE] = "practice",
    [COMMAND_BEARER] = "bearer",
    [COMMAND_FAULT] = "fault",
    [COMMAND_DISMISS] = "dismiss",
    [COMMAND_REMEMBER] = "remember",
    [COMMAND_MOUSE] = "mouse",
    [COMMAND_THEME] = "theme",
    [COMMAND_TICKET] = "ticket",
    [COMMAND_DOWNLOAD] = "download",
    [COMMAND_DOWNLOAD_STOP] = "download-stop",
    [COMMAND_PIPE] = "pipe",
    [COMMAND_PIPE_STOP] = "pipe-stop",
    [COMMAND_LANGUAGE] = "language",
    [COMMAND_STOP_SIGN_IN] = "stop-sign-in",
    [COMMAND_SUSPEND] = "suspend",
    [COMMAND_QUIT] = "quit",
    [COMMAND_NAME] = "name",
    [COMMAND_NEW_PROFILE] = "new-profile",
    [COMMAND_CHECK_PROFILE] = "check-profile",
    [COMMAND_PROFILE] = "profile",
    [COMMAND_REQUESTS] = "requests",
    [COMMAND_REQUEST_READ] = "request-read",
    [COMMAND_REQUEST_KEEP] = "request-keep",
    [COMMAND_REQUEST_RENAME] = "request-rename",
    [COMMAND_REQUEST_DELETE] = "request-delete",
    [COMMAND_BUDGET] = "budget",
    [COMMAND_HISTORY] = "history",
    [COMMAND_RECALL] = "recall",
    [COMMAND_COMPARE] = "compare",
    [COMMAND_MARK] = "mark",
    [COMMAND_NOTE] = "note",
    [COMMAND_FORGET] = "forget",
    [COMMAND_PREPARE] = "prepare",
    [COMMAND_LESSONS_READ] = "lessons-read",
    [COMMAND_LESSONS_KEEP] = "lessons-keep",
};

#endif
