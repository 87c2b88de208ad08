import CCurl

/// Owns one libcurl handle, set up for one request, and its list of headers.
@safe final class EasyHandle {
    let raw: UnsafeMutableRawPointer
    private var headers: UnsafeMutablePointer<curl_slist>?

    init?(_ request: WebRequest, identity: WebIdentity) {
        guard let raw = unsafe curl_easy_init() else { return nil }
        unsafe self.raw = raw
        unsafe headers = nil
        setBounds(request)
        if let authorities = identity.authorities { set(CURLOPT_CAINFO, authorities) }
        if request.publicOnly {
            let code = unsafe toko_curl_set_public_only(raw)
            precondition(code == CURLE_OK, "libcurl lets nobody look at addresses")
        }
        setMessage(request, identity: identity)
    }

    deinit {
        unsafe curl_easy_cleanup(raw)
        unsafe curl_slist_free_all(headers)
    }

    private func setBounds(_ request: WebRequest) {
        set(CURLOPT_PROTOCOLS_STR, "http,https")
        // Empty, not absent: an absent one is looked for in the environment.
        set(CURLOPT_PROXY, "")
        set(CURLOPT_FOLLOWLOCATION, 0)
        set(CURLOPT_SSL_VERIFYPEER, 1)
        set(CURLOPT_SSL_VERIFYHOST, 2)
        set(CURLOPT_NOSIGNAL, 1)
        // Without it a look-up that hangs past its timeout would hold the thread, and every transfer with it.
        set(CURLOPT_QUICK_EXIT, 1)
        set(CURLOPT_CONNECTTIMEOUT_MS, request.connectTimeout.milliseconds)
        set(CURLOPT_TIMEOUT_MS, request.timeout.milliseconds)
        // Servers and their firewalls drop idle connections silently; a younger one is less often dead.
        set(CURLOPT_MAXAGE_CONN, 45)
        set(CURLOPT_IPRESOLVE, request.ipv4Only ? Int(CURL_IPRESOLVE_V4) : Int(CURL_IPRESOLVE_WHATEVER))
        set(CURLOPT_HTTP_VERSION, Int(CURL_HTTP_VERSION_2TLS))
        // Wait for the first connection to say whether it is HTTP/2, instead of opening one for each transfer.
        set(CURLOPT_PIPEWAIT, request.url.lowercased().hasPrefix("https:") ? 1 : 0)
    }

    private func setMessage(_ request: WebRequest, identity: WebIdentity) {
        set(CURLOPT_URL, request.url)
        // The empty text stands for everything libcurl can unpack.
        set(CURLOPT_ACCEPT_ENCODING, "")
        set(CURLOPT_USERAGENT, identity.userAgent)
        var lines = request.headers.map { $0.1.isEmpty ? "\($0.0);" : "\($0.0): \($0.1)" }
        if request.method == "HEAD" {
            set(CURLOPT_NOBODY, 1)
        } else if request.body != nil || request.method == "POST" {
            set(CURLOPT_POST, 1)
            set(CURLOPT_CUSTOMREQUEST, request.method)
            unsafe toko_curl_set_size(raw, CURLOPT_POSTFIELDSIZE_LARGE, Int(request.body?.count ?? 0))
            // Not what libcurl adds to a body by itself: a wait for "100 Continue" and a form's type.
            lines.append("Expect:")
            if !request.headers.contains(where: { $0.0.lowercased() == "content-type" }) {
                lines.append("Content-Type:")
            }
            // With nothing to rewind, libcurl would not notice that it may not repeat an empty POST.
            if request.body?.isEmpty ?? true, !request.mayBeRepeated { set(CURLOPT_FRESH_CONNECT, 1) }
        } else {
            set(CURLOPT_HTTPGET, 1)
            set(CURLOPT_CUSTOMREQUEST, request.method)
            if !request.mayBeRepeated { set(CURLOPT_FRESH_CONNECT, 1) }
        }
        for line in lines {
            if let longer = unsafe curl_slist_append(headers, line) { unsafe headers = longer }
        }
        unsafe toko_curl_set_list(raw, CURLOPT_HTTPHEADER, headers)
    }

    /// Tells libcurl to bring what it hears to the transfer behind `context`, and to fetch the body from it.
    func listen(_ context: UnsafeMutableRawPointer) {
        unsafe set(CURLOPT_WRITEDATA, context)
        unsafe set(CURLOPT_HEADERDATA, context)
        unsafe set(CURLOPT_READDATA, context)
        unsafe set(CURLOPT_SEEKDATA, context)
        unsafe toko_curl_set_bytes(raw, CURLOPT_WRITEFUNCTION) { bytes, size, count, context in
            let part = unsafe UnsafeRawBufferPointer(start: bytes, count: size * count)
            return unsafe Transfer.at(context).hear(body: part) ? part.count : 0
        }
        unsafe toko_curl_set_bytes(raw, CURLOPT_HEADERFUNCTION) { bytes, size, count, context in
            let line = unsafe UnsafeRawBufferPointer(start: bytes, count: size * count)
            return unsafe Transfer.at(context).hear(header: line) ? line.count : 0
        }
        unsafe toko_curl_set_bytes(raw, CURLOPT_READFUNCTION) { bytes, size, count, context in
            unsafe Transfer.at(context).fill(UnsafeMutableRawBufferPointer(start: bytes, count: size * count))
        }
        unsafe toko_curl_set_seek(raw) { context, offset, origin in
            let isRewind = offset == 0 && origin == SEEK_SET
            return unsafe isRewind && Transfer.at(context).rewind() ? CURL_SEEKFUNC_OK : CURL_SEEKFUNC_FAIL
        }
    }

    var status: Int {
        var status = 0
        unsafe toko_curl_get_long(raw, CURLINFO_RESPONSE_CODE, &status)
        return status
    }

    func error(for code: CURLcode) -> WebError {
        switch code {
        case CURLE_OPERATION_TIMEDOUT: .timedOut(sent: mayHaveSent)
        // Before anything is sent it is our URL's scheme that is not supported; afterwards, what the server speaks.
        case CURLE_URL_MALFORMAT, CURLE_UNSUPPORTED_PROTOCOL: mayHaveSent ? .broken : .invalidURL
        case CURLE_SSL_CONNECT_ERROR, CURLE_PEER_FAILED_VERIFICATION, CURLE_SSL_CACERT_BADFILE, CURLE_SSL_CERTPROBLEM,
            CURLE_SSL_CIPHER, CURLE_SSL_ISSUER_ERROR, CURLE_SSL_INVALIDCERTSTATUS, CURLE_SSL_PINNEDPUBKEYNOTMATCH:
            mayHaveSent ? .broken : .tls
        default: mayHaveSent ? .broken : .cannotConnect
        }
    }

    /// libcurl stamps this moment just before it begins to send, on a kept connection too.
    private var mayHaveSent: Bool {
        var microseconds = 0
        var bytes = 0
        unsafe toko_curl_get_size(raw, CURLINFO_PRETRANSFER_TIME_T, &microseconds)
        unsafe toko_curl_get_long(raw, CURLINFO_REQUEST_SIZE, &bytes)
        return microseconds > 0 || bytes > 0
    }

    // libcurl refuses an option only when memory is short or it was built without it; `PROTOCOLS_STR` and the
    // certificate checks are what a request must not go out without.
    private func set(_ option: CURLoption, _ value: Int) {
        let code = unsafe toko_curl_set_long(raw, option, value)
        precondition(code == CURLE_OK, "libcurl knows no option \(option.rawValue)")
    }

    private func set(_ option: CURLoption, _ text: String) {
        let code = unsafe toko_curl_set_text(raw, option, text)
        precondition(code == CURLE_OK, "libcurl knows no option \(option.rawValue)")
    }

    func set(_ option: CURLoption, _ pointer: UnsafeMutableRawPointer) {
        unsafe toko_curl_set_pointer(raw, option, pointer)
    }
}

extension Duration {
    /// At least 1: libcurl reads 0 as "no limit".
    var milliseconds: Int {
        let (seconds, attoseconds) = components
        return Int(max(1, min(seconds, 1 << 30) * 1_000 + attoseconds / 1_000_000_000_000_000))
    }
}
