/* XML 1.0 as far as errors and lists of files come in it: laid out for reading, and the
 * few elements that say what went wrong. No entities are resolved, nothing is fetched.
 */
#ifndef API_XML_H
#define API_XML_H

#include "base/str.h"

enum { XML_BYTES_MAX = 4 << 20, XML_DEPTH_MAX = 256 };

/* Whether a text means to be XML: "<?xml", or an element that is none of HTML's. */
bool xml_is(struct span text);
/* Appends TEXT with a line for each element, indented by two spaces a level; one that
 * holds text alone stays on its line. False, and nothing is appended: it is not
 * well-formed, or too large or deep. */
bool xml_indent(struct span text, struct str *out);
/* The text of the first element of that name, in any case and whatever its prefix
 * ("soap:"), with the five entities of XML resolved; white space as one space. Appends;
 * false: none. */
bool xml_element(struct span text, const char *name, struct str *out);

#endif
