#include <stddef.h>

// The state of a SHA-256 of OpenSSL's libcrypto (SHA256_CTX, 112 bytes), by value.
typedef struct tally_sha256 {
  unsigned char state[112];
} tally_sha256;

void tally_sha256_start(tally_sha256 *digest);
void tally_sha256_add(tally_sha256 *digest, const void *bytes, size_t count);
// Writes 32 bytes; nothing can be added after it.
void tally_sha256_finish(tally_sha256 *digest, unsigned char *result);
