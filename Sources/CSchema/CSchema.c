// Schema/ as C arrays: #embed costs no compile time, and the compiler rebuilds this file when one of them changes.
//
// Files.inc lists the files; `make schema` writes it anew, and a test compares it with the folder.
#include "CSchema.h"

#pragma clang diagnostic ignored "-Wc23-extensions"

#include "Files.inc"

const size_t tally_schema_file_count = sizeof(tally_schema_files) / sizeof(tally_schema_files[0]);

const struct tally_schema_file *tally_schema_files_start(void) { return tally_schema_files; }
