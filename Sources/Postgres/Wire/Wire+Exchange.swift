import CLibPQ

extension Wire {
    /// Sends all steps in one pipeline and reads all answers: one round trip.
    func exchange(_ steps: [Step], _ patience: Patience) -> Exchange {
        guard steps.allSatisfy(queue) else { return Exchange(ending: .unsent) }
        // From here on some of it may have left.
        guard queueSync() else { return Exchange() }
        return collect(steps, patience, isPipeline: true)
    }

    /// Runs one step outside a pipeline; a script's last result is its answer.
    func ask(_ step: Step, _ patience: Patience) -> Exchange {
        guard queue(step) else { return Exchange(ending: .unsent) }
        return collect([step], patience, isPipeline: false)
    }

    private func collect(_ steps: [Step], _ patience: Patience, isPipeline: Bool) -> Exchange {
        var exchange = Exchange()
        var deadline = patience.deadline
        while true {
            let isUnsent = flush()
            if take(steps, &exchange, isPipeline: isPipeline) { return exchange }
            let events = Readiness.wait(socket: socket, writing: isUnsent, bell: bell, until: deadline)
            if events.canRead, !receive() {
                // The server's last words may have come with the end.
                if !take(steps, &exchange, isPipeline: isPipeline) { exchange.ending = .broken }
                return exchange
            }
            let isLate = deadline.map { ContinuousClock.now >= $0 } ?? false
            if exchange.interruption != nil {
                guard !isLate else {
                    exchange.ending = .unanswered
                    return exchange
                }
            } else if patience.isCancelled() || isLate {
                exchange.interruption = patience.isCancelled() ? .cancelled : .deadline
                deadline = ContinuousClock.now + Patience.grace
                do {
                    try requestCancel()
                } catch {
                    // No thread to ask from: the statement is left to statement_timeout.
                    exchange.ending = .unanswered
                    return exchange
                }
            }
        }
    }

    /// Takes every answer that is there; true when the last one is.
    private func take(_ steps: [Step], _ exchange: inout Exchange, isPipeline: Bool) -> Bool {
        var emptyInARow = 0
        while !isBusy {
            guard let result = nextResult() else {
                if !isPipeline {
                    exchange.ending = isAlive ? .complete : .broken
                    return true
                }
                // In a pipeline every answer is followed by one empty result; two mean that nothing is there.
                emptyInARow += 1
                if emptyInARow > 1 { return false }
                continue
            }
            emptyInARow = 0
            let status = result.status
            if status == PGRES_PIPELINE_SYNC {
                exchange.ending = .complete
                return true
            }
            if status == PGRES_COPY_IN || status == PGRES_COPY_OUT || status == PGRES_COPY_BOTH {
                // COPY needs a conversation that nobody here holds; the connection is given up.
                exchange.ending = .broken
                return true
            }
            let answer = Self.answer(result, status, to: steps[min(exchange.answers.count, steps.count - 1)])
            if isPipeline || exchange.answers.isEmpty {
                exchange.answers.append(answer)
            } else {
                exchange.answers[0] = answer
            }
        }
        return false
    }

    private static func answer(_ result: borrowing ResultHandle, _ status: ExecStatusType, to step: Step)
        -> Exchange.Answer
    {
        switch status {
        case PGRES_TUPLES_OK, PGRES_COMMAND_OK, PGRES_EMPTY_QUERY:
            .done(result.table(of: step.label, known: step.layout))
        case PGRES_PIPELINE_ABORTED: .skipped
        default: .refused(result.refusal())
        }
    }
}
