#include <hiredis/hiredis.h>
#include <sys/eventfd.h>

// The flags are an anonymous enum, which Swift imports differently from one C library to the next.
static inline int toko_eventfd(void) { return eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC); }
