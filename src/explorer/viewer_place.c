/* Where the cursor is, as a JSON pointer. It is wanted for each frame, and finding all
 * containers around takes time: a step to the member beside changes only its end. */
#include "config.h"

#include "explorer/viewer.h"
#include "json/pretty.h"
#include "json/text.h"

/* The cursor's line; true: it is a member of an object. */
static bool
read_line(struct viewer *viewer)
{
    struct json_reader reader = viewer->near;
    struct json_line *line = &viewer->place.shown;
    return json_reader_line(&reader, &viewer->document, viewer->text, viewer->cursor,
                            line) &&
           line->count && line->pieces[0].kind == JSON_PIECE_NAME &&
           !line->pieces[0].clipped;
}

/* The lines before and behind a member that are as deep belong to its object too. */
static bool
beside(const struct viewer *viewer)
{
    const struct viewer_place *place = &viewer->place;
    const struct json_line *line = &place->shown;
    bool near = place->line + 1 == viewer->cursor || viewer->cursor + 1 == place->line;
    return place->pointer.n && place->member && near && place->indent == line->indent &&
           line->indent < JSON_INDENT_MAX;
}

void
viewer_note_place(struct viewer *viewer)
{
    struct viewer_place *place = &viewer->place;
    if (place->known && place->line == viewer->cursor)
        return;
    place->shown = (struct json_line){0};
    bool is_member = viewer->kind == VIEWER_JSON && read_line(viewer);
    if (place->known && is_member && beside(viewer)) {
        struct str name = {0};
        while (place->pointer.p[place->pointer.n - 1] != '/')
            str_cut(&place->pointer, place->pointer.n - 1);
        str_cut(&place->pointer, place->pointer.n - 1);
        json_unquote(&name, place->shown.pieces[0].text);
        json_pointer_add(&place->pointer, str_span(&name));
        str_release(&name);
    } else {
        str_clear(&place->pointer);
        if (viewer->kind == VIEWER_JSON)
            json_document_pointer(&viewer->document, viewer->text, viewer->cursor,
                                  &place->pointer);
    }
    place->known = true;
    place->member = is_member;
    place->line = viewer->cursor;
    place->indent = is_member ? place->shown.indent : 0;
}
