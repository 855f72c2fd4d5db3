import RoeMachine

/// A machine of two lifecycles that fits on a page, and its roster.
enum SmallMachine {
  static let meaning = """
    {"zone":"UTC","zones":[{"id":"UTC","offsets":[[0,0]]}],
     "calendars":[{"id":"office","span":[0,1000000000],"day":28800,
       "open":[[32400000,61200000],[118800000,147600000]],
       "days":[[0,61200000],[86400000,147600000]]}],
     "people":["ann","zoe"],"roles":["lead"],
     "pools":[{"id":"sdr","pick":"round_robin","steward":"zoe"}],
     "lifecycles":[
      {"id":"account","fields":[{"id":"parent","type":{"text":{}},"optional":true}],
       "events":[{"id":"news"}],"states":[
         {"id":"lost","kind":"lost_and_found","owner":[{"person":"zoe"}]},
         {"id":"open","kind":"live","owner":[{"person":"ann"}]}],
       "entries":[{"state":"open"}],"lost_and_found":"lost"},
      {"id":"lead","fields":[
         {"id":"day","type":{"date":{}},"optional":true},
         {"id":"reason","type":{"choice":["price","time"]},"optional":true},
         {"id":"score","type":{"integer":{"min":0,"max":100}},"optional":true},
         {"id":"tries","type":{"counter":{"max":3}}}],
       "links":[{"id":"accounts","lifecycle":"account","theirs":"parent"}],
       "events":[{"id":"call"},{"id":"owner_absent"},{"id":"win"}],
       "activities":[{"id":"touch","events":["call"]}],
       "definitions":[{"id":"hot","when":{"field":"score","ge":50}},
                      {"id":"warm","when":{"not":{"definition":"hot"}}}],
       "tables":[{"id":"route","rows":[{"id":"r1","when":{"definition":"hot"},"owner":[{"pool":"sdr"}]}],
                  "otherwise":{"owner":[{"person":"ann"}]}}],
       "clocks":[{"id":"first","met_by":["touch"],"rungs":[
          {"after":{"seconds":900},"do":{"actions":[{"remind":"keep"}]}},
          {"after":{"seconds":3600},"do":{"owner":[{"person":"zoe"}]}}]},
          {"id":"review","hours":{"calendar":"office"},"rungs":[{"after":{"business_days":1}}],"repeats":true}],
       "states":[{"id":"lost","kind":"lost_and_found","owner":[{"person":"zoe"}],"clocks":["review"]},
                 {"id":"new","kind":"live","owner":[{"table":"route"}],"clocks":["first"],"follow":["score"]},
                 {"id":"won","kind":"closed","owner":["keep",{"person":"ann"}]}],
       "moves":[{"id":"absent","layer":"anywhere","from":["new"],"on":{"event":"owner_absent"},
                 "do":{"owner":[{"person":"zoe"}]}},
                {"id":"won","layer":"state","from":["new"],"on":{"event":"win"},
                 "do":{"to":{"state":"won"},"actions":[{"send":"news","link":"accounts"}]}}],
       "entries":[{"state":"new"}],"lost_and_found":"lost"}]}
    """

  static let roster = Roster(
    people: [
      Roster.Member(id: "ann", name: "Ann"), Roster.Member(id: "bob", name: "Bob", manager: "zoe"),
      Roster.Member(id: "zoe", name: "Zoe", role: "lead"),
    ],
    pools: [
      .init(id: "sdr", members: [.init(person: "ann", weight: 1), .init(person: "bob", weight: 2)])
    ])

  static func machine() throws -> Machine { try Machine(json: JSON(parsing: meaning)) }

  static func driver() throws -> Driver { Driver(try Interpreter(machine(), roster: roster)) }
}
