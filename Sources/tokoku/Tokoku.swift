import ArgumentParser
import Hummingbird

import TOMLKit

@main
struct Tokoku: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "TokoKu, the shop platform")
    func run() async throws { print("hello") }
}
