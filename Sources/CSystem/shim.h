#include <errno.h>
#include <fcntl.h>
#include <sys/syscall.h>
#include <unistd.h>

// Exchanges two paths in one step (renameat2 with RENAME_EXCHANGE); a system call without a declaration that Swift sees.
static inline int tally_exchange(const char *first, const char *second) {
#ifdef SYS_renameat2
  return (int)syscall(SYS_renameat2, AT_FDCWD, first, AT_FDCWD, second, 2);
#else
  errno = ENOSYS;
  return -1;
#endif
}

// Brings everything written to the file system of an open folder to the disk; declared for GNU sources only.
static inline int tally_sync_all(int folder) { return (int)syscall(SYS_syncfs, folder); }

// The environment that a child process inherits; Swift takes the variable itself for one that any thread may change.
static inline char **tally_environment(void) {
  extern char **environ;
  return environ;
}
