import CCurl
import Foundation
import Synchronization

/// One conversation with a mail server, driven by libcurl on one thread.
///
/// `@unchecked Sendable`: all but the cancellation, which is atomic, is touched by that thread only.
@safe final class SMTPSession: @unchecked Sendable {
    private let letter: SMTPLetter?
    private let server: SMTPServer
    private let authorities: String?
    private let isCancelled = Atomic(false)

    private var bodySent = 0
    private var isBodyGone = false
    /// The last command we sent before the goodbye, its first word.
    private var verb = ""
    private var hasLeft = false
    private var lastReply: SMTPReply?
    /// The first reply after the message.
    private var verdict: SMTPReply?

    init(_ letter: SMTPLetter?, _ server: SMTPServer, authorities: String?) {
        self.letter = letter
        self.server = server
        self.authorities = authorities
    }

    func cancel() { isCancelled.store(true, ordering: .relaxed) }

    private static let isReady = toko_curl_global_init() == CURLE_OK

    func run() -> Result<String, SMTPError> {
        precondition(Self.isReady, "libcurl does not start")
        blockBrokenPipeSignal()
        guard let raw = unsafe curl_easy_init() else { return .failure(.cannotConnect) }
        defer { unsafe curl_easy_cleanup(raw) }
        unsafe setBounds(raw)
        unsafe listen(raw)
        var receivers: UnsafeMutablePointer<curl_slist>?
        defer { unsafe curl_slist_free_all(receivers) }
        if let letter {
            unsafe set(raw, CURLOPT_MAIL_FROM, "<\(letter.from)>")
            unsafe receivers = curl_slist_append(nil, "<\(letter.to)>")
            unsafe toko_curl_set_list(raw, CURLOPT_MAIL_RCPT, receivers)
            unsafe set(raw, CURLOPT_UPLOAD, 1)
            unsafe toko_curl_set_size(raw, CURLOPT_INFILESIZE_LARGE, letter.message.count)
        } else {
            unsafe set(raw, CURLOPT_CONNECT_ONLY, 1)
        }
        let code = unsafe curl_easy_perform(raw)
        return code == CURLE_OK ? .success(verdict?.text ?? "") : .failure(error(for: code))
    }

    private func setBounds(_ raw: UnsafeMutableRawPointer) {
        unsafe set(raw, CURLOPT_PROTOCOLS_STR, "smtp,smtps")
        unsafe set(raw, CURLOPT_URL, server.url)
        // Empty, not absent: an absent one is looked for in the environment.
        unsafe set(raw, CURLOPT_PROXY, "")
        unsafe set(raw, CURLOPT_NETRC, 0)
        unsafe set(raw, CURLOPT_SSL_VERIFYPEER, 1)
        unsafe set(raw, CURLOPT_SSL_VERIFYHOST, 2)
        unsafe set(
            raw, CURLOPT_USE_SSL, Int(server.security == .none ? CURLUSESSL_NONE.rawValue : CURLUSESSL_ALL.rawValue))
        unsafe set(raw, CURLOPT_NOSIGNAL, 1)
        unsafe set(raw, CURLOPT_QUICK_EXIT, 1)
        unsafe set(raw, CURLOPT_CONNECTTIMEOUT_MS, server.connectTimeout.milliseconds)
        unsafe set(raw, CURLOPT_TIMEOUT_MS, server.timeout.milliseconds)
        if let authorities { unsafe set(raw, CURLOPT_CAINFO, authorities) }
        if let username = server.username {
            unsafe set(raw, CURLOPT_USERNAME, username)
            unsafe set(raw, CURLOPT_PASSWORD, server.password ?? "")
        }
    }

    /// libcurl gets `self` unretained: it lives until ``run()`` returns, and so does the handle.
    private func listen(_ raw: UnsafeMutableRawPointer) {
        let context = unsafe Unmanaged.passUnretained(self).toOpaque()
        for option in [
            CURLOPT_WRITEDATA, CURLOPT_HEADERDATA, CURLOPT_READDATA, CURLOPT_DEBUGDATA, CURLOPT_XFERINFODATA,
        ] {
            unsafe toko_curl_set_pointer(raw, option, context)
        }
        unsafe toko_curl_set_bytes(raw, CURLOPT_WRITEFUNCTION) { _, size, count, _ in size * count }
        unsafe toko_curl_set_bytes(raw, CURLOPT_HEADERFUNCTION) { bytes, size, count, context in
            let line = unsafe UnsafeRawBufferPointer(start: bytes, count: size * count)
            unsafe SMTPSession.at(context).hear(Array(line))
            return size * count
        }
        unsafe toko_curl_set_bytes(raw, CURLOPT_READFUNCTION) { bytes, size, count, context in
            unsafe SMTPSession.at(context).fill(UnsafeMutableRawBufferPointer(start: bytes, count: size * count))
        }
        unsafe toko_curl_set_debug(raw) { _, kind, bytes, count, context in
            if kind == CURLINFO_HEADER_OUT {
                let line = unsafe UnsafeRawBufferPointer(start: bytes, count: count)
                unsafe SMTPSession.at(context).say(line)
            }
            return 0
        }
        unsafe toko_curl_set_progress(raw) { context, _, _, _, _ in
            unsafe SMTPSession.at(context).isCancelled.load(ordering: .relaxed) ? 1 : 0
        }
        unsafe set(raw, CURLOPT_NOPROGRESS, 0)
        // Needed for the debug function, which then gets what would be printed.
        unsafe set(raw, CURLOPT_VERBOSE, 1)
    }

    private static func at(_ context: UnsafeMutableRawPointer?) -> SMTPSession {
        unsafe Unmanaged<SMTPSession>.fromOpaque(context!).takeUnretainedValue()
    }

    // MARK: What is said and heard

    private static let verbs: Set<String> = ["EHLO", "HELO", "STARTTLS", "AUTH", "MAIL", "RCPT", "DATA"]

    /// Only the verb is kept: what follows may be a login.
    private func say(_ line: UnsafeRawBufferPointer) {
        let word = unsafe String(decoding: line.prefix { (0x41...0x5a).contains($0) }, as: UTF8.self)
        if word == "QUIT" {
            hasLeft = true
        } else if Self.verbs.contains(word) {
            verb = word
        }
    }

    private func hear(_ line: [UInt8]) {
        // libcurl says goodbye after a refusal too; what counts is the answer before that.
        guard !hasLeft, line.count >= 3, let code = Int(String(decoding: line.prefix(3), as: UTF8.self)) else { return }
        let words = String(decoding: line.dropFirst(4).prefix(200), as: UTF8.self)
            .unicodeScalars.filter { $0.properties.generalCategory != .control }
        let reply = SMTPReply(code: code, text: String(String.UnicodeScalarView(words)))
        lastReply = reply
        // A dash after the number: more lines of the same reply follow.
        if isBodyGone, verdict == nil, line.count < 4 || line[3] != 0x2d { verdict = reply }
    }

    private func fill(_ room: UnsafeMutableRawBufferPointer) -> Int {
        guard let letter else { return 0 }
        let part = letter.message[bodySent..<min(letter.message.count, bodySent + room.count)]
        unsafe room.copyBytes(from: part)
        bodySent += part.count
        if bodySent == letter.message.count { isBodyGone = true }
        return part.count
    }

    private func error(for code: CURLcode) -> SMTPError {
        if isBodyGone {
            if let verdict, verdict.code >= 400 { return .refused(verdict) }
            return .outcomeUnknown
        }
        if code == CURLE_ABORTED_BY_CALLBACK { return .cancelled }
        if code == CURLE_OPERATION_TIMEDOUT { return lastReply == nil ? .cannotConnect : .broken }
        switch code {
        case CURLE_USE_SSL_FAILED, CURLE_SSL_CONNECT_ERROR, CURLE_PEER_FAILED_VERIFICATION, CURLE_SSL_CACERT_BADFILE,
            CURLE_SSL_CERTPROBLEM, CURLE_SSL_CIPHER, CURLE_SSL_ISSUER_ERROR, CURLE_SSL_INVALIDCERTSTATUS:
            return .tls
        case CURLE_URL_MALFORMAT, CURLE_UNSUPPORTED_PROTOCOL: return .invalidServer
        default: break
        }
        guard let lastReply else { return .cannotConnect }
        if code == CURLE_LOGIN_DENIED || (verb == "AUTH" && lastReply.code >= 400) {
            return lastReply.isTransient ? .turnedAway(lastReply) : .loginRefused(lastReply)
        }
        guard lastReply.code >= 400 else { return .broken }
        switch verb {
        case "", "EHLO", "HELO", "STARTTLS": return .turnedAway(lastReply)
        case "MAIL": return .senderRefused(lastReply)
        case "RCPT": return .receiverRefused(lastReply)
        default: return .refused(lastReply)
        }
    }

    // MARK: libcurl

    private func set(_ raw: UnsafeMutableRawPointer, _ option: CURLoption, _ value: Int) {
        let code = unsafe toko_curl_set_long(raw, option, value)
        precondition(code == CURLE_OK, "libcurl knows no option \(option.rawValue)")
    }

    private func set(_ raw: UnsafeMutableRawPointer, _ option: CURLoption, _ text: String) {
        let code = unsafe toko_curl_set_text(raw, option, text)
        precondition(code == CURLE_OK, "libcurl knows no option \(option.rawValue)")
    }

    /// A closed connection is an error to be told, not the end of the process.
    private func blockBrokenPipeSignal() {
        var signals = sigset_t()
        unsafe sigemptyset(&signals)
        unsafe sigaddset(&signals, SIGPIPE)
        unsafe pthread_sigmask(SIG_BLOCK, &signals, nil)
    }
}
