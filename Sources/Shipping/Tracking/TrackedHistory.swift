import FoundationEssentials

/// Makes one list of what couriers write in every order and spelling: newest first, each line once, nothing trusted.
enum TrackedHistory {
    static let longest = 100

    struct Line: Hashable {
        let time: String
        let text: String
        let place: String
    }

    /// A list whose times rise is turned around as a whole, so that lines of one minute, and those whose time cannot be
    /// read, stay beside the neighbours they came with.
    static func steps(_ lines: [Line], now: Date) -> [TrackedStep] {
        var seen: Set<TrackedStep> = []
        var steps: [TrackedStep] = []
        for line in lines.prefix(1_000) {
            let step = TrackedStep(
                at: TrackedTime.read(line.time, now: now), rawTime: words(line.time, 40), text: words(line.text, 300),
                place: words(line.place, 100))
            guard !step.text.isEmpty || !step.place.isEmpty, seen.insert(step).inserted else { continue }
            steps.append(step)
        }
        if rises(steps) { steps.reverse() }
        var last = steps.lazy.compactMap(\.at).first ?? .distantPast
        let keyed = steps.enumerated().map { index, step in
            last = step.at ?? last
            return (step: step, at: last, index: index)
        }
        return keyed.sorted { ($0.at, $1.index) > ($1.at, $0.index) }.prefix(longest).map(\.step)
    }

    private static func rises(_ steps: [TrackedStep]) -> Bool {
        let times = steps.compactMap(\.at)
        let pairs = zip(times, times.dropFirst())
        return pairs.count { $0 < $1 } > pairs.count { $0 > $1 }
    }

    /// One line of at most `most` characters: no tags, control characters or marks that turn the direction of writing.
    static func words(_ text: String, _ most: Int) -> String {
        var out = ""
        var tag: String?
        for scalar in text.unicodeScalars.prefix(4_000) {
            if tag != nil {
                tag?.unicodeScalars.append(scalar)
                if scalar == ">" {
                    tag = nil
                    out.append(" ")
                }
                continue
            }
            switch scalar {
            case "<": tag = "<"
            case _ where scalar.properties.isWhitespace || scalar.properties.generalCategory == .control:
                out.append(" ")
            case _ where scalar.properties.generalCategory == .format: break
            default: out.unicodeScalars.append(scalar)
            }
        }
        // A `<` that no tag follows was only a sign.
        out += tag ?? ""
        for (entity, sign) in [
            ("&nbsp;", " "), ("&quot;", "\""), ("&#39;", "'"), ("&lt;", "<"), ("&gt;", ">"), ("&amp;", "&"),
        ] {
            out.replace(entity, with: sign)
        }
        return String(out.split(separator: " ").joined(separator: " ").prefix(most))
    }
}

extension TrackedParcel.State {
    /// - Parameter word: the courier's status; what is not known is under way.
    /// - Returns: ``returning`` whenever the history tells of a return, even when that has arrived: an order whose parcel
    ///   came back must not end by itself.
    init(word: String, isDelivered: Bool, history: [TrackedStep]) {
        let word = word.uppercased()
        let isReturn = ([word] + history.map(\.text)).contains { text in
            text.uppercased().split(whereSeparator: { !$0.isLetter }).contains {
                $0.hasPrefix("RETUR") || $0 == "RTS" || $0 == "DIRETUR"
            }
        }
        if isReturn {
            self = .returning
        } else if isDelivered {
            self = .delivered
        } else if word.contains("HILANG") || word == "LOST" {
            self = .lost
        } else {
            self = history.isEmpty ? .waiting : .moving
        }
    }
}
