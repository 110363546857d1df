#include <malloc.h>
#include <sqlite3.h>

// Functions, because Swift cannot call what takes a variable list of arguments.

/// Turns SQLite's defensive mode on.
static inline int tally_defensive(sqlite3 *database, int *previous) {
  return sqlite3_db_config(database, SQLITE_DBCONFIG_DEFENSIVE, 1, previous);
}

/// Lets SQLite take its memory from these functions, and keep no account of its own; before anything else is asked of it.
static inline int tally_take_memory(const sqlite3_mem_methods *methods) {
  int code = sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
  return code == SQLITE_OK ? sqlite3_config(SQLITE_CONFIG_MALLOC, methods) : code;
}

/// A number with so many digits after the point as SQLite prints it, to be freed by `sqlite3_free`.
static inline char *tally_print(double number, int digits) { return sqlite3_mprintf("%!.*f", digits, number); }
