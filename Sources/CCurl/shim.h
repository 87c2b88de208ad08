#include <curl/curl.h>
#include <netinet/in.h>
#include <stdbool.h>
#include <stdint.h>
#include <sys/socket.h>

// Swift calls no variadic functions: one wrapper for each type of argument.

static inline CURLcode toko_curl_set_long(CURL *handle, CURLoption option, long value) {
    return curl_easy_setopt(handle, option, value);
}

static inline CURLcode toko_curl_set_text(CURL *handle, CURLoption option, const char *text) {
    return curl_easy_setopt(handle, option, text);
}

static inline CURLcode toko_curl_set_size(CURL *handle, CURLoption option, curl_off_t size) {
    return curl_easy_setopt(handle, option, size);
}

static inline CURLcode toko_curl_set_list(CURL *handle, CURLoption option, struct curl_slist *list) {
    return curl_easy_setopt(handle, option, list);
}

static inline CURLcode toko_curl_set_pointer(CURL *handle, CURLoption option, void *pointer) {
    return curl_easy_setopt(handle, option, pointer);
}

typedef size_t (*toko_curl_bytes)(char *bytes, size_t size, size_t count, void *context);

/// For CURLOPT_WRITEFUNCTION, CURLOPT_HEADERFUNCTION and CURLOPT_READFUNCTION.
static inline CURLcode toko_curl_set_bytes(CURL *handle, CURLoption option, toko_curl_bytes function) {
    return curl_easy_setopt(handle, option, function);
}

typedef int (*toko_curl_seek)(void *context, curl_off_t offset, int origin);

static inline CURLcode toko_curl_set_seek(CURL *handle, toko_curl_seek function) {
    return curl_easy_setopt(handle, CURLOPT_SEEKFUNCTION, function);
}

typedef int (*toko_curl_debug)(CURL *handle, curl_infotype kind, char *bytes, size_t count, void *context);

static inline CURLcode toko_curl_set_debug(CURL *handle, toko_curl_debug function) {
    return curl_easy_setopt(handle, CURLOPT_DEBUGFUNCTION, function);
}

typedef int (*toko_curl_progress)(
    void *context, curl_off_t to_load, curl_off_t loaded, curl_off_t to_send, curl_off_t sent);

static inline CURLcode toko_curl_set_progress(CURL *handle, toko_curl_progress function) {
    return curl_easy_setopt(handle, CURLOPT_XFERINFOFUNCTION, function);
}

static inline CURLcode toko_curl_get_long(CURL *handle, CURLINFO info, long *value) {
    return curl_easy_getinfo(handle, info, value);
}

static inline CURLcode toko_curl_get_size(CURL *handle, CURLINFO info, curl_off_t *value) {
    return curl_easy_getinfo(handle, info, value);
}

static inline CURLcode toko_curl_get_pointer(CURL *handle, CURLINFO info, void **value) {
    return curl_easy_getinfo(handle, info, value);
}

static inline CURLMcode toko_curl_multi_set_long(CURLM *multi, CURLMoption option, long value) {
    return curl_multi_setopt(multi, option, value);
}

static inline CURLcode toko_curl_message_result(const CURLMsg *message) { return message->data.result; }

static inline CURLcode toko_curl_global_init(void) { return curl_global_init(CURL_GLOBAL_DEFAULT); }

/// Whether an IPv4 address is on the public internet (IANA's special-purpose registry, RFC 6890).
static inline bool toko_is_public_ipv4(uint32_t a) {
    return !(a >> 24 == 0 || a >> 24 == 10 || a >> 24 == 127 || a >> 22 == 0x191 || a >> 16 == 0xa9fe
        || a >> 20 == 0xac1 || a >> 8 == 0xc00000 || a >> 8 == 0xc00002 || a >> 8 == 0xc05863
        || a >> 16 == 0xc0a8 || a >> 17 == 0x6309 || a >> 8 == 0xc63364 || a >> 8 == 0xcb0071
        || a >> 28 >= 0xe);
}

/// Of IPv6 only what is given out for global use, without the ranges that carry an IPv4 address inside.
static inline bool toko_is_public_ipv6(const uint8_t *a) {
    uint32_t head = (uint32_t)a[0] << 24 | (uint32_t)a[1] << 16 | (uint32_t)a[2] << 8 | a[3];
    return head >> 29 == 1 && head != 0x20010db8 && head != 0x20010000 && head >> 16 != 0x2002;
}

static inline curl_socket_t toko_curl_open_public(
    void *context, curlsocktype purpose, struct curl_sockaddr *address) {
    (void)context;
    (void)purpose;
    bool is_public = false;
    if (address->family == AF_INET) {
        is_public = toko_is_public_ipv4(ntohl(((struct sockaddr_in *)&address->addr)->sin_addr.s_addr));
    } else if (address->family == AF_INET6) {
        is_public = toko_is_public_ipv6(((struct sockaddr_in6 *)&address->addr)->sin6_addr.s6_addr);
    }
    if (!is_public) return CURL_SOCKET_BAD;
    return socket(address->family, address->socktype, address->protocol);
}

/// The address is looked at after the look-up of the name and for every connection, so no answer of a name server can
/// lead into a private network.
static inline CURLcode toko_curl_set_public_only(CURL *handle) {
    return curl_easy_setopt(handle, CURLOPT_OPENSOCKETFUNCTION, toko_curl_open_public);
}
