/// `GET /v1/list_courier`.
enum BinderByteCouriers {
    static let all: [(code: String, name: String)] = [
        ("jne", "JNE Express"), ("pos", "POS Indonesia"), ("jnt", "J&T Express"), ("jnt_cargo", "J&T Cargo"),
        ("sicepat", "SiCepat"), ("tiki", "TIKI"), ("anteraja", "AnterAja"), ("wahana", "Wahana"),
        ("ninja", "Ninja Express"), ("lion", "Lion Parcel"), ("pcp", "PCP Express"), ("jet", "JET Express"),
        ("rex", "REX Express"), ("first", "First Logistics"), ("ide", "ID Express"), ("spx", "Shopee Express"),
        ("kgx", "KGXpress"), ("sap", "SAP Express"), ("rpx", "RPX"), ("lex", "Lazada Express"),
        ("indah_cargo", "Indah Cargo"), ("dakota", "Dakota Cargo"), ("kurir_tokopedia", "Kurir Rekomendasi"),
    ]

    static let names = Dictionary(uniqueKeysWithValues: all.map { ($0.code, $0.name) })
}
