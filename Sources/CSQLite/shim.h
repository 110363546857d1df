#include <sqlite3.h>

/// Turns SQLite's defensive mode on; a function because Swift cannot call what takes a variable list of arguments.
static inline int tally_defensive(sqlite3 *database, int *previous) {
  return sqlite3_db_config(database, SQLITE_DBCONFIG_DEFENSIVE, 1, previous);
}
