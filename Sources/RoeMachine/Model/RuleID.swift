/// The name of one rule of the machine, as `because`, `texts` and `sources` use it
/// (`schema/machine.md`, section 6).
public enum RuleID {
  public static func state(_ lifecycle: String, _ id: String) -> String {
    "\(lifecycle)/states/\(id)"
  }
  public static func move(_ lifecycle: String, _ id: String) -> String {
    "\(lifecycle)/moves/\(id)"
  }
  public static func clock(_ lifecycle: String, _ id: String) -> String {
    "\(lifecycle)/clocks/\(id)"
  }
  public static func table(_ lifecycle: String, _ id: String) -> String {
    "\(lifecycle)/tables/\(id)"
  }
  public static func row(_ lifecycle: String, _ table: String, _ id: String) -> String {
    "\(lifecycle)/tables/\(table)/\(id)"
  }
  public static func field(_ lifecycle: String, _ id: String) -> String {
    "\(lifecycle)/fields/\(id)"
  }
  public static func event(_ lifecycle: String, _ id: String) -> String {
    "\(lifecycle)/events/\(id)"
  }
  public static func activity(_ lifecycle: String, _ id: String) -> String {
    "\(lifecycle)/activities/\(id)"
  }
  public static func definition(_ lifecycle: String, _ id: String) -> String {
    "\(lifecycle)/definitions/\(id)"
  }
  public static func entry(_ lifecycle: String, _ number: Int) -> String {
    "\(lifecycle)/entries/\(number)"
  }
  public static func assumption(_ lifecycle: String, _ id: String) -> String {
    "\(lifecycle)/assumptions/\(id)"
  }
  public static func promise(_ lifecycle: String, _ id: String) -> String {
    "\(lifecycle)/promises/\(id)"
  }
  public static func calendar(_ id: String) -> String { "calendars/\(id)" }
  public static func pool(_ id: String) -> String { "pools/\(id)" }
  public static func queue(_ id: String) -> String { "queues/\(id)" }
  public static func role(_ id: String) -> String { "roles/\(id)" }
  public static func person(_ id: String) -> String { "people/\(id)" }
}
