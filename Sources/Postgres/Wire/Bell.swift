import CLibPQ
import Glibc

/// Wakes a thread that waits in `poll`: an eventfd.
final class Bell: Sendable {
    let descriptor: Int32

    /// - Throws: ``DatabaseError/cannotConnect(reason:)`` when the process may open no more descriptors.
    init() throws {
        descriptor = tokoku_bell_open()
        guard descriptor >= 0 else { throw DatabaseError.cannotConnect(reason: "no file descriptor left") }
    }

    deinit { close(descriptor) }

    func ring() {
        // Fails only when the counter is full: the bell rings already then.
        _ = eventfd_write(descriptor, 1)
    }

    func silence() {
        var count: eventfd_t = 0
        // Fails only when nobody rang.
        _ = unsafe eventfd_read(descriptor, &count)
    }
}
