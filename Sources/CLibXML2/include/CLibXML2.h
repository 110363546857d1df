// What Tally needs of libxml2: https://gnome.pages.gitlab.gnome.org/libxml2/html/

// An element starts; names and values of attributes in turn, a null pointer at the end.
typedef void (*tally_html_start)(void *context, const unsigned char *name, const unsigned char **attributes);
// An element ends.
typedef void (*tally_html_end)(void *context, const unsigned char *name);
// A piece of text, also that of scripts and styles.
typedef void (*tally_html_text)(void *context, const unsigned char *characters, int count);

// Parses a page of UTF-8 and reports what stands in it, in document order; no tree is built, nothing is fetched.
//
// Returns 0; -1 where memory ran out; -2 where the library is not there or is another one than was built with.
int tally_html_parse(const char *bytes, int count, void *context, tally_html_start start, tally_html_end end,
                     tally_html_text text);

// A document of XML that is parsed piece by piece.
struct tally_xml;
// An element starts: its name without a prefix, its namespace or null, and for each attribute five pointers: its name,
// its prefix, its namespace, the start of its value and the end of it.
typedef void (*tally_xml_start)(void *context, const unsigned char *name, const unsigned char *uri,
                                const unsigned char **attributes, int count);
// An element ends.
typedef void (*tally_xml_end)(void *context, const unsigned char *name);

// A parser of UTF-8, whatever the document declares; nothing is fetched and no entity is declared. Null where the library
// is not there or memory ran out.
struct tally_xml *tally_xml_open(void *context, tally_xml_start start, tally_xml_end end, tally_html_text text);
// Parses the next piece; 0, or the library's number of what is wrong.
int tally_xml_feed(struct tally_xml *xml, const char *bytes, int count, int is_last);
// Where the parser stands, from 1.
int tally_xml_line(const struct tally_xml *xml);
int tally_xml_column(const struct tally_xml *xml);
// What is wrong, or null.
const char *tally_xml_message(const struct tally_xml *xml);
void tally_xml_close(struct tally_xml *xml);
