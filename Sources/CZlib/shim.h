#include <zlib.h>

// zlib declares these as macros, which Swift does not see.
static inline int tally_inflate_init(z_streamp stream, int window_bits) {
  return inflateInit2(stream, window_bits);
}
