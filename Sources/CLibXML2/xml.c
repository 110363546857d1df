#include "CLibXML2.h"

#include <dlfcn.h>
#include <stdlib.h>
#include <string.h>

#include <libxml/parser.h>
#include <libxml/parserInternals.h>

#if LIBXML_VERSION >= 21400
#define LIBRARY "libxml2.so.16"
#else
#define LIBRARY "libxml2.so.2"
#endif

// One document that is being parsed, and what is called of the library.
struct tally_xml {
  xmlParserCtxtPtr parser;
  void *context;
  tally_xml_start start;
  tally_xml_end end;
  tally_html_text text;
  __typeof__(&xmlParseChunk) feed;
  __typeof__(&xmlFreeParserCtxt) free;
  __typeof__(&xmlFreeDoc) free_document;
};

static void started(void *context, const xmlChar *name, const xmlChar *prefix, const xmlChar *uri, int namespaces,
                    const xmlChar **namespace, int attributes, int defaulted, const xmlChar **attribute) {
  (void)prefix, (void)namespaces, (void)namespace, (void)defaulted;
  struct tally_xml *xml = context;
  xml->start(xml->context, name, uri, attribute, attributes);
}

static void ended(void *context, const xmlChar *name, const xmlChar *prefix, const xmlChar *uri) {
  (void)prefix, (void)uri;
  struct tally_xml *xml = context;
  xml->end(xml->context, name);
}

static void told(void *context, const xmlChar *bytes, int count) {
  struct tally_xml *xml = context;
  xml->text(xml->context, bytes, count);
}

struct tally_xml *tally_xml_open(void *context, tally_xml_start start, tally_xml_end end, tally_html_text text) {
  void *library = dlopen(LIBRARY, RTLD_NOW | RTLD_LOCAL);
  if (library == NULL) return NULL;
#define FUNCTION(name) __typeof__(&name) call_##name = (__typeof__(&name))dlsym(library, #name)
  FUNCTION(xmlCreatePushParserCtxt);
  FUNCTION(xmlCtxtUseOptions);
  FUNCTION(xmlParseChunk);
  FUNCTION(xmlFreeParserCtxt);
  FUNCTION(xmlFreeDoc);
  if (!call_xmlCreatePushParserCtxt || !call_xmlCtxtUseOptions || !call_xmlParseChunk || !call_xmlFreeParserCtxt ||
      !call_xmlFreeDoc)
    return NULL;
  struct tally_xml *xml = calloc(1, sizeof *xml);
  if (xml == NULL) return NULL;
  *xml = (struct tally_xml){NULL, context, start, end, text, call_xmlParseChunk, call_xmlFreeParserCtxt,
                            call_xmlFreeDoc};
  // Attributes come with their entities replaced. No handler of declarations: entities that a document declares stay unknown, so that none expands without end.
  xmlSAXHandler handler;
  memset(&handler, 0, sizeof handler);
  handler.initialized = XML_SAX2_MAGIC;
  handler.startElementNs = started;
  handler.endElementNs = ended;
  handler.characters = told;
  handler.cdataBlock = told;
  xml->parser = call_xmlCreatePushParserCtxt(&handler, xml, NULL, 0, NULL);
  if (xml->parser == NULL) {
    free(xml);
    return NULL;
  }
  call_xmlCtxtUseOptions(xml->parser, XML_PARSE_NONET | XML_PARSE_IGNORE_ENC | XML_PARSE_NOENT);
  return xml;
}

int tally_xml_feed(struct tally_xml *xml, const char *bytes, int count, int is_last) {
  return xml->feed(xml->parser, bytes, count, is_last);
}

int tally_xml_line(const struct tally_xml *xml) { return xml->parser->input ? xml->parser->input->line : 0; }

int tally_xml_column(const struct tally_xml *xml) { return xml->parser->input ? xml->parser->input->col : 0; }

const char *tally_xml_message(const struct tally_xml *xml) { return xml->parser->lastError.message; }

void tally_xml_close(struct tally_xml *xml) {
  if (xml->parser->myDoc != NULL) xml->free_document(xml->parser->myDoc);
  xml->free(xml->parser);
  free(xml);
}
