import Testing

@testable import Redis

struct RedisAddressTests {
    @Test func `URLs are read`() throws {
        #expect(try RedisAddress("redis://localhost").place == .tcp(host: "localhost", port: 6379))
        #expect(try RedisAddress("redis://[::1]:7000/3").place == .tcp(host: "::1", port: 7000))
        #expect(try RedisAddress("redis://[::1]/3").place == .tcp(host: "::1", port: 6379))
        #expect(try RedisAddress("redis://[::1]/3").database == 3)
        #expect(try RedisAddress("redis://h:1/").database == 0)
        #expect(try RedisAddress("unix:/run/redis.sock").place == .unix(path: "/run/redis.sock"))
        #expect(try RedisAddress("unix:///run/redis.sock?db=2").place == .unix(path: "/run/redis.sock"))
        #expect(try RedisAddress("unix:/run/redis.sock?db=2").database == 2)
    }

    @Test func `credentials are percent-decoded`() throws {
        let address = try RedisAddress("redis://toko:p%40ss%3Aword@redis.test:6380/1")
        #expect(address.user == "toko")
        #expect(address.password == "p@ss:word")
        #expect(address.place == .tcp(host: "redis.test", port: 6380))
        #expect(try RedisAddress("redis://:x@h").user == nil)
        #expect(try RedisAddress("redis://:a%2Fb@c@h:1/0").password == "a/b@c")
    }

    @Test(arguments: [
        ("", RedisURLError.scheme), ("localhost:6379", .scheme), ("rediss://h", .scheme), ("http://h", .scheme),
        ("redis://", .host), ("redis://:6379", .host), ("redis://h:0", .host), ("redis://h:65536", .host),
        ("redis://h:", .host), ("redis://a b", .host), ("redis://h/x", .database), ("redis://h/-1", .database),
        ("redis://secret@h", .credentials), ("redis://:@h", .credentials), ("redis://:%zz@h", .credentials),
        ("redis://:%4@h", .credentials), ("unix:", .path), ("unix:relative", .path),
        ("unix:/" + String(repeating: "a", count: 107), .path), ("unix:/x?db=", .database), ("unix:/x?y=1", .database),
    ])
    func `what is no redis URL is refused, without repeating it`(url: String, error: RedisURLError) {
        #expect(throws: error) { try RedisClient(url: url) }
        #expect(!error.description.contains("secret"))
    }
}
