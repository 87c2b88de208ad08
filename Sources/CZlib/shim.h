#include <zlib.h>

// zlib's ways to begin are macros, which Swift does not import.

/// Level 1 to 9; a gzip header before and its checksum after.
static inline int toko_gzip_begin(z_stream *stream, int level) {
    return deflateInit2(stream, level, Z_DEFLATED, MAX_WBITS + 16, 8, Z_DEFAULT_STRATEGY);
}

/// With a gzip header and checksum.
static inline int toko_gunzip_begin(z_stream *stream) { return inflateInit2(stream, MAX_WBITS + 16); }

/// Nothing around the deflated bytes, as in a zip archive.
static inline int toko_inflate_begin(z_stream *stream) { return inflateInit2(stream, -MAX_WBITS); }
