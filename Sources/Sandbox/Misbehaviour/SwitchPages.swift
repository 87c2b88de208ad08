import Hummingbird

/// The misbehaviour switches: a page for people, JSON for tests.
struct SwitchPages {
    let board: MisbehaviourBoard

    func addRoutes(to router: Router<SandboxContext>) {
        router.get("_sandbox") { _, _ in
            Answer.page(SwitchView(entries: await board.entries).page).response
        }
        router.post("_sandbox/sakelar") { try await add(Call($0, $1)).response }
        router.post("_sandbox/sakelar/hapus") { try await remove(Call($0, $1)).response }
        router.get("_sandbox/misbehave") { _, _ in
            Answer.json(["misbehaviours": .list(await board.entries.map(\.json))]).response
        }
        router.post("_sandbox/misbehave") { try await addJSON(Call($0, $1)).response }
        router.delete("_sandbox/misbehave") { _, _ in
            await board.clear()
            return Answer.json(["misbehaviours": []]).response
        }
    }

    private func addJSON(_ call: Call) async -> Answer {
        do {
            return .json(await board.add(try Misbehaviour(call.body)).json, status: 201)
        } catch {
            return .json(["error": .text(error.message)], status: 400)
        }
    }

    private func add(_ call: Call) async -> Answer {
        do {
            await board.add(try Misbehaviour(call.body))
            return .redirect(to: "/_sandbox")
        } catch {
            let view = SwitchView(entries: await board.entries, typed: call.body, error: error.message)
            return .page(view.page, status: 422)
        }
    }

    private func remove(_ call: Call) async -> Answer {
        if let number = call.body.integer("nomor") { await board.remove(number) } else { await board.clear() }
        return .redirect(to: "/_sandbox")
    }
}

extension MisbehaviourBoard.Entry {
    var json: JSON { (["id": .integer(number)] as JSON).adding(order.json) }
}
