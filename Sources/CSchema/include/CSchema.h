// The files of Schema/, embedded in the binary.
#pragma once
#include <stddef.h>

/// One embedded file: its path below Schema/ and its bytes.
struct tally_schema_file {
  const char *path;
  const unsigned char *bytes;
  size_t size;
};

/// Every file of Schema/ that ships, ordered by path.
const struct tally_schema_file *tally_schema_files_start(void);
extern const size_t tally_schema_file_count;
