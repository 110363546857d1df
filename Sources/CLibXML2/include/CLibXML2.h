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
