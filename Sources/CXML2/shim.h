#include <libxml/HTMLparser.h>
#include <libxml/parser.h>

// xmlFree is a variable that holds a function, which Swift cannot call safely.
static inline void toko_xml_free(void *text) { xmlFree(text); }
