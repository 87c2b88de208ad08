/// What came of asking: the answers so far, and how it ended.
struct Exchange {
    enum Answer {
        case done(ResultTable)
        case refused(Refusal)
        /// Not run, because one before it was refused.
        case skipped
    }

    enum Ending {
        /// Every answer is there and the server waits for more.
        case complete
        /// The connection was broken before anything could be asked.
        case unsent
        /// The connection broke.
        case broken
        /// The caller gave up and the server did not answer in time.
        case unanswered
    }

    enum Interruption {
        case cancelled, deadline
    }

    /// In the steps' order; shorter when it did not end complete.
    var answers: [Answer] = []
    var ending = Ending.broken
    /// Set when the caller gave up, even if the answers then still came. The connection is in doubt from then on.
    var interruption: Interruption?

    /// All asked was done, and the connection is as it was.
    var isSmooth: Bool { ending == .complete && interruption == nil && refusal == nil }

    /// The first refusal and the step it was for.
    var refusal: (place: Int, Refusal)? {
        for (place, answer) in answers.enumerated() {
            if case .refused(let refusal) = answer { return (place, refusal) }
        }
        return nil
    }
}

/// How long and for whom a thread waits for the server.
struct Patience {
    var deadline: ContinuousClock.Instant?
    var isCancelled: () -> Bool = { false }
    /// How long the server gets to answer after it was asked to stop.
    static let grace = Duration.seconds(1)
}
