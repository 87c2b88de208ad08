import Foundation
import NIOCore

/// What the system said when a server could not listen, in words that name the settings.
enum ListenProblem {
    /// Nil when the error is about something else.
    static func words(for error: any Error) -> String? {
        guard let error = error as? IOError else { return nil }
        let settings = "see TOKOKU_LISTEN, TOKOKU_MANAGEMENT_LISTEN and TOKOKU_SANDBOX_LISTEN"
        switch error.errnoCode {
        case EADDRINUSE: return "an address to listen on is taken by another program; \(settings)"
        case EADDRNOTAVAIL: return "an address to listen on is none of this machine's; \(settings)"
        case EACCES: return "the user may not listen on such a low port; \(settings)"
        default: return nil
        }
    }
}
