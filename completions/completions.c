/* Writes the shell completions of defscope from the tables that its command line is
 * read by. Run when the program is built: completions bash|zsh|fish */
#include "config.h"

#include "api/lessons.h"
#include "api/ticket.h"
#include "api/topic.h"
#include "base/memory.h"
#include "cli/command.h"

#include <stdio.h>
#include <string.h>

/* What can stand at a place: words, or what only the running program knows. */
enum kind { KIND_NOTHING, KIND_WORDS, KIND_FILES, KIND_PROFILES };

struct values {
    enum kind kind;
    struct str words; /* between spaces */
};

/* --- what is known --- */

static void
add_word(struct values *values, struct span word)
{
    values->kind = KIND_WORDS;
    str_addf(&values->words, "%s%.*s", values->words.n ? " " : "", SPAN_ARG(word));
}

static void
add_operations(struct values *values)
{
    const struct catalogue *catalogue = catalogue_builtin();
    for (size_t i = 0; i < catalogue->count; i++)
        add_word(values, span_of(catalogue->operations[i].id));
}

static void
add_commands(struct values *values)
{
    for (size_t i = 0; commands[i].name; i++)
        add_word(values, span_of(commands[i].name));
}

static void
add_lessons(struct values *values)
{
    struct lessons lessons = {0};
    lessons_builtin(&lessons, "en");
    for (size_t i = 0; i < lessons.count; i++)
        add_word(values, span_of(lessons.items[i].name));
    lessons_release(&lessons);
}

/* Help pages of the top folder, or the codes that have one. */
static void
add_pages(struct values *values, bool codes)
{
    for (const struct topic_page *page = topic_pages; page->text; page++) {
        struct span name = span_of(page->name);
        bool code = span_starts(name, "errors/");
        if (strcmp(page->language, "en") != 0)
            continue;
        if (codes && code)
            add_word(values, span_from(name, strlen("errors/")));
        else if (!codes && span_find_byte(name, 0, '/') == name.n)
            add_word(values, name);
    }
}

static void
add_codes(struct values *values)
{
    add_pages(values, true);
}

static void
add_topics(struct values *values)
{
    add_pages(values, false);
}

static bool
is_literal(struct span word)
{
    for (size_t i = 0; i < word.n; i++)
        if ((word.p[i] < 'a' || word.p[i] > 'z') && word.p[i] != '-' &&
            word.p[i] != '_' && !(word.p[i] >= 'A' && word.p[i] <= 'Z' && i))
            return false;
    return word.n && word.p[0] >= 'a';
}

/* One of the words of a usage line: FILE, [last|ID], OPERATION ... */
static void
add_meant(struct values *values, struct span word)
{
    static const struct {
        const char *word;
        void (*add)(struct values *values);
    } sets[] = {{"OPERATION", add_operations},
                {"COMMAND", add_commands},
                {"LESSON", add_lessons},
                {"CODE", add_codes},
                {"TOPIC", add_topics}};
    for (size_t i = 0; i < COUNT_OF(sets); i++)
        if (span_is(word, sets[i].word))
            sets[i].add(values);
    if (is_literal(word))
        add_word(values, word);
    else if (span_is(word, "FILE") && values->kind == KIND_NOTHING)
        values->kind = KIND_FILES;
    else if (span_is(word, "NAME") && values->kind == KIND_NOTHING)
        values->kind = KIND_PROFILES;
}

static void
add_alternatives(struct values *values, struct span words)
{
    struct span one;
    while (span_next(&words, '|', &one))
        add_meant(values, one);
}

static struct span
bare(struct span word)
{
    while (word.n && strchr("[].", word.p[0]))
        word = span_from(word, 1);
    while (word.n && strchr("[].", word.p[word.n - 1]))
        word.n--;
    return word;
}

static struct values
values_of_command(const struct command *command)
{
    struct values values = {KIND_NOTHING, {0}};
    struct span usage = span_of(command->usage), line, word;
    while (span_next(&usage, '\n', &line))
        if (span_next(&line, ' ', &word) && !span_starts(word, "-"))
            add_alternatives(&values, bare(word));
    return values;
}

static struct values
values_of_option(const struct option_spec *option)
{
    struct values values = {KIND_NOTHING, {0}};
    struct span what = span_of(option->value);
    if (strcmp(option->name, "profile") == 0)
        values.kind = KIND_PROFILES;
    else if (what.n && !span_is(what, "NAME"))
        add_alternatives(&values, what);
    return values;
}

static const struct option_spec *
next_option(const struct option_spec *option)
{
    return option && option->name ? option : NULL;
}

#define EACH_OPTION(option, table)                                                     \
    for (const struct option_spec *option = (table); next_option(option); option++)

/* --- bash --- */

static const char bash_head[] =
    "# Completion of defscope for bash, made from the program's own tables.\n"
    "_defscope() {\n"
    "    local word command='' words='' kind=nothing index\n"
    "    local current=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD-1]}\n"
    "    for ((index = 1; index < COMP_CWORD; index++)); do\n"
    "        word=${COMP_WORDS[index]}\n"
    "        [[ $word == -* || ${COMP_WORDS[index-1]} == @(-p|--profile|--lang|--color|"
    "--spec) ]] && continue\n"
    "        command=$word\n"
    "        break\n"
    "    done\n";

static const char bash_tail[] =
    "    case $kind in\n"
    "    files) mapfile -t COMPREPLY < <(compgen -f -- \"$current\") ;;\n"
    "    profiles) words=$(defscope profile list --json 2>/dev/null | tr '{' '\\n' |\n"
    "        sed -n 's/.*\"name\": *\"\\([^\"]*\\)\".*/\\1/p') ;;&\n"
    "    profiles | words) mapfile -t COMPREPLY < <(compgen -W \"$words\" -- "
    "\"$current\") "
    ";;\n"
    "    esac\n"
    "}\n"
    "complete -o filenames -F _defscope defscope\n";

static const char *const kind_names[] = {"nothing", "words", "files", "profiles"};

static void
bash_values(const char *indent, struct values values)
{
    struct str quoted = {0};
    shell_quote(&quoted, str_span(&values.words));
    printf("%skind=%s words=%s ;;\n", indent, kind_names[values.kind],
           values.kind == KIND_WORDS ? str_text(&quoted) : "''");
    str_release(&quoted);
    str_release(&values.words);
}

static void
bash_option_names(const struct option_spec *table)
{
    EACH_OPTION(option, table)
    printf(" --%s", option->name);
}

static void
bash_option_values(const char *command, const struct option_spec *table)
{
    EACH_OPTION(option, table)
    {
        if (option->takes != TAKES_VALUE)
            continue;
        printf("    '%s --%s'", command, option->name);
        if (option->letter)
            printf(" | '%s -%c'", command, option->letter);
        printf(")\n");
        bash_values("        ", values_of_option(option));
    }
}

static void
write_bash(void)
{
    fputs(bash_head, stdout);
    printf("    if [[ $current == -* ]]; then\n        kind=words words='");
    bash_option_names(common_options);
    printf("'\n        case $command in\n");
    for (size_t i = 0; commands[i].name; i++) {
        printf("        %s) words+='", commands[i].name);
        bash_option_names(commands[i].options);
        printf("' ;;\n");
    }
    printf("        esac\n    else\n        case $command in\n        '') kind=words "
           "words='");
    for (size_t i = 0; commands[i].name; i++)
        printf("%s%s", i ? " " : "", commands[i].name);
    printf("' ;;\n");
    for (size_t i = 0; commands[i].name; i++) {
        printf("        %s)\n", commands[i].name);
        bash_values("            ", values_of_command(&commands[i]));
    }
    printf("        esac\n    fi\n    case \"$command $before\" in\n");
    for (size_t i = 0; commands[i].name; i++)
        bash_option_values(commands[i].name, commands[i].options);
    printf("    esac\n    case \"any $before\" in\n");
    bash_option_values("any", common_options);
    printf("    esac\n");
    fputs(bash_tail, stdout);
}

/* --- fish --- */

static void
fish_values(struct values values)
{
    if (values.kind == KIND_WORDS)
        printf(" -x -a '%s'", str_text(&values.words));
    else if (values.kind == KIND_PROFILES)
        printf(" -x -a '(__defscope_profiles)'");
    else if (values.kind == KIND_FILES)
        printf(" -r -F");
    str_release(&values.words);
}

static void
fish_option(const char *condition, const struct option_spec *option)
{
    struct str help = {0};
    shell_quote(&help, span_of(option->help));
    printf("complete -c defscope %s -l %s", condition, option->name);
    if (option->letter)
        printf(" -s %c", option->letter);
    printf(" -d %s", str_text(&help));
    if (option->takes == TAKES_VALUE) {
        struct values values = values_of_option(option);
        if (values.kind == KIND_NOTHING)
            printf(" -x");
        fish_values(values);
    }
    printf("\n");
    str_release(&help);
}

static void
write_fish(void)
{
    printf("# Completion of defscope for fish, made from the program's own tables.\n"
           "function __defscope_profiles\n"
           "    defscope profile list --json 2>/dev/null |\n"
           "        string match -rag '\"name\": *\"([^\"]*)\"'\n"
           "end\n"
           "complete -c defscope -f\n");
    EACH_OPTION(option, common_options)
    fish_option("", option);
    for (size_t i = 0; commands[i].name; i++) {
        struct str condition = {0}, summary = {0};
        shell_quote(&summary, span_of(commands[i].summary));
        printf("complete -c defscope -n __fish_use_subcommand -a %s -d %s\n",
               commands[i].name, str_text(&summary));
        str_addf(&condition, "-n '__fish_seen_subcommand_from %s'", commands[i].name);
        struct values values = values_of_command(&commands[i]);
        if (values.kind != KIND_NOTHING) {
            printf("complete -c defscope %s", str_text(&condition));
            fish_values(values);
            printf("\n");
        }
        EACH_OPTION(option, commands[i].options)
        fish_option(str_text(&condition), option);
        str_release(&condition);
        str_release(&summary);
    }
}

/* --- zsh --- */

/* A description within brackets, in single quotes. */
static void
zsh_text(const char *text, const char *special)
{
    for (; *text; text++) {
        if (*text == '\'')
            printf("'\\''");
        else
            printf(strchr(special, *text) ? "\\%c" : "%c", *text);
    }
}

static void
zsh_values(struct values values)
{
    if (values.kind == KIND_WORDS)
        printf("(%s)", str_text(&values.words));
    else if (values.kind == KIND_PROFILES)
        printf("_defscope_profiles");
    else if (values.kind == KIND_FILES)
        printf("_files");
    str_release(&values.words);
}

static void
zsh_spelling(const struct option_spec *option, const char *spelling, const char *end)
{
    printf("        '%s%s[", spelling, option->takes == TAKES_VALUE ? "=" : "");
    zsh_text(option->help, "[]:\\");
    printf("]");
    if (option->takes == TAKES_VALUE) {
        printf(":");
        zsh_text(option->value ? option->value : "value", "[]:\\");
        printf(":");
        zsh_values(values_of_option(option));
    }
    printf("'%s\n", end);
}

static void
zsh_option(const struct option_spec *option, const char *end)
{
    struct str spelling = {0};
    str_addf(&spelling, "--%s", option->name);
    zsh_spelling(option, str_text(&spelling), end);
    str_clear(&spelling);
    str_addf(&spelling, "-%c", option->letter);
    if (option->letter)
        zsh_spelling(option, str_text(&spelling), end);
    str_release(&spelling);
}

static void
write_zsh(void)
{
    printf("#compdef defscope\n"
           "# Completion of defscope for zsh, made from the program's own tables.\n"
           "_defscope_profiles() {\n"
           "    local -a names\n"
           "    names=(${(f)\"$(defscope profile list --json 2>/dev/null | tr '{' "
           "'\\n' |\n"
           "        sed -n 's/.*\"name\": *\"\\([^\"]*\\)\".*/\\1/p')\"})\n"
           "    compadd -a names\n"
           "}\n"
           "_defscope_command() {\n"
           "    local -a commands\n"
           "    commands=(\n");
    for (size_t i = 0; commands[i].name; i++) {
        printf("        '%s:", commands[i].name);
        zsh_text(commands[i].summary, ":\\");
        printf("'\n");
    }
    printf("    )\n    _describe command commands\n}\n"
           "_defscope() {\n"
           "    local curcontext=$curcontext state line\n"
           "    local -a common\n    common=(\n");
    EACH_OPTION(option, common_options)
    zsh_option(option, "");
    printf("    )\n    _arguments -C $common '1: :_defscope_command' '*:: :->rest'\n"
           "    [[ $state == rest ]] || return\n"
           "    case $words[1] in\n");
    for (size_t i = 0; commands[i].name; i++) {
        printf("    %s) _arguments $common \\\n", commands[i].name);
        EACH_OPTION(option, commands[i].options)
        zsh_option(option, " \\");
        printf("        '*:what:");
        zsh_values(values_of_command(&commands[i]));
        printf("' ;;\n");
    }
    printf("    esac\n}\n_defscope \"$@\"\n");
}

int
main(int argc, char **argv)
{
    static const struct {
        const char *shell;
        void (*write)(void);
    } shells[] = {{"bash", write_bash}, {"zsh", write_zsh}, {"fish", write_fish}};
    for (size_t i = 0; argc == 2 && i < COUNT_OF(shells); i++) {
        if (strcmp(argv[1], shells[i].shell) == 0) {
            shells[i].write();
            return fflush(stdout) == 0 && !ferror(stdout) ? 0 : 1;
        }
    }
    fprintf(stderr, "usage: completions bash|zsh|fish\n");
    return 2;
}
