import Hummingbird
public import Web

/// Webhooks answer programs: what goes wrong is told as JSON, and a failure of ours makes the provider call again.
public enum WebhookProblems {
    public static func draw(_ problem: Problem, _ context: ShopContext) -> Page? {
        do {
            return try Page.json(Body(success: false, message: problem.code), status: problem.status)
        } catch {
            return nil
        }
    }

    private struct Body: Encodable {
        let success: Bool
        let message: String
    }
}
