import CHiredis
import Glibc

/// Lets any thread wake the one thread that waits on a socket.
struct Wakeup: ~Copyable, Sendable {
    private let descriptor: Int32

    init() {
        descriptor = toko_eventfd()
        precondition(descriptor >= 0, "the process has no file descriptor left")
    }

    deinit { close(descriptor) }

    func signal() {
        var one: UInt64 = 1
        // It fails only when it is signalled already 2^64 times.
        unsafe _ = write(descriptor, &one, 8)
    }

    /// What a wait ended with; both may be false: the time was over.
    struct Ready {
        let wasSignalled: Bool
        let socket: Bool
    }

    /// Waits for a signal, for something to happen on the socket (when there is one), or for the time to be over;
    /// `nil` waits without end. Takes the signal.
    func wait(_ time: Duration?, socket: Int32? = nil, alsoToWrite: Bool = false) -> Ready {
        var descriptors = [pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)]
        if let socket {
            let events = Int16(POLLIN) | (alsoToWrite ? Int16(POLLOUT) : 0)
            descriptors.append(pollfd(fd: socket, events: events, revents: 0))
        }
        let milliseconds = time.map { Int32(min($0.wholeMilliseconds, 1 << 30)) } ?? -1
        let count = unsafe poll(&descriptors, nfds_t(descriptors.count), milliseconds)
        // Interrupted by a signal: as good as the time being over, since every caller looks around and waits again.
        guard count > 0 else { return Ready(wasSignalled: false, socket: false) }
        let wasSignalled = descriptors[0].revents != 0
        if wasSignalled {
            var sum: UInt64 = 0
            unsafe _ = read(descriptor, &sum, 8)
        }
        return Ready(wasSignalled: wasSignalled, socket: descriptors.count > 1 && descriptors[1].revents != 0)
    }
}

/// A thread that writes to a socket whose other end is gone gets an error instead of a signal that ends the process.
func blockBrokenPipeSignal() {
    var signals = sigset_t()
    unsafe sigemptyset(&signals)
    unsafe sigaddset(&signals, SIGPIPE)
    unsafe pthread_sigmask(SIG_BLOCK, &signals, nil)
}

/// The pauses between attempts to connect: 50 ms, doubling up to 2 s, a fifth shorter or longer by chance, so that
/// many servers do not come back all at once.
struct Backoff {
    private var milliseconds = 50.0

    mutating func next() -> Duration {
        defer { milliseconds = min(2_000, milliseconds * 2) }
        return .milliseconds(Int64(milliseconds * Double.random(in: 0.8...1.2)))
    }

    mutating func reset() { milliseconds = 50 }
}
