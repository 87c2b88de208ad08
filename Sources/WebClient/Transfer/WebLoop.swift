import CCurl
import Foundation
import Synchronization

/// Who we are to others, and whom we believe.
struct WebIdentity: Sendable {
    let userAgent: String
    let authorities: String?
}

/// The thread that drives libcurl. Tasks leave their transfers in its mailbox and wake it.
///
/// `@unchecked Sendable`: the multi handle is used on the thread only, except for `curl_multi_wakeup`, the one
/// function libcurl lets other threads call; and that only under the mailbox's lock while the thread is not over.
@safe final class WebLoop: @unchecked Sendable {
    private struct Mailbox {
        var arrived: [Transfer] = []
        var cancelled: [Transfer] = []
        var isStopping = false
        var isOver = false
        var waitingForEnd: [CheckedContinuation<Void, Never>] = []
    }

    private let mailbox = Mutex(Mailbox())
    private let multi: UnsafeMutableRawPointer
    private let identity: WebIdentity

    /// Connections at once to one host, and in all; more transfers wait for one, within their timeout.
    private static let hostConnections = 64
    private static let connections = 256

    init(identity: WebIdentity) {
        precondition(Self.isReady, "libcurl does not start")
        unsafe multi = curl_multi_init()
        self.identity = identity
        unsafe toko_curl_multi_set_long(multi, CURLMOPT_MAX_HOST_CONNECTIONS, Self.hostConnections)
        unsafe toko_curl_multi_set_long(multi, CURLMOPT_MAX_TOTAL_CONNECTIONS, Self.connections)
        unsafe toko_curl_multi_set_long(multi, CURLMOPT_MAXCONNECTS, Self.hostConnections)
        let thread = Thread { self.run() }
        thread.name = "web-client"
        thread.start()
    }

    private static let isReady = toko_curl_global_init() == CURLE_OK

    func response(to request: WebRequest) async throws -> WebResponse {
        guard !Task.isCancelled else { throw WebError.cancelled }
        let slot = Mutex<Transfer?>(nil)
        return try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in
                let transfer = Transfer(request, continuation)
                slot.withLock { $0 = transfer }
                submit(transfer)
                // Cancelled before the slot was filled, so the handler below found nothing.
                if Task.isCancelled { cancel(transfer) }
            }
        } onCancel: {
            if let transfer = slot.withLock({ $0 }) { cancel(transfer) }
        }
    }

    func stop() {
        mailbox.withLock { mailbox in
            mailbox.isStopping = true
            wake(mailbox)
        }
    }

    func over() async {
        await withCheckedContinuation { continuation in
            let isOver = mailbox.withLock { mailbox in
                if !mailbox.isOver { mailbox.waitingForEnd.append(continuation) }
                return mailbox.isOver
            }
            if isOver { continuation.resume() }
        }
    }

    private func submit(_ transfer: Transfer) {
        let isAccepted = mailbox.withLock { mailbox in
            guard !mailbox.isStopping else { return false }
            mailbox.arrived.append(transfer)
            wake(mailbox)
            return true
        }
        if !isAccepted { transfer.fail(.closed) }
    }

    private func cancel(_ transfer: Transfer) {
        mailbox.withLock { mailbox in
            guard !mailbox.isOver else { return }
            mailbox.cancelled.append(transfer)
            wake(mailbox)
        }
    }

    private func wake(_ mailbox: borrowing Mailbox) {
        if !mailbox.isOver { unsafe _ = curl_multi_wakeup(multi) }
    }

    // MARK: On the thread

    private func run() {
        blockBrokenPipeSignal()
        var live: [ObjectIdentifier: Transfer] = [:]
        while true {
            let (arrived, cancelled, isStopping) = mailbox.withLock { mailbox in
                defer {
                    mailbox.arrived = []
                    mailbox.cancelled = []
                }
                return (mailbox.arrived, mailbox.cancelled, mailbox.isStopping)
            }
            for transfer in arrived {
                if unsafe transfer.begin(in: multi, identity: identity) {
                    live[ObjectIdentifier(transfer)] = transfer
                } else {
                    transfer.fail(.cannotConnect)
                }
            }
            for transfer in cancelled where live.removeValue(forKey: ObjectIdentifier(transfer)) != nil {
                unsafe transfer.cancel(in: multi)
            }
            if isStopping { break }
            var running: Int32 = 0
            unsafe curl_multi_perform(multi, &running)
            endFinished(&live)
            unsafe curl_multi_poll(multi, nil, 0, 60_000, nil)
        }
        for transfer in live.values { unsafe transfer.cancel(in: multi) }
        let waiting = mailbox.withLock { mailbox in
            mailbox.isOver = true
            unsafe curl_multi_cleanup(multi)
            defer { mailbox.waitingForEnd = [] }
            return mailbox.waitingForEnd
        }
        for continuation in waiting { continuation.resume() }
    }

    private func endFinished(_ live: inout [ObjectIdentifier: Transfer]) {
        var left: Int32 = 0
        while let message = unsafe curl_multi_info_read(multi, &left) {
            guard unsafe message.pointee.msg == CURLMSG_DONE else { continue }
            // Read before the handle leaves the multi, which frees the message.
            let code = unsafe toko_curl_message_result(message)
            var context: UnsafeMutableRawPointer?
            unsafe toko_curl_get_pointer(message.pointee.easy_handle, CURLINFO_PRIVATE, &context)
            let transfer = unsafe Transfer.at(context)
            live.removeValue(forKey: ObjectIdentifier(transfer))
            unsafe transfer.end(in: multi, code)
        }
    }

    /// OpenSSL writes to sockets that may be closed; on this thread that is an error to be told, not the end of the
    /// process.
    private func blockBrokenPipeSignal() {
        var signals = sigset_t()
        unsafe sigemptyset(&signals)
        unsafe sigaddset(&signals, SIGPIPE)
        unsafe pthread_sigmask(SIG_BLOCK, &signals, nil)
    }
}
