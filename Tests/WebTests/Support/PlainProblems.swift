import Hummingbird
import Web

extension RouterGroup<ShopContext> {
    /// Draws a problem as its code, so that a test sees which one it was.
    func withPlainProblems(
        explain: @escaping ProblemMiddleware.Explanation = { _ in nil }
    ) -> RouterGroup<ShopContext> {
        group().add(
            middleware: ProblemMiddleware(
                explain: explain,
                signIn: { needed, wanted in .redirect(to: "/masuk/\(needed)?kembali=\(URLText.encode(wanted))") },
                draw: { problem, _ in .text(problem.code, type: "text/plain", status: problem.status) }))
    }
}
