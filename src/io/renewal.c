#include "config.h"

#include "io/renewal.h"

#include "base/memory.h"
#include "base/text.h"
#include "io/clock.h"
#include "io/files.h"
#include "io/net.h"
#include "io/run_state.h"
#include "io/signals.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

enum {
    EARLY_MS = 5 * 60 * 1000, /* before its end, or a quarter of a short life */
    RETRY_MS = 30 * 1000,
    LIMIT_S = 90, /* of the child */
};

/* ---- what is needed ---- */

static clock_ms
due(const struct token *token)
{
    const struct token_time *from = token->from.given ? &token->from : &token->issued;
    int64_t early = EARLY_MS;
    if (!token->until.given)
        return INT64_MAX;
    if (from->given && (token->until.at - from->at) / 4 < early)
        early = (token->until.at - from->at) / 4;
    return token->until.at - early;
}

static bool
lasts(const struct secret *secret)
{
    struct token token = {0};
    if (!secret_held(secret))
        return false;
    token_read(&token, secret_reveal(secret));
    bool lasts = due(&token) > clock_now().wall;
    token_release(&token);
    return lasts;
}

static enum product
wanted_product(const struct run *run)
{
    const struct renewal *renewal = &run->renewal;
    const struct request *request = &run->explorer.composer.request;
    enum product product =
        request->operation ? request_product(request) : PRODUCT_OTHER;
    const struct setting_profile *setting = renewal->plan->setting;
    if (product == PRODUCT_OTHER ||
        !strcmp(setting_audience(setting, product),
                setting_audience(setting, renewal->product)))
        return renewal->product;
    return product;
}

/* ---- the child ---- */

static void
work(const struct sign_in_plan *plan, int fd)
{
    struct redactor redactor = {0};
    struct sign_in_plan own = *plan;
    struct secret token = {0};
    struct err err = {0};
    struct err ignored;
    char status;
    int none = open("/dev/null", O_RDWR);
    signals_close();
    for (int i = 0; i < 3 && none >= 0; i++)
        dup2(none, i); /* the screen is not ours to write on */
    alarm(LIMIT_S);
    own.redactor = &redactor;
    own.ask = NULL;
    bool user = setting_way(own.setting) == WAY_DEVICE_CODE;
    status = (char)(user ? sign_in_kept(own.setting->name, own.product,
                                        clock_now().wall, &token, &ignored)
                         : STATUS_FOUND);
    if (status != STATUS_OK)
        status = (char)sign_in(&own, &token, &err);
    fd_write(fd, (struct span){&status, 1}, "", &ignored);
    fd_write(fd, status == STATUS_OK ? secret_reveal(&token) : span_of(err.text), "",
             &ignored);
    secret_release(&token);
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
finish(struct run *run)
{
    struct renewal *renewal = &run->renewal;
    enum product product = renewal->wanted;
    struct span answer = str_span(&renewal->answer), rest = span_from(answer, 1);
    loop_unwatch(&run->loop, renewal->fd);
    close(renewal->fd);
    while (waitpid(renewal->child, NULL, 0) < 0 && errno == EINTR)
        continue;
    renewal->going = false;
    renewal->retry[product] = clock_now().steady + RETRY_MS;
    if (answer.n > 1 && answer.p[0] == STATUS_OK) {
        secret_set(&renewal->tokens[product], rest);
        redactor_know(&run->redactor, rest);
        put_to_use(run, product);
    } else {
        struct str text = {0};
        str_addf(&text, _("No new token: %.*s"), SPAN_ARG(rest));
        run_tell_trouble(run, rest.n ? str_text(&text)
                                     : _("No new token: signing in took too long."));
        str_release(&text);
    }
    str_wipe(&renewal->answer);
    renewal_let_go(run);
}

static void
take_answer(void *owner, short revents)
{
    struct run *run = owner;
    char bytes[4096];
    ssize_t n;
    (void)revents;
    while ((n = read(run->renewal.fd, bytes, sizeof bytes)) > 0)
        str_add(&run->renewal.answer, (struct span){bytes, (size_t)n});
    mem_wipe(bytes, sizeof bytes);
    if (n == 0 || (errno != EAGAIN && errno != EINTR))
        finish(run);
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
    if (!renewal->plan || renewal->going || !run->explorer.profile)
        return;
    struct now now = clock_now();
    enum product product = wanted_product(run);
    if (product != renewal->product && lasts(&renewal->tokens[product])) {
        put_to_use(run, product);
        return;
    }
    clock_ms at = due(&run->explorer.bearer.token);
    clock_ms wait = renewal->retry[product] - now.steady;
    if (product == renewal->product && at > now.wall) {
        if (at != INT64_MAX)
            set_timer(run, at - now.wall);
    } else if (wait > 0) {
        if (product == renewal->product)
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
    secret_set(&renewal->tokens[renewal->product], secret_reveal(&run->profile.bearer));
}

void
renewal_end(struct run *run)
{
    struct renewal *renewal = &run->renewal;
    if (renewal->going) {
        kill(renewal->child, SIGKILL);
        while (waitpid(renewal->child, NULL, 0) < 0 && errno == EINTR)
            continue;
        close(renewal->fd);
    }
    for (size_t i = 0; i < COUNT_OF(renewal->tokens); i++)
        secret_release(&renewal->tokens[i]);
    str_wipe(&renewal->answer);
    commands_release(&renewal->held);
    *renewal = (struct renewal){0};
}

bool
renewal_hold(struct run *run, const struct command *command)
{
    struct renewal *renewal = &run->renewal;
    if (!renewal->going)
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

void
renewal_let_go(struct run *run)
{
    struct commands held = run->renewal.held;
    bool going = run->renewal.going;
    run->renewal.held = (struct commands){0};
    run->renewal.going = false; /* or they would be held again */
    for (size_t i = 0; i < held.count; i++)
        run_perform(run, &held.items[i]);
    run->renewal.going = going;
    commands_release(&held);
}
