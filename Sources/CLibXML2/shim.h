#include <string.h>

#include <libxml/HTMLparser.h>

// Parses a page of UTF-8 and reports what stands in it, in document order; no tree is built, nothing is fetched.
//
// Here and not in Swift, because the layout of the parser's context differs between versions of the library.
// Returns 0, or -1 where memory ran out.
static inline int tally_html_parse(const char *bytes, int count, void *context, startElementSAXFunc start,
                                   endElementSAXFunc end, charactersSAXFunc text) {
  htmlParserCtxtPtr parser = htmlNewParserCtxt();
  if (parser == NULL) return -1;
  memset(parser->sax, 0, sizeof *parser->sax);
  parser->sax->startElement = start;
  parser->sax->endElement = end;
  parser->sax->characters = text;
  parser->sax->ignorableWhitespace = text;
  // The content of scripts and styles.
  parser->sax->cdataBlock = text;
  parser->userData = context;
  htmlDocPtr document = htmlCtxtReadMemory(
      parser, bytes, count, NULL, "UTF-8",
      HTML_PARSE_RECOVER | HTML_PARSE_NOERROR | HTML_PARSE_NOWARNING | HTML_PARSE_NONET | HTML_PARSE_IGNORE_ENC);
  if (document != NULL) xmlFreeDoc(document);
  htmlFreeParserCtxt(parser);
  return 0;
}
