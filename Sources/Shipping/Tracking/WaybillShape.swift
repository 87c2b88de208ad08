/// Whether a number looks like one of its courier's. Loose on purpose: it only decides how soon a number that the courier
/// does not know is called wrong, and couriers bring out new kinds of numbers without telling.
public enum WaybillShape {
    /// - Parameter number: capital letters, digits and hyphens.
    public static func fits(_ number: String, courier: String) -> Bool {
        let digits = number.count { $0.isNumber }
        let isNumeric = digits == number.count
        switch courier.lowercased() {
        // 12 digits, 15 for some services.
        case "sicepat": return isNumeric && (12...15).contains(digits)
        // Two letters and ten digits or more; plain digits for cargo.
        case "jnt": return digits >= 10
        // 14 digits and more.
        case "anteraja": return digits >= 10
        case "jne", "tiki", "pos", "ninja", "lion", "sap", "ide", "idexpress", "spx", "lex", "rex", "rpx":
            return number.count >= 8 && digits >= 6
        default: return number.count >= 8 && digits >= 4
        }
    }
}
