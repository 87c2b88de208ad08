import Glibc

/// A thread for work that waits in C, apart from the threads that run async code.
enum OwnThread {
    private final class Body {
        let run: @Sendable () -> Void
        init(_ run: @escaping @Sendable () -> Void) { self.run = run }
    }

    /// - Throws: ``DatabaseError/cannotConnect(reason:)`` when the system gives no thread.
    static func start(_ run: @escaping @Sendable () -> Void) throws {
        // Handed over retained; the new thread takes it. On failure it is taken back here.
        let body = unsafe Unmanaged.passRetained(Body(run))
        var thread = pthread_t()
        let code = unsafe pthread_create(
            &thread, nil,
            { raw in
                if let raw = unsafe raw { unsafe Unmanaged<Body>.fromOpaque(raw).takeRetainedValue().run() }
                return nil
            }, body.toOpaque())
        guard code == 0 else {
            unsafe body.release()
            throw DatabaseError.cannotConnect(reason: "no thread left")
        }
        pthread_detach(thread)
    }
}
