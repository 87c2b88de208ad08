/// How to pay by one way, `ATM BNI`: steps in order, plain text.
public struct PaymentInstruction: Hashable, Sendable, Codable {
    public let title: String
    public let steps: [String]

    public init(title: String, steps: [String]) {
        self.title = title
        self.steps = steps
    }
}
