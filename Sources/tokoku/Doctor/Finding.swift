/// What the doctor found out about one thing.
struct Finding: Hashable, Sendable, Encodable {
    enum State: String, Sendable, Encodable {
        case ok
        /// Works, though not as it should in earnest.
        case warn
        /// Does not work.
        case fail
    }

    let state: State
    /// `database`, `shop batik: secrets`.
    let about: String
    let found: String
    /// What to do about it; empty when all is well.
    let advice: String

    static func ok(_ about: String, _ found: String) -> Finding {
        Finding(state: .ok, about: about, found: found, advice: "")
    }

    static func warn(_ about: String, _ found: String, _ advice: String) -> Finding {
        Finding(state: .warn, about: about, found: found, advice: advice)
    }

    static func fail(_ about: String, _ found: String, _ advice: String) -> Finding {
        Finding(state: .fail, about: about, found: found, advice: advice)
    }
}
