import RoeMachine
import RoeSource

package enum FieldKey: String, KeyTable {
  case type, values, min, max, currency, optional, frozen, from, detail_of

  package static let subject = "a field"
  package static let index = KeyIndex<Self>()
  /// The types that need no further key, so that `email: text` is enough.
  static let typeNames = [
    "boolean", "integer", "date", "time", "text", "person", "country", "counter",
  ]

  package var doc: KeyDoc {
    switch self {
    case .type:
      KeyDoc(
        .word(FieldKey.typeNames + ["enum", "set", "money"]), "What kind of value it holds",
        example: "integer", required: true)
    case .values:
      KeyDoc(
        .either([.list(.scalar), .id, .map(.list(.scalar))]),
        "The values of an enum or a set: a list, the name of a list, or, with `detail_of`, a list for each value of the other field",
        example: "[web_form, webinar]")
    case .min: KeyDoc(.integer(min: nil), "The least value", example: "0")
    case .max: KeyDoc(.integer(min: nil), "The greatest value; a counter needs one", example: "100")
    case .currency:
      KeyDoc(.text, "The currency of an amount of money, as ISO 4217 writes it", example: "EUR")
    case .optional:
      KeyDoc(
        .boolean, "Whether a lead may lack it; missing is then a value of its own", example: "true")
    case .frozen:
      KeyDoc(.boolean, "Whether it keeps the value it was captured with", example: "true")
    case .from:
      KeyDoc(
        .id, "The link through which the CRM fills it from a related record", example: "account")
    case .detail_of:
      KeyDoc(.id, "The enum of which this is the second level", example: "lost_reason")
    }
  }
}

extension Lowering {
  mutating func declareFields() {
    scope.fields = references(
      to: (scope.chapter[.fields] + scope.chapter[.flags]).map(\.id.value))
  }

  mutating func lowerFields() {
    let flags = Dictionary(
      scope.chapter[.flags].map { ($0.id.value, $0) }, uniquingKeysWith: { a, _ in a })
    let items = Dictionary(
      uniqueKeysWithValues: declared(scope.chapter[.fields], "field").map { ($0.id.value, $0) })
    // Details refer to other fields, whose types must stand first.
    scope.lifecycle.fields = scope.fields.keys
      .sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
      .map { Field(id: $0, type: .boolean) }
    for (id, ref) in scope.fields.sorted(by: { $0.value < $1.value }) {
      if let item = items[id] {
        scope.lifecycle.fields[ref] = field(item)
        if let clash = scope.chapter[.definitions].first(where: { $0.id.value == id }) {
          report(.sharedName(id, "field", at: item.id.span, "definition", at: clash.id.span))
        }
        if let clash = flags[id] {
          report(.sharedName(id, "field", at: item.id.span, "flag", at: clash.id.span))
        }
      } else if flags[id] != nil {
        scope.lifecycle.fields[ref] = Field(id: id, type: .boolean, isOptional: true)
      }
    }
    for ref in scope.lifecycle.fields.refs {
      switch scope.lifecycle.fields[ref].type {
      case .choice(let values), .set(let values): scope.choices[ref] = Set(values)
      default: break
      }
    }
    lowerDetails(items)
  }

  private mutating func field(_ item: RuleSet.Item) -> Field {
    let id = item.id.value
    let rule = RuleID.field(scope.id, id)
    if isShort(item.node) {
      origins.spans[rule] = item.id.span
      return Field(
        id: id, type: type(item.node, Mapping<FieldKey>?.none),
        isOptional: item.node.text == "counter")
    }
    let mapping = Mapping<FieldKey>(item.node, reporting: &diagnostics)
    record(rule, item, mapping)
    guard let type = mapping[.type] else {
      report(
        .missingKey(
          "type", in: "a field", at: item.id.span, help: "For example: \(id): { type: text }"))
      return Field(id: id, type: .text)
    }
    var field = Field(id: id, type: self.type(type, mapping))
    field.isOptional = boolean(mapping[.optional]) ?? false
    field.isFrozen = boolean(mapping[.frozen]) ?? false
    if let from = mapping[.from], let link = reference(from, \.links, .link) {
      field.source = scope.lifecycle.links[link].id
    }
    return field
  }

  /// What other tools call the types.
  private static let usualTypes = [
    "number": "integer", "int": "integer", "float": "integer", "decimal": "integer",
    "double": "integer", "string": "text", "str": "text", "email": "text", "phone": "text",
    "url": "text", "bool": "boolean", "checkbox": "boolean", "datetime": "time",
    "timestamp": "time", "currency": "money", "amount": "money", "user": "person",
    "picklist": "enum", "choice": "enum", "select": "enum", "multiselect": "set",
  ]

  private mutating func type(_ node: YAMLNode, _ mapping: Mapping<FieldKey>?) -> FieldType {
    let written = text(node) ?? "text"
    let types = FieldKey.typeNames + ["enum", "set", "money"]
    let usual = Self.usualTypes[written.lowercased()]
    let name = usual ?? (types.contains(written) ? written : meantName(by: written, among: types))
    if let usual, usual != written {
      report(.wrongShape(node, expected: "a type such as \(usual)", instead: usual))
    } else if name != written {
      report(
        .wrongShape(node, expected: "a type: \(types.joined(separator: ", "))", instead: name))
    }
    guard let name else { return .text }
    rejectUnusedKeys(name, mapping)
    switch name {
    case "boolean": return .boolean
    case "integer":
      let (low, high) = (integer(mapping?[.min]), integer(mapping?[.max]))
      if let low, let high, low > high, let node = mapping?[.max] {
        report(.wrongShape(node, expected: "a number of at least \(low), the least value"))
        return .integer(min: low, max: nil)
      }
      return .integer(min: low, max: high)
    case "counter": return .counter(max: integer(mapping?[.max], atLeast: 1) ?? 1000)
    case "money":
      guard let node = mapping?[.currency], let currency = text(node) else {
        report(
          Diagnostic(
            .unitMissing, "an amount of money needs its currency", at: node.span,
            help: "Add: currency: EUR"))
        return .money(currency: "EUR")
      }
      if !Currency.isCode(currency) {
        report(
          .wrongShape(
            node, expected: "a currency code such as EUR",
            instead: Currency.usualNames[currency.lowercased()]
              ?? (Currency.isCode(currency.uppercased()) ? currency.uppercased() : nil)))
      }
      return .money(currency: currency)
    case "date": return .date
    case "time": return .instant
    case "person": return .person
    case "country": return .choice(Countries.codes)
    case "enum", "set":
      let values = mapping.map { self.values($0, at: node) } ?? []
      return name == "set" ? .set(values) : .choice(values)
    default: return .text
    }
  }

  /// A key that the type has no use for is an error, not decoration.
  private mutating func rejectUnusedKeys(_ type: String, _ mapping: Mapping<FieldKey>?) {
    guard let mapping else { return }
    let allowed: [FieldKey: [String]] = [
      .values: ["enum", "set"], .min: ["integer"], .max: ["integer", "counter"],
      .currency: ["money"], .detail_of: ["enum"],
    ]
    for key in FieldKey.allCases {
      guard let node = mapping[key], let types = allowed[key], !types.contains(type) else {
        continue
      }
      report(
        Diagnostic(
          .keysClash, "a field of type \(type) has no “\(key.rawValue)”", at: node.span,
          help: "“\(key.rawValue)” belongs to \(types.joined(separator: " and "))."))
    }
  }

  private mutating func values(_ mapping: Mapping<FieldKey>, at type: YAMLNode) -> [String] {
    guard let node = mapping[.values] else {
      report(
        .missingKey(
          "values", in: "an enum or a set", at: type.span,
          help: "For example: values: [small, large]"))
      return []
    }
    var values: [Located<String>]
    switch node.kind {
    case .scalar:
      guard let list = lists[node.text] else {
        report(.unknownName(node.text, .list, at: node.span, among: lists.keys))
        noteEcho(of: node.text, at: node.span)
        return []
      }
      origins.used.insert("lists/\(node.text)")
      values = list
    case .sequence:
      values = texts(node)
      for item in node.items { warnIfYAMLChanges(item) }
    case .mapping: values = node.entries.flatMap { texts($0.value, allowsNone: true) }
    }
    var seen: Set<String> = []
    for value in values where !seen.insert(value.value).inserted && node.kind == .sequence {
      report(
        Diagnostic(.duplicateName, "“\(value.value)” stands twice in these values", at: value.span))
    }
    seen = []
    return values.map(\.value).filter { seen.insert($0).inserted }
  }

  private mutating func lowerDetails(_ items: [String: RuleSet.Item]) {
    for (id, item) in items.sorted(by: { $0.key < $1.key }) where item.node.kind == .mapping {
      var quiet: [Diagnostic] = []
      let mapping = Mapping<FieldKey>(item.node, reporting: &quiet)
      guard let parentNode = mapping[.detail_of], let own = scope.fields[id] else { continue }
      guard let parent = reference(parentNode, \.fields, .field) else { continue }
      guard case .choice(let parentValues) = scope.lifecycle.fields[parent].type else {
        report(.wrongShape(parentNode, expected: "a field of type enum"))
        continue
      }
      guard let node = mapping[.values], node.kind == .mapping else {
        report(
          .missingKey(
            "values", in: "a second level", at: item.id.span,
            help: "List its values under each value of \(parentNode.text)."))
        continue
      }
      var details: [String: [String]] = [:]
      for (key, value) in node.entries {
        if !parentValues.contains(key.text) {
          report(
            .unknownName(
              key.text, .value, place: "of \(parentNode.text)", at: key.span, among: parentValues))
        }
        details[key.text] = texts(value, allowsNone: true).map(\.value)
      }
      scope.lifecycle.fields[own].detail = Field.Detail(of: parent, values: details)
    }
  }
}

extension Diagnostic {
  fileprivate static func sharedName(
    _ id: String, _ noun: String, at span: SourceSpan, _ other: String, at clash: SourceSpan
  ) -> Diagnostic {
    Diagnostic(
      .duplicateName, "“\(id)” is both a \(noun) and a \(other)", at: span,
      labels: [.init("the \(other)", at: clash)], help: "Rename one of them.")
  }
}

/// The two-letter country codes of ISO 3166-1.
enum Countries {
  /// What people write for a country whose code is another.
  private static let usualNames = [
    "uk": "GB", "el": "GR", "usa": "US", "united states": "US", "united states of america": "US",
    "america": "US", "united kingdom": "GB", "great britain": "GB", "england": "GB",
    "germany": "DE", "deutschland": "DE", "austria": "AT", "österreich": "AT",
    "switzerland": "CH", "schweiz": "CH", "france": "FR", "italy": "IT", "italia": "IT",
    "spain": "ES", "españa": "ES", "portugal": "PT", "netherlands": "NL", "holland": "NL",
    "belgium": "BE", "luxembourg": "LU", "ireland": "IE", "denmark": "DK", "danmark": "DK",
    "norway": "NO", "norge": "NO", "sweden": "SE", "sverige": "SE", "finland": "FI",
    "iceland": "IS", "poland": "PL", "czechia": "CZ", "czech republic": "CZ", "slovakia": "SK",
    "hungary": "HU", "romania": "RO", "bulgaria": "BG", "greece": "GR", "turkey": "TR",
    "türkiye": "TR", "ukraine": "UA", "estonia": "EE", "latvia": "LV", "lithuania": "LT",
    "croatia": "HR", "serbia": "RS", "slovenia": "SI", "canada": "CA", "mexico": "MX",
    "brazil": "BR", "argentina": "AR", "chile": "CL", "colombia": "CO", "peru": "PE",
    "australia": "AU", "new zealand": "NZ", "japan": "JP", "china": "CN", "india": "IN",
    "korea": "KR", "south korea": "KR", "singapore": "SG", "hong kong": "HK", "taiwan": "TW",
    "indonesia": "ID", "malaysia": "MY", "philippines": "PH", "thailand": "TH", "vietnam": "VN",
    "israel": "IL", "united arab emirates": "AE", "uae": "AE", "saudi arabia": "SA",
    "egypt": "EG", "morocco": "MA", "nigeria": "NG", "kenya": "KE", "south africa": "ZA",
    "russia": "RU", "iran": "IR", "syria": "SY", "cuba": "CU", "north korea": "KP",
    "belarus": "BY",
  ]

  /// The signs on cars, where they are not codes themselves.
  private static let signs = [
    "a": "AT", "b": "BE", "d": "DE", "e": "ES", "f": "FR", "h": "HU", "i": "IT", "l": "LU",
    "m": "MT", "n": "NO", "p": "PT", "s": "SE",
  ]

  /// The code of a country that is written in another way, if it is clear which one is meant.
  static func code(meantBy text: String) -> String? {
    if let code = usualNames[text.lowercased()] ?? signs[text.lowercased()] { return code }
    let code = text.uppercased()
    return codes.contains(code) ? code : nil
  }

  static let codes: [String] =
    """
    AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BV BW BY BZ \
    CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI FJ FK FM FO \
    FR GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HM HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE \
    JM JO JP KE KG KH KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO \
    MP MQ MR MS MT MU MV MW MX MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW \
    PY QA RE RO RS RU RW SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF TG TH TJ TK TL TM \
    TN TO TR TT TV TW TZ UA UG UM US UY UZ VA VC VE VG VI VN VU WF WS YE YT ZA ZM ZW
    """.split(separator: " ").map(String.init)
}
