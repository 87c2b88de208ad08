import Testing

@testable import Shipping

struct PlaceNameTests {
    @Test(arguments: [
        ("Kota Administrasi Jakarta Pusat", "JAKARTA PUSAT"), ("Kabupaten Sleman", "SLEMAN"),
        ("Kota Bandung", "BANDUNG"), ("Kabupaten Bandung", "BANDUNG"), ("Kota Bandung", "KOTA BANDUNG"),
        ("Kabupaten Bandung", "KAB. BANDUNG"), ("Kota Pangkal Pinang", "PANGKALPINANG"),
        ("Kabupaten Administrasi Kepulauan Seribu", "KEPULAUAN SERIBU"), ("Kabupaten Kotabaru", "KOTABARU"),
        ("Kabupaten Kotabaru", "KOTA BARU"), ("Kota Baubau", "BAU-BAU"), ("Kabupaten Toba", "Kab. Toba"),
    ])
    func `a regency is known by its bare name`(ours: String, theirs: String) {
        #expect(PlaceName.sameRegency(ours, theirs))
    }

    @Test(arguments: [
        ("Kota Bandung", "KABUPATEN BANDUNG"), ("Kabupaten Bandung", "KOTA BANDUNG"),
        ("Kota Bandung", "BANDUNG BARAT"), ("Kabupaten Kotabaru", "BARU"), ("Kota Jakarta Pusat", "JAKARTA"),
        ("Kota Bandung", ""), ("Kota Bandung", "KOTA"),
    ])
    func `another regency is another`(ours: String, theirs: String) {
        #expect(!PlaceName.sameRegency(ours, theirs))
    }

    @Test(arguments: [
        ("Daerah Istimewa Yogyakarta", "DI YOGYAKARTA"), ("DKI Jakarta", "DKI JAKARTA"),
        ("Nusa Tenggara Barat", "NUSA TENGGARA BARAT (NTB)"), ("Kepulauan Bangka Belitung", "BANGKA BELITUNG"),
        ("Aceh", "NANGGROE ACEH DARUSSALAM (NAD)"), ("Jawa Barat", "JAWA BARAT"),
    ])
    func `provinces are spelt in two ways`(ours: String, theirs: String) {
        #expect(PlaceName.sameProvince(ours, theirs))
    }
}
