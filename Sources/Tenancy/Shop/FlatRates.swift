public import TokoCore

/// The owner's own table of shipping costs: zones of regions, and in each a price by weight.
public struct FlatRates: Sendable, Hashable {
    public enum When: String, CaseIterable, Sendable, Hashable, Codable {
        /// Beside the couriers.
        case always
        /// Only when the couriers cannot be asked, or none of them goes there.
        case fallback
    }

    public struct Zone: Sendable, Hashable {
        /// As the customer reads it: `Jawa`.
        public var name: String
        /// Codes of what lies in it: `31` a province, `32.73` a city, `32.73.02` a district; `""` is everywhere.
        public var regions: [String]
        /// From light to heavy.
        public var steps: [Step]
        /// `2-4 hari`; empty: nothing is promised.
        public var estimate: String

        public init(name: String, regions: [String], steps: [Step], estimate: String = "") {
            self.name = name
            self.regions = regions
            self.steps = steps
            self.estimate = estimate
        }
    }

    public struct Step: Sendable, Hashable {
        public var upTo: Weight
        public var cost: Money

        public init(upTo: Weight, cost: Money) {
            self.upTo = upTo
            self.cost = cost
        }
    }

    public var isEnabled: Bool
    public var when: When
    public var zones: [Zone]

    public init(isEnabled: Bool = false, when: When = .fallback, zones: [Zone] = []) {
        self.isEnabled = isEnabled
        self.when = when
        self.zones = zones
    }

    /// The zone that names the village's surroundings most exactly, and what it asks; nil when no zone has the village,
    /// or the parcel is heavier than the zone's last step.
    public func price(to village: String, weight: Weight) -> (zone: Zone, cost: Money)? {
        var best: (zone: Zone, length: Int)?
        for zone in zones {
            for region in zone.regions where region.isEmpty || village == region || village.hasPrefix(region + ".") {
                if let found = best, found.length >= region.utf8.count { continue }
                best = (zone, region.utf8.count)
            }
        }
        guard let zone = best?.zone, let step = zone.steps.first(where: { weight <= $0.upTo }) else { return nil }
        return (zone, step.cost)
    }
}

extension FlatRates {
    /// What is wrong with a table, and in which zone of it.
    public struct Problem: Hashable, Sendable, CustomStringConvertible {
        public enum What: Hashable, Sendable {
            case noZones, name, sameName, noRegions, noSteps, lightFirst
            case region(String)
            case regionTwice(String)
        }

        /// Nil: the table as a whole.
        public let zone: Int?
        public let what: What

        public var description: String {
            switch what {
            case .noZones: "expected at least one zone"
            case .name: "expected a name of 1 to 50 characters"
            case .sameName: "has the name of another zone"
            case .noRegions: "expected region codes such as \"32\" or \"32.73\", or \"*\" for everywhere"
            case .noSteps: "expected at least one price by weight"
            case .lightFirst: "expected the prices from light to heavy, each weight once"
            case .region(let code): "\"\(code)\" is no code of a province, city or district such as 32, 32.73, 32.73.02"
            case .regionTwice(let code): "\"\(code)\" stands in two zones"
            }
        }
    }

    /// Everything that is wrong; empty for a table that is switched off and empty.
    public var problems: [Problem] {
        var problems: [Problem] = []
        if isEnabled, zones.isEmpty { problems.append(.init(zone: nil, what: .noZones)) }
        var names: Set<String> = []
        var regions: Set<String> = []
        for (index, zone) in zones.enumerated() {
            func note(_ what: Problem.What) { problems.append(.init(zone: index, what: what)) }
            if !(1...50).contains(zone.name.count) { note(.name) }
            if !names.insert(zone.name).inserted { note(.sameName) }
            if zone.regions.isEmpty { note(.noRegions) }
            for region in zone.regions {
                if !Self.isRegion(region) {
                    note(.region(region))
                } else if !regions.insert(region).inserted {
                    note(.regionTwice(region))
                }
            }
            if zone.steps.isEmpty { note(.noSteps) }
            if !zip(zone.steps, zone.steps.dropFirst()).allSatisfy({ $0.upTo < $1.upTo }) { note(.lightFirst) }
        }
        return problems
    }

    private static func isRegion(_ code: String) -> Bool {
        let parts = code.split(separator: ".", omittingEmptySubsequences: false)
        return code.isEmpty
            || (1...3).contains(parts.count)
                && parts.allSatisfy { $0.utf8.count == 2 && $0.utf8.allSatisfy { (0x30...0x39).contains($0) } }
    }
}

/// `{"enabled": true, "when": "fallback", "zones": [{"name": "Jawa", "regions": ["31", "32"], "estimate": "2-4 hari",
/// "rates": [{"up_to_grams": 1000, "rupiah": 15000}]}]}`; whatever is missing is as in a shop without a table.
extension FlatRates: Codable {
    private enum CodingKeys: String, CodingKey {
        case when, zones
        case isEnabled = "enabled"
    }

    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        self.init(
            isEnabled: try container.decodeIfPresent(Bool.self, forKey: .isEnabled) ?? false,
            when: try container.decodeIfPresent(When.self, forKey: .when) ?? .fallback,
            zones: try container.decodeIfPresent([Zone].self, forKey: .zones) ?? [])
    }
}

extension FlatRates.Zone: Codable {
    private enum CodingKeys: String, CodingKey {
        case name, regions, estimate
        case steps = "rates"
    }

    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        self.init(
            name: try container.decode(String.self, forKey: .name),
            regions: try container.decode([String].self, forKey: .regions),
            steps: try container.decode([FlatRates.Step].self, forKey: .steps),
            estimate: try container.decodeIfPresent(String.self, forKey: .estimate) ?? "")
    }
}

extension FlatRates.Step: Codable {
    private enum CodingKeys: String, CodingKey {
        case upTo = "up_to_grams"
        case cost = "rupiah"
    }

    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        self.init(
            upTo: try Weight(grams: container.decode(Int64.self, forKey: .upTo)),
            cost: try Money(rupiah: container.decode(Int64.self, forKey: .cost)))
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(upTo.grams, forKey: .upTo)
        try container.encode(cost.rupiah, forKey: .cost)
    }
}
