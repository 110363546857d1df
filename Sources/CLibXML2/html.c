#include "CLibXML2.h"

#include <dlfcn.h>
#include <string.h>

#include <libxml/HTMLparser.h>

// The name under which the library of these headers is installed: 2.14 broke with the ABI of those before.
#if LIBXML_VERSION >= 21400
#define LIBRARY "libxml2.so.16"
#else
#define LIBRARY "libxml2.so.2"
#endif

// In C and not in Swift, because the layout of the parser's context differs between versions of the library.
//
// The library is loaded when the first page comes: it brings ICU and the C++ library along, which would double the time
// that every other command takes to start.
int tally_html_parse(const char *bytes, int count, void *context, tally_html_start start, tally_html_end end,
                     tally_html_text text) {
  // Loading what is loaded already counts it once more, which costs next to nothing; it is never unloaded.
  void *library = dlopen(LIBRARY, RTLD_NOW | RTLD_LOCAL);
  if (library == NULL) return -2;
#define FUNCTION(name) __typeof__(&name) call_##name = (__typeof__(&name))dlsym(library, #name)
  FUNCTION(htmlNewParserCtxt);
  FUNCTION(htmlCtxtReadMemory);
  FUNCTION(htmlFreeParserCtxt);
  FUNCTION(xmlFreeDoc);
  if (!call_htmlNewParserCtxt || !call_htmlCtxtReadMemory || !call_htmlFreeParserCtxt || !call_xmlFreeDoc) return -2;
  htmlParserCtxtPtr parser = call_htmlNewParserCtxt();
  if (parser == NULL) return -1;
  memset(parser->sax, 0, sizeof *parser->sax);
  parser->sax->startElement = start;
  parser->sax->endElement = end;
  parser->sax->characters = text;
  parser->sax->ignorableWhitespace = text;
  // The content of scripts and styles.
  parser->sax->cdataBlock = text;
  parser->userData = context;
  htmlDocPtr document = call_htmlCtxtReadMemory(
      parser, bytes, count, NULL, "UTF-8",
      HTML_PARSE_RECOVER | HTML_PARSE_NOERROR | HTML_PARSE_NOWARNING | HTML_PARSE_NONET | HTML_PARSE_IGNORE_ENC);
  if (document != NULL) call_xmlFreeDoc(document);
  call_htmlFreeParserCtxt(parser);
  return 0;
}
