// SHA-256 by libcrypto, which uses the processor's own instructions where it has them.
//
// The plain functions are used rather than EVP: they need no library context, so that the archive
// gives only the few objects of this digest to the binary, and a start costs nothing. OpenSSL 3
// keeps them, marked as old.
#define OPENSSL_SUPPRESS_DEPRECATED
#include "CCrypto.h"
#include <openssl/sha.h>
#include <string.h>

_Static_assert(sizeof(SHA256_CTX) <= sizeof(tally_sha256), "the state must fit");

void tally_sha256_start(tally_sha256 *digest) {
  SHA256_CTX context;
  SHA256_Init(&context);
  memcpy(digest->state, &context, sizeof context);
}

void tally_sha256_add(tally_sha256 *digest, const void *bytes, size_t count) {
  SHA256_CTX context;
  memcpy(&context, digest->state, sizeof context);
  SHA256_Update(&context, bytes, count);
  memcpy(digest->state, &context, sizeof context);
}

void tally_sha256_finish(tally_sha256 *digest, unsigned char *result) {
  SHA256_CTX context;
  memcpy(&context, digest->state, sizeof context);
  SHA256_Final(result, &context);
}
