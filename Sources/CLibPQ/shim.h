#include <libpq-fe.h>
#include <poll.h>
#include <sys/eventfd.h>

// A counter another thread can raise and `poll` can wait for. The flags are an enum in C, awkward in Swift.
static inline int tokoku_bell_open(void) { return eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK); }
