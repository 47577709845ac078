/* What each operation does. A row of the table gives it a handler and says what the
 * handler is about. */
#ifndef PRACTICE_HANDLERS_H
#define PRACTICE_HANDLERS_H

#include "practice/call.h"

struct handler {
    const char *operation;
    void (*handle)(struct call *call, const struct handler *handler);
    enum set set;
    const char *by;  /* the member of SET's objects that the path's value stands in; for
                        an action on a machine its type */
    enum set parent; /* the path's value must name one of these; SET_NONE: need not */
};

/* The handler of an operation; one that answers by its shape where none is set down. */
const struct handler *handler_find(const struct operation *operation);

/* lists.c */
void list_all(struct call *call, const struct handler *handler);
void list_by(struct call *call, const struct handler *handler);
void get_one(struct call *call, const struct handler *handler);
void answer_by_shape(struct call *call, const struct handler *handler);

/* machines.c */
void find_by_ip(struct call *call, const struct handler *handler);
void find_by_tag(struct call *call, const struct handler *handler);
void change_tag(struct call *call, const struct handler *handler);
void change_tags(struct call *call, const struct handler *handler);
void set_device_value(struct call *call, const struct handler *handler);
void list_user_machines(struct call *call, const struct handler *handler);
void update_machine(struct call *call, const struct handler *handler);

/* alerts.c */
void alert_part(struct call *call, const struct handler *handler);
void list_alert_domains(struct call *call, const struct handler *handler);
void list_alert_ips(struct call *call, const struct handler *handler);
void list_alert_files(struct call *call, const struct handler *handler);
void update_alerts(struct call *call, const struct handler *handler);
void create_alert(struct call *call, const struct handler *handler);
void list_sightings(struct call *call, const struct handler *handler);
void get_file(struct call *call, const struct handler *handler);
void sighting_statistics(struct call *call, const struct handler *handler);
void update_object(struct call *call, const struct handler *handler);
void comment_object(struct call *call, const struct handler *handler);

/* indicators.c */
void submit_indicator(struct call *call, const struct handler *handler);
void import_indicators(struct call *call, const struct handler *handler);
void delete_indicator(struct call *call, const struct handler *handler);
void delete_indicators(struct call *call, const struct handler *handler);

/* actions.c */
void act(struct call *call, const struct handler *handler);
void cancel_action(struct call *call, const struct handler *handler);
void start_investigation(struct call *call, const struct handler *handler);
void package_link(struct call *call, const struct handler *handler);

/* library.c */
void upload_file(struct call *call, const struct handler *handler);
void delete_file(struct call *call, const struct handler *handler);

/* weaknesses.c */
void list_machine_software(struct call *call, const struct handler *handler);
void list_machine_references(struct call *call, const struct handler *handler);
void list_by_software(struct call *call, const struct handler *handler);
void get_recommended_software(struct call *call, const struct handler *handler);
void list_distributions(struct call *call, const struct handler *handler);
void list_missing_updates(struct call *call, const struct handler *handler);
void tenant_score(struct call *call, const struct handler *handler);
void export_files(struct call *call, const struct handler *handler);

/* hunting.c */
void hunt(struct call *call, const struct handler *handler);

#endif
