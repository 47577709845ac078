#include "config.h"

#include "io/renewal.h"

#include "base/memory.h"
#include "base/sanitise.h"
#include "base/text.h"
#include "io/clock.h"
#include "io/files.h"
#include "io/net.h"
#include "io/run_state.h"
#include "io/signals.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>
#ifdef __linux__
#include <sys/prctl.h>
#endif

enum {
    RETRY_MS = 30 * 1000,
    LIMIT_S = 90, /* of the child, without a user */
    DAY_S = 86400,
    DESCRIPTORS_MAX = 1024,
    SAID_MAX = 400, /* bytes */
};

/* ---- what is needed ---- */

/* The one whose token a request needs: that of the profile's own API where both are
 * made out to the same audience. */
static enum product
product_for(const struct run *run, const struct request *request)
{
    const struct setting_profile *setting = run->renewal.plan->setting;
    enum product product =
        request->operation ? request_product(request) : PRODUCT_OTHER;
    enum product own = setting_product(setting);
    bool same = product == PRODUCT_OTHER || !strcmp(setting_audience(setting, product),
                                                    setting_audience(setting, own));
    return same ? own : product;
}

/* ---- the child ---- */

/* What the child writes: pieces that end with NUL, each with its kind before it. */
enum piece {
    PIECE_CODE = 'C',
    PIECE_TOKEN = 'T',
    PIECE_REFRESH = 'R',
    PIECE_TROUBLE = 'E',
};

static void
put_piece(int fd, enum piece kind, struct span text)
{
    struct str piece = {0};
    struct err ignored;
    str_add_byte(&piece, (char)kind);
    str_add(&piece, text);
    str_add_byte(&piece, '\0');
    fd_write(fd, str_span(&piece), "", &ignored);
    str_wipe(&piece);
}

static void
tell_code(void *owner, const char *address, const char *code, long seconds)
{
    const int *fd = owner;
    struct str text = {0};
    str_addf(&text, "%ld\n%s\n%s", seconds, code, address);
    put_piece(*fd, PIECE_CODE, str_span(&text));
    str_release(&text);
    alarm((unsigned)seconds + LIMIT_S);
}

/* What a command that was to give the secret said on standard error, which is FILE. */
static void
put_trouble(int fd, const struct redactor *redactor, struct span why, FILE *file)
{
    char bytes[SAID_MAX];
    struct str text = str_dup(why), plain = {0};
    ssize_t n = file ? pread(fileno(file), bytes, sizeof bytes, 0) : 0;
    struct span said = span_trim((struct span){bytes, n > 0 ? (size_t)n : 0});
    redact(redactor, said, &plain);
    if (plain.n)
        str_add_text(&text, ": ");
    sanitise_line(&text, str_span(&plain), SANITISE_PLAIN);
    put_piece(fd, PIECE_TROUBLE, str_span(&text));
    str_release(&plain);
    str_release(&text);
}

static void
work(const struct sign_in_plan *plan, int fd)
{
    struct redactor redactor = {0};
    struct sign_in_plan own = *plan;
    struct secret token = {0};
    struct err err = {0}, ignored;
    int none = open("/dev/null", O_RDWR);
    signals_close();
    FILE *said = tmpfile();
    for (int i = 0; i < 3 && none >= 0; i++)
        dup2(i == 2 && said ? fileno(said) : none, i); /* the screen is not ours */
    for (int i = 3; i < DESCRIPTORS_MAX; i++)          /* no connection, no lifeline */
        if (i != fd && (!said || i != fileno(said)))
            close(i);
#ifdef __linux__
    prctl(PR_SET_PDEATHSIG, SIGKILL, 0, 0, 0);
#endif
    alarm(LIMIT_S);
    own.redactor = &redactor;
    if (own.asked && !secret_held(own.asked))
        own.asked = NULL; /* a terminal that is drawn on is no place to ask */
    own.ask = tell_code;
    own.owner = &fd;
    bool user = setting_way(own.setting) == WAY_DEVICE_CODE;
    enum status status = user ? sign_in_kept(own.setting->name, own.product,
                                             clock_now().wall, &token, &ignored)
                              : STATUS_FOUND;
    if (status != STATUS_OK)
        status = sign_in(&own, &token, &err);
    if (status == STATUS_OK)
        put_piece(fd, PIECE_TOKEN, secret_reveal(&token));
    if (status == STATUS_OK && secret_held(own.refresh))
        put_piece(fd, PIECE_REFRESH, secret_reveal(own.refresh));
    if (status != STATUS_OK)
        put_trouble(fd, &redactor, span_of(err.text), said);
    secret_release(&token);
    secret_release(own.refresh);
    _exit(0);
}

static void
put_to_use(struct run *run, enum product product)
{
    struct renewal *renewal = &run->renewal;
    struct message message = {.kind = MESSAGE_PROFILE, .profile = &run->profile};
    renewal->product = product;
    secret_set(&run->profile.bearer, secret_reveal(&renewal->tokens[product]));
    run_tell(run, &message);
}

static void
fail(struct run *run, struct span why)
{
    struct renewal *renewal = &run->renewal;
    struct str text = {0};
    if (why.n)
        str_add(&text, why);
    else
        str_add_text(&text, _("signing in took too long, or was ended"));
    mem_free(renewal->why);
    renewal->why = str_take(&text);
    struct message message = {.kind = MESSAGE_NO_TOKEN, .error = renewal->why};
    run_tell(run, &message);
}

static void
take_token(struct run *run, struct span token)
{
    struct renewal *renewal = &run->renewal;
    secret_set(&renewal->tokens[renewal->wanted], token);
    redactor_know(&run->redactor, token);
    mem_free(renewal->why);
    renewal->why = NULL;
    put_to_use(run, renewal->wanted);
}

static void
take_refresh(struct run *run, struct span refresh)
{
    secret_set(&run->renewal.refresh, refresh);
    redactor_know(&run->redactor, refresh);
}

static void
take_code(struct run *run, struct span text)
{
    struct span seconds, code;
    uint64_t number = 0;
    span_next(&text, '\n', &seconds);
    span_next(&text, '\n', &code);
    span_number(seconds, DAY_S, &number);
    struct message message = {
        .kind = MESSAGE_CODE, .text = code, .value = text, .seconds = (long)number};
    run_tell(run, &message);
}

/* The child is gone, or is to go. */
static void
reap(struct run *run)
{
    struct renewal *renewal = &run->renewal;
    loop_unwatch(&run->loop, renewal->fd);
    close(renewal->fd);
    kill(renewal->child, SIGKILL);
    while (waitpid(renewal->child, NULL, 0) < 0 && errno == EINTR)
        continue;
    renewal->retry[renewal->wanted] = clock_now().steady + RETRY_MS;
}

static void
finish(struct run *run)
{
    struct renewal *renewal = &run->renewal;
    struct span answer = str_span(&renewal->answer), token = {0}, why = {0}, piece;
    reap(run);
    while (span_next(&answer, '\0', &piece)) {
        if (piece.n && piece.p[0] == PIECE_TOKEN)
            token = span_from(piece, 1);
        else if (piece.n && piece.p[0] == PIECE_REFRESH)
            take_refresh(run, span_from(piece, 1));
        else if (piece.n && piece.p[0] == PIECE_TROUBLE)
            why = span_from(piece, 1);
    }
    if (token.n)
        take_token(run, token);
    else
        fail(run, why);
    renewal->going = false;
    str_wipe(&renewal->answer);
    renewal_let_go(run);
    renewal_look(run);
}

/* A code is shown as soon as it has come; what ends the child, when it has ended. */
static void
take_answer(void *owner, short revents)
{
    struct run *run = owner;
    struct str *answer = &run->renewal.answer;
    char bytes[4096];
    ssize_t n;
    (void)revents;
    while ((n = read(run->renewal.fd, bytes, sizeof bytes)) > 0)
        str_add(answer, (struct span){bytes, (size_t)n});
    mem_wipe(bytes, sizeof bytes);
    if (n == 0 || (errno != EAGAIN && errno != EINTR)) {
        finish(run);
        return;
    }
    struct span rest = str_span(answer), piece;
    size_t end = span_find_byte(rest, 0, '\0');
    if (end < rest.n && span_next(&rest, '\0', &piece) && piece.p[0] == PIECE_CODE) {
        struct str code = str_dup(span_from(piece, 1));
        str_clear(answer);
        take_code(run, str_span(&code));
        str_release(&code);
    }
}

static void
start(struct run *run, enum product product)
{
    struct renewal *renewal = &run->renewal;
    struct sign_in_plan plan = *renewal->plan;
    int ends[2];
    renewal->retry[product] = clock_now().steady + RETRY_MS;
    if (pipe(ends) != 0)
        return;
    for (int i = 0; i < 2; i++)
        fcntl(ends[i], F_SETFD, FD_CLOEXEC);
    fcntl(ends[0], F_SETFL, O_NONBLOCK);
    plan.product = product;
    plan.refresh = &renewal->refresh;
    net_exchange_end(); /* its connections are not the child's */
    renewal->child = fork();
    if (renewal->child == 0)
        work(&plan, ends[1]);
    close(ends[1]);
    if (renewal->child < 0) {
        close(ends[0]);
        return;
    }
    renewal->fd = ends[0];
    renewal->wanted = product;
    renewal->going = true;
    loop_watch(&run->loop, ends[0], POLLIN, take_answer, run);
}

/* ---- the run ---- */

static void
on_timer(void *owner)
{
    struct run *run = owner;
    run->renewal.timer = 0;
    renewal_look(run);
}

static void
set_timer(struct run *run, clock_ms after)
{
    loop_timer_cancel(&run->loop, run->renewal.timer);
    run->renewal.timer = loop_timer(&run->loop, after, on_timer, run);
}

void
renewal_look(struct run *run)
{
    struct renewal *renewal = &run->renewal;
    if (!renewal->plan || renewal->going || !run->explorer.profile ||
        net_busy(&run->net)) /* a thread of the resolver may hold a lock */
        return;
    struct now now = clock_now();
    enum product product = product_for(run, &run->explorer.composer.request);
    clock_ms wait = renewal->retry[product] - now.steady;
    if (sign_in_lasts(&renewal->tokens[product])) {
        if (product != renewal->product)
            put_to_use(run, product);
        clock_ms at = sign_in_due(&run->explorer.bearer.token);
        if (at != INT64_MAX)
            set_timer(run, at - now.wall);
    } else if (wait > 0) {
        if (wait <= RETRY_MS)
            set_timer(run, wait);
    } else {
        start(run, product);
    }
}

void
renewal_begin(struct run *run, const struct sign_in_plan *plan)
{
    struct renewal *renewal = &run->renewal;
    if (!plan || !plan->setting || setting_way(plan->setting) == WAY_TOKEN)
        return;
    renewal->plan = plan;
    renewal->product = setting_product(plan->setting);
    if (secret_held(&run->profile.bearer))
        secret_set(&renewal->tokens[renewal->product],
                   secret_reveal(&run->profile.bearer));
}

void
renewal_end(struct run *run)
{
    struct renewal *renewal = &run->renewal;
    if (renewal->going)
        reap(run);
    mem_free(renewal->why);
    for (size_t i = 0; i < COUNT_OF(renewal->tokens); i++)
        secret_release(&renewal->tokens[i]);
    secret_release(&renewal->refresh);
    str_wipe(&renewal->answer);
    commands_release(&renewal->held);
    *renewal = (struct renewal){0};
}

bool
renewal_hold(struct run *run, const struct command *command)
{
    struct renewal *renewal = &run->renewal;
    if (!renewal->plan || renewal->letting_go)
        return false;
    enum product product = product_for(run, &run->explorer.flight.request);
    bool lacking = !secret_held(&renewal->tokens[product]);
    if (lacking && !renewal->going)
        start(run, product);
    if (!renewal->going || (!lacking && renewal->wanted != product))
        return false;
    struct command *held = commands_add(&renewal->held, COMMAND_SEND);
    held->id = command->id;
    held->method = mem_strdup(command->method);
    held->url = mem_strdup(command->url);
    held->has_body = command->has_body;
    pairs_copy(&held->headers, &command->headers);
    str_set(&held->text, str_span(&command->text));
    return true;
}

const struct secret *
renewal_bearer(const struct run *run)
{
    const struct renewal *renewal = &run->renewal;
    if (!renewal->plan)
        return &run->profile.bearer;
    const struct secret *token =
        &renewal->tokens[product_for(run, &run->explorer.flight.request)];
    return secret_held(token) ? token : NULL;
}

const char *
renewal_refusal(const struct run *run)
{
    const char *why = run->renewal.why;
    return why ? why : _("there is no token for this API, so nothing was sent");
}

void
renewal_let_go(struct run *run)
{
    struct commands held = run->renewal.held;
    run->renewal.held = (struct commands){0};
    run->renewal.letting_go = true;
    for (size_t i = 0; i < held.count; i++)
        run_perform(run, &held.items[i]);
    run->renewal.letting_go = false;
    commands_release(&held);
}

void
renewal_stop(struct run *run)
{
    struct renewal *renewal = &run->renewal;
    if (!renewal->going)
        return;
    reap(run);
    renewal->retry[renewal->wanted] = INT64_MAX; /* until it is asked for */
    fail(run, span_of(_("signing in was cancelled")));
    renewal->going = false;
    str_wipe(&renewal->answer);
    renewal_let_go(run);
}
