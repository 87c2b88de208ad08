import CLibPQ
import Glibc

/// Waiting for a socket, a bell, or a moment.
enum Readiness {
    struct Events {
        var canRead = false
        var canWrite = false
        var rang = false
    }

    /// Waits until something happens; empty events at `deadline`. Silences the bell.
    static func wait(
        socket: Int32?, writing: Bool = false, bell: Bell, until deadline: ContinuousClock.Instant?
    ) -> Events {
        var watched = [pollfd(fd: bell.descriptor, events: Int16(POLLIN), revents: 0)]
        if let socket {
            let interest = writing ? POLLIN | POLLOUT : POLLIN
            watched.append(pollfd(fd: socket, events: Int16(interest), revents: 0))
        }
        let count = unsafe poll(&watched, nfds_t(watched.count), milliseconds(until: deadline))
        var events = Events()
        guard count > 0 else { return events }
        if watched[0].revents != 0 {
            bell.silence()
            events.rang = true
        }
        if watched.count > 1 {
            // A hung-up or broken socket counts as readable: reading tells what is wrong.
            events.canRead = watched[1].revents & ~Int16(POLLOUT) != 0
            events.canWrite = watched[1].revents & Int16(POLLOUT) != 0
        }
        return events
    }

    /// Rounded up, so that waking means the moment has come; -1 waits for ever.
    private static func milliseconds(until deadline: ContinuousClock.Instant?) -> Int32 {
        guard let deadline else { return -1 }
        let left = deadline - ContinuousClock.now
        guard left > .zero else { return 0 }
        let (seconds, attoseconds) = left.components
        return Int32(clamping: seconds * 1_000 + attoseconds / 1_000_000_000_000_000 + 1)
    }
}
