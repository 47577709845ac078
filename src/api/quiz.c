#include "config.h"

#include "api/quiz.h"

#include "api/exchange.h"
#include "base/memory.h"
#include "base/sanitise.h"
#include "base/text.h"
#include "json/text.h"

#include <cjson/cJSON.h>
#include <string.h>

enum { CODES_MAX = 64, TRIES_MAX = 400 };

/* splitmix64 */
static uint64_t
throw_die(uint64_t *seed)
{
    uint64_t z = *seed += 0x9e3779b97f4a7c15U;
    z = (z ^ z >> 30) * 0xbf58476d1ce4e5b9U;
    z = (z ^ z >> 27) * 0x94d049bb133111ebU;
    return z ^ z >> 31;
}

static size_t
throw_below(uint64_t *seed, size_t most)
{
    return (size_t)(throw_die(seed) % most);
}

const char *
quiz_asks(enum quiz_kind kind)
{
    static const char *const words[QUIZ_KINDS] = {
        [QUIZ_MEANING] = N_("What does this answer mean?"),
        [QUIZ_STEP] = N_("What do you do first?"),
        [QUIZ_RETRY] = N_("Would sending it again help?"),
        [QUIZ_CAUSE] = N_("Which of these is a usual cause?")};
    return _(words[kind]);
}

static const char *
retry_words(enum retry_advice advice)
{
    static const char *const words[] = {
        [RETRY_NEVER] = N_("No, never: choose another way."),
        [RETRY_AFTER_CHANGE] = N_("Only after something has been changed."),
        [RETRY_WAIT] = N_("Yes, but only after the wait that it calls for."),
        [RETRY_BACKOFF] = N_(
            "Yes, a few times, waiting longer each time; look first whether a change "
            "was done.")};
    return _(words[advice]);
}

/* --- the answer that is asked about --- */

static int
status_of(const struct error_code *code)
{
    return code->status ? code->status : code->class == CLASS_REQUEST ? 400 : 500;
}

/* As the service words it; "..." where a value stands. */
static void
add_message(const struct error_code *code, struct str *out)
{
    const char *pattern = code->pattern_mde ? code->pattern_mde : code->pattern_xdr;
    struct span text = span_of(pattern);
    for (size_t i = 0; i < text.n; i++) {
        if (text.p[i] == '{') {
            str_add_text(out, "...");
            i = span_find_byte(text, i, '}');
        } else {
            str_add_byte(out, text.p[i]);
        }
    }
}

static void
make_exchange(struct exchange *exchange, const struct error_code *code)
{
    struct str message = {0}, *body = &exchange->response.body;
    *exchange = (struct exchange){.answered = true};
    exchange->response.status = status_of(code);
    pairs_add(&exchange->response.headers, SPAN("Content-Type"),
              SPAN("application/json"));
    add_message(code, &message);
    str_add_text(body, "{\"error\": {\"code\": ");
    json_quote(body, span_of(code->code));
    str_add_text(body, ", \"message\": ");
    json_quote(body, str_span(&message));
    str_add_text(body, "}}");
    str_release(&message);
}

static void
diagnose_code(struct diagnosis *diagnosis, const struct error_code *code,
              const char *language)
{
    struct exchange exchange;
    struct diagnosis_context context = {.language = language};
    make_exchange(&exchange, code);
    diagnose(diagnosis, &exchange, &context);
    exchange_release(&exchange);
}

/* --- choices --- */

static char *
choice_of(const struct diagnosis *diagnosis, enum quiz_kind kind)
{
    const char *text = NULL;
    switch (kind) {
    case QUIZ_MEANING:
        text = diagnosis->summary;
        break;
    case QUIZ_STEP: /* of the page: this answer's own would name it */
        text = diagnosis->steps.count > diagnosis->own_steps
                   ? diagnosis->steps.items[diagnosis->own_steps]
                   : NULL;
        break;
    case QUIZ_CAUSE:
        text = diagnosis->causes.count ? diagnosis->causes.items[0] : NULL;
        break;
    case QUIZ_RETRY:
        text = retry_words(diagnosis->retry.advice);
        break;
    case QUIZ_KINDS:
        break;
    }
    return mem_strdup(text);
}

static bool
waits(enum retry_advice advice)
{
    return advice == RETRY_WAIT || advice == RETRY_BACKOFF;
}

/* Whether what is true of OTHER is surely untrue of CODE: alike codes make unfair
 * choices. */
static bool
is_apart(const struct error_code *code, const struct error_code *other,
         enum quiz_kind kind)
{
    if (code->mde != other->mde) /* the words tell which product speaks */
        return false;
    bool finest = kind == QUIZ_MEANING && code->mde && other->mde &&
                  strcmp(code->code, "BadRequest") != 0 &&
                  strcmp(other->code, "BadRequest") != 0;
    if (finest)
        return code != other;
    return code->class != other->class && other->class != CLASS_UNKNOWN &&
           code->class != CLASS_UNKNOWN &&
           !(waits(code->advice) && waits(other->advice));
}

static bool
is_new(const struct quiz_question *question, size_t count, const char *text)
{
    for (size_t i = 0; i < count; i++)
        if (strcmp(question->choices[i], text) == 0)
            return false;
    return true;
}

static size_t
count_codes(void)
{
    size_t count = 0;
    while (error_codes[count].code)
        count++;
    return count;
}

/* Adds what is said of other codes until there are enough. */
static bool
add_wrong(struct quiz_question *question, const char *language, uint64_t *seed)
{
    size_t count = 1, codes = count_codes();
    for (size_t tries = 0; tries < TRIES_MAX && count < QUIZ_CHOICES; tries++) {
        const struct error_code *other = &error_codes[throw_below(seed, codes)];
        if (!is_apart(question->code, other, question->kind))
            continue;
        struct diagnosis diagnosis;
        diagnose_code(&diagnosis, other, language);
        char *text = choice_of(&diagnosis, question->kind);
        diagnosis_release(&diagnosis);
        if (text && is_new(question, count, text))
            question->choices[count++] = text;
        else
            mem_free(text);
    }
    return count == QUIZ_CHOICES;
}

static void
add_advices(struct quiz_question *question, enum retry_advice right)
{
    size_t count = 1;
    for (int i = RETRY_NEVER; i <= RETRY_BACKOFF; i++)
        if (i != (int)right)
            question->choices[count++] = mem_strdup(retry_words((enum retry_advice)i));
}

static void
mix(struct quiz_question *question, uint64_t *seed)
{
    for (size_t i = QUIZ_CHOICES - 1; i > 0; i--) {
        size_t other = throw_below(seed, i + 1);
        char *choice = question->choices[i];
        question->choices[i] = question->choices[other];
        question->choices[other] = choice;
        if (question->right == i)
            question->right = other;
        else if (question->right == other)
            question->right = i;
    }
}

static void
write_answer(struct quiz_question *question)
{
    struct exchange exchange;
    struct str raw = {0}, text = {0};
    make_exchange(&exchange, question->code);
    str_addf(&raw, "HTTP %d  ", exchange.response.status);
    str_add(&raw, str_span(&exchange.response.body));
    sanitise_line(&text, str_span(&raw), SANITISE_PLAIN);
    question->answer = str_take(&text);
    exchange_release(&exchange);
    str_release(&raw);
}

bool
quiz_ask(struct quiz_question *question, const struct error_code *code,
         enum quiz_kind kind, const char *language, uint64_t *seed)
{
    struct diagnosis diagnosis;
    struct str explanation = {0};
    *question =
        (struct quiz_question){.code = code, .kind = kind, .chosen = QUIZ_CHOICES};
    diagnose_code(&diagnosis, code, language);
    question->choices[0] = choice_of(&diagnosis, kind);
    str_addf(&explanation, "%s: %s", code->code,
             diagnosis.summary ? diagnosis.summary : "");
    question->explanation = str_take(&explanation);
    write_answer(question);
    bool asked = question->choices[0] != NULL;
    if (asked && kind == QUIZ_RETRY)
        add_advices(question, diagnosis.retry.advice);
    else if (asked)
        asked = add_wrong(question, language, seed);
    diagnosis_release(&diagnosis);
    if (asked)
        mix(question, seed);
    else
        quiz_question_release(question);
    return asked;
}

void
quiz_question_release(struct quiz_question *question)
{
    mem_free(question->answer);
    mem_free(question->explanation);
    for (size_t i = 0; i < QUIZ_CHOICES; i++)
        mem_free(question->choices[i]);
    *question = (struct quiz_question){0};
}

/* --- the quiz --- */

void
quiz_start(struct quiz *quiz, uint64_t seed, const char *language, clock_ms wall)
{
    bool used[CODES_MAX] = {false};
    size_t codes = count_codes();
    uint64_t dice = seed;
    quiz_release(quiz);
    *quiz = (struct quiz){.seed = seed, .started = wall};
    for (size_t tries = 0; tries < TRIES_MAX && quiz->count < QUIZ_QUESTIONS; tries++) {
        size_t index = throw_below(&dice, codes);
        enum quiz_kind kind = (enum quiz_kind)(quiz->count % QUIZ_KINDS);
        /* two of three questions are about the documented codes */
        bool documented = error_code_documented(&error_codes[index]);
        if (index >= CODES_MAX || used[index] || documented == (quiz->count % 3 == 2))
            continue;
        if (!quiz_ask(&quiz->questions[quiz->count], &error_codes[index], kind,
                      language, &dice))
            continue;
        used[index] = true;
        quiz->count++;
    }
}

void
quiz_release(struct quiz *quiz)
{
    for (size_t i = 0; i < quiz->count; i++)
        quiz_question_release(&quiz->questions[i]);
    *quiz = (struct quiz){0};
}

bool
quiz_over(const struct quiz *quiz)
{
    return quiz->at >= quiz->count;
}

struct quiz_question *
quiz_current(struct quiz *quiz)
{
    return quiz_over(quiz) ? NULL : &quiz->questions[quiz->at];
}

bool
quiz_choose(struct quiz *quiz, size_t choice)
{
    struct quiz_question *question = quiz_current(quiz);
    if (!question || choice >= QUIZ_CHOICES)
        return false;
    if (question->chosen == QUIZ_CHOICES)
        question->chosen = choice;
    return question->chosen == question->right;
}

void
quiz_next(struct quiz *quiz)
{
    const struct quiz_question *question = quiz_current(quiz);
    if (question && question->chosen < QUIZ_CHOICES)
        quiz->at++;
}

size_t
quiz_score(const struct quiz *quiz)
{
    size_t right = 0;
    for (size_t i = 0; i < quiz->count; i++)
        right += quiz->questions[i].chosen == quiz->questions[i].right;
    return right;
}

void
quiz_markdown(const struct quiz *quiz, struct str *out)
{
    str_addf(out, _("# Result: quiz\n\n- Begun: "));
    clock_add_rfc3339(out, quiz->started);
    str_addf(out, _("\n- Right: %zu of %zu\n- Seed: %llu\n\n"), quiz_score(quiz),
             quiz->count, (unsigned long long)quiz->seed);
    str_add_text(out, _("| question | about | right |\n|---|---|---|\n"));
    for (size_t i = 0; i < quiz->count; i++) {
        const struct quiz_question *question = &quiz->questions[i];
        str_addf(out, "| %zu. %s | %s | %s |\n", i + 1, quiz_asks(question->kind),
                 question->code->code,
                 question->chosen == question->right ? _("yes") : _("no"));
    }
}

void
quiz_json(const struct quiz *quiz, struct str *out)
{
    struct str begun = {0};
    cJSON *json = cJSON_CreateObject();
    clock_add_rfc3339(&begun, quiz->started);
    cJSON_AddStringToObject(json, "begun", str_text(&begun));
    cJSON_AddNumberToObject(json, "right", (double)quiz_score(quiz));
    cJSON_AddNumberToObject(json, "of", (double)quiz->count);
    cJSON *list = cJSON_AddArrayToObject(json, "questions");
    for (size_t i = 0; i < quiz->count; i++) {
        const struct quiz_question *question = &quiz->questions[i];
        cJSON *item = cJSON_CreateObject();
        cJSON_AddStringToObject(item, "code", question->code->code);
        cJSON_AddStringToObject(item, "question", quiz_asks(question->kind));
        cJSON_AddBoolToObject(item, "right", question->chosen == question->right);
        cJSON_AddItemToArray(list, item);
    }
    char *text = cJSON_Print(json);
    str_addf(out, "%s\n", text);
    cJSON_free(text);
    cJSON_Delete(json);
    str_release(&begun);
}
