#!/usr/bin/env python3
"""One small vector for every rule of schema/machine.md section 5, with the rules whose absence it must notice.

    rule_vectors.py            check that every vector notices what it names, and that every rule is noticed
    rule_vectors.py --write    write Fixtures/vectors too
    rule_vectors.py --check    also check that Fixtures/vectors is what would be written
"""

import sys

from rule_builder import (
    DAY, SHORT, START, WATCH, after, at, do, given, go, is_, lifecycle, local, move, outdated, own, person, state,
    unnoticed, vector, write)

REMIND = {"remind": "keep"}
TO_B = {"k": {"rungs": [after(60, go("b"))]}}
A_B_C = {"a": state(clocks=["k"]), "b": state(["p2"]), "c": state(["p3"])}
TWO = [given("A", 0), given("B", 0)]


def plain(**states):
    return {"a": state(), "b": state(["p2"]), **states}


def chain(*sources, **parts):
    """A lead that starts at p1 and is then passed to a chain."""
    return {"a": state(), "b": state(sources, **parts)}


PASS = [move("a", "pass", go("b"))]

# 2.3 Guards

def guarded(name, breaks, guard, minute=1, **parts):
    vector(f"guard-{name}", breaks, plain(), [given("A", 0, edits=parts.pop("edits", None)), given("A", minute, "go")],
           moves=[move("a", "go", go("b"), when=guard)], **parts)


guarded("missing", ["missing-is-false"], {"field": "f", "ne": "x"}, fields={"f": {"text": {}}})
guarded("at-least", ["at-least-positions"], {"at_least": 2, "of": [is_("f", True), is_("f", True)]},
        fields={"f": {"boolean": {}}}, edits={"f": True})
guarded("age-days", ["age-zone"], {"field": "d", "age": {"eq": 1}, "unit": "days"}, 15 * 60 + 30,
        fields={"d": {"date": {}}}, edits={"d": "2025-03-26"}, until=1200)
guarded("age-months", [], {"field": "d", "age": {"ge": 1}, "unit": "months"}, 3 * DAY // 60_000,
        fields={"d": {"date": {}}}, edits={"d": "2025-02-28"}, until=5000)
guarded("age-months-clamp", ["age-clamp"], {"field": "d", "age": {"ge": 1}, "unit": "months"}, 35 * DAY // 60_000,
        fields={"d": {"date": {}}}, edits={"d": "2025-03-31"}, until=60000)
vector("guard-within", ["within-edge"], plain(), [given("A", 0, "call"), given("A", 1, "go")],
       activities={"touch": {"events": ["call"]}}, events={"go": {}},
       moves=[move("a", "go", go("b"), when={"activity": "touch", "within": 60})])

# 5.1 Time

vector("time-tie", ["tie"], A_B_C, [given("A", 0), given("A", 1, "call")], clocks=TO_B, moves=[move("a", "call", go("c"))])
vector("time-order", ["timer-order"], {"a": state(clocks=["j", "k", "l"])}, [given("A", 0)],
       clocks={"k": {"rungs": [after(60), after(120)]}, "l": {"rungs": [after(60), after(90)]}, "j": {"rungs": [after(30), after(60)]}})
vector("time-lag", ["lag"], A_B_C, [given("A", 0), given("A", 2, "call", occurred=1)], lag=120, clocks=TO_B,
       moves=[move("a", "call", go("c"))])
vector("time-occurred-first", ["occurred-first"], A_B_C, [given("A", 0), given("A", 2, "call")], lag=600, clocks=TO_B,
       moves=[move("a", "call", go("c"))])
vector("time-occurred-later", ["future"], A_B_C, [given("A", 0), given("A", 0.5, "call", occurred=3)], lag=60,
       clocks=TO_B, moves=[move("a", "call", go("c"))])
vector("time-late", ["late"], plain(), [given("A", 5), given("A", 6, "call", occurred=1)], moves=[move("a", "call", go("b"))])
vector("time-late-after-clocks", ["late"], A_B_C, [given("A", 0), given("A", 3, "call", occurred=0.5)],
       clocks=TO_B, moves=[move("ab", "call", go("c"))])
vector("time-close", ["close"], A_B_C, [given("A", 0)], until=1, clocks=TO_B)
TEAM = {"pools": {"team": {"pick": "round_robin", "steward": "p9"}}, "members": {"team": [("p1", 1), ("p2", 1), ("p3", 1)]}}
POOL = {"pool": "team"}
vector("time-many-leads", ["timers-of-all"], {"a": state(clocks=["k"]), "b": state([POOL])},
       [given("A", 0), given("B", 1.5), given("B", 2, "go")], clocks=TO_B, moves=[move("a", "go", go("b"))], lag=15, **TEAM)
vector("time-leads-order", ["leads-order"], {"a": state(clocks=["k"]), "b": state([POOL])}, TWO, clocks=TO_B, **TEAM)
vector("time-inputs-order", ["input-order"], plain(), [given("A", 1, "go", occurred=1), given("A", 0)], moves=[move("a", "go", go("b"))])
vector("time-repeated-input", ["repeated-input"], plain(), [given("A", 0, key="k"), given("A", 1, "go", key="k")],
       moves=[move("a", "go", go("b"))])

# 5.2 Runaway

vector("runaway", ["runaway", "barred"], plain(), [given("A", 0), given("A", 0, "go"), given("A", 0, "go")],
       moves=[move("a", WATCH, go("b")), move("b", WATCH, go("a"))],
       clocks={"k": {"rungs": [after(0)]}}, lost=state(["p9"], "lost_and_found", clocks=["k"]))

# 5.3 Capture

vector("capture-domain", ["capture-domain"], plain(), [given("A", 0, edits={"n": 11})], fields={"n": {"integer": {"min": 0, "max": 9}}})
vector("capture-actor", ["capture-actor"], plain(), [given("A", 0, "form"), given("A", 1, "form", "lead")], events={"form": {"by": ["lead"]}})
vector("capture-event", ["unknown-event"], plain(), [given("A", 0, "what"), given("A", 1)])
vector("capture-entries", ["entry-order"], plain(), TWO, entries=[{"state": "b"}, {"state": "a"}])
vector("capture-activity", ["capture-activity"], plain(), [given("A", 0, "call", occurred=-1)], activities={"touch": {"events": ["call"]}},
       entries=[{"when": {"activity": "touch", "within": 60}, "state": "b"}, {"state": "a"}])
vector("capture-no-entry", [], plain(), [given("A", 0)], entries=[{"when": {"clock_before": 0}, "state": "a"}])

# 5.4 Edits

CITY = {"city": {"choice": ["rome", "york"], "detail": {"of": "land", "values": {"it": ["rome"], "uk": ["york"]}}}, "land": {"choice": ["it", "uk"]}}
vector("edit-domain", ["domain"], plain(), [given("A", 0), given("A", 1, "go", edits={"n": 11}), given("A", 2, edits={"n": 3, "zz": 1}),
       given("A", 3, edits={"n": "3"})], fields={"n": {"integer": {"min": 0, "max": 9}}}, moves=[move("a", "go", go("b"))])
vector("edit-detail", ["detail"], plain(), [given("A", 0, edits={"land": "it", "city": "rome"}), given("A", 1, edits={"land": "uk"}),
       given("A", 2, edits={"land": "uk", "city": "york"}), given("A", 3, edits={"city": "rome"})], fields=CITY)
vector("edit-frozen", ["frozen"], plain(), [given("A", 0, edits={"f": "x"}), given("A", 1, edits={"f": "x"}), given("A", 2, edits={"f": "y"})],
       fields={"f": {"text": {}, "frozen": True}})
vector("edit-same", ["no-change"], plain(), [given("A", 0, edits={"s": ["b", "a", "b"]}), given("A", 1, edits={"s": ["a", "b"]})],
       fields={"s": {"set": ["a", "b"]}})

# 5.5 Who may

vector("actor-event", ["actor", "no-actor"], plain(), [given("A", 0), given("A", 1, "go", "p2"), given("A", 2, "go", None), given("A", 3, "go")],
       moves=[move("a", "go", go("b"))], events={"go": {"by": ["owner"]}})
vector("actor-asked-last", ["asked-last"], {"a": state(kind="pending"), "b": state(["p2"])},
       [given("A", 0), given("A", 1, "ask"), given("A", 2, "ask"), given("A", 3, "yes", "p2"), given("A", 4, "yes", "p3")],
       moves=[move("a", "ask", do({"ask": [{"person": "p2"}, {"person": "p3"}]})), move("a", "yes", go("b"), by=["asked"])])
vector("actor-unknown-event", ["unknown-event"], plain(), [given("A", 0), given("A", 1, "what", edits={"f": "x"})], fields={"f": {"text": {}}})

# 5.6 Activities

TOUCH = {"touch": {"events": ["call"]}}
MET = {"k": {"rungs": [after(300, go("b"))], "met_by": ["touch"]}}
vector("activity-by", ["activity-by"], A_B_C, [given("A", 0), given("A", 1, "call", "p2")], clocks=MET,
       activities={"touch": {"events": ["call"], "by": ["owner"]}})
vector("activity-except", ["except"], A_B_C, [given("A", 0), given("A", 1, "call", edits={"f": "voicemail"})], clocks=MET,
       fields={"f": {"text": {}}}, activities={"touch": {"events": ["call"], "except": is_("f", "voicemail")}})
vector("activity-meets", ["met-by"], A_B_C, [given("A", 0), given("A", 1, "call")], clocks=MET, activities=TOUCH)
IDLE = {"k": {"rungs": [after(300, go("b"))], "anchor": {"activity": "touch"}}}
vector("activity-starts-again", ["activity-anchor", "activity-occurred"], A_B_C,
       [given("A", 0), given("A", 3, "call", occurred=2), given("A", 4, "call", occurred=3.5)], clocks=IDLE, activities=TOUCH)
vector("activity-latest", ["activity-max"], A_B_C, [given("A", 0), given("A", 3, "call", occurred=2), given("A", 4, "call", occurred=1)],
       clocks=IDLE, activities=TOUCH)
vector("activity-since-entry", ["anchor-entered"], {**A_B_C, "s": state(["p2"])}, [given("A", 0), given("A", 3, "call"), given("A", 4, "go")],
       clocks=IDLE, activities=TOUCH, moves=[move("s", "go", go("a"))], entries=[{"state": "s"}])

# 5.7 Choice

vector("choice-order", ["move-order"], A_B_C, [given("A", 0), given("A", 1, "go")], clocks=TO_B,
       moves=[move("a", "go", go("c"), layer="override"), move("a", "go", go("b"))])
vector("choice-from", ["move-from"], {**plain(), "c": state(["p3"])}, [given("A", 0), given("A", 1, "go")],
       moves=[move("b", "go", go("c")), move("a", "go", go("b"))])
vector("choice-by", ["move-by"], plain(), [given("A", 0), given("A", 1, "go", "p2"), given("A", 2, "go", "p1")],
       moves=[move("a", "go", go("b"), by=["owner"])])
vector("choice-becomes", ["becomes"], plain(), [given("A", 0, edits={"f": True}), given("A", 1, "call"), given("A", 2, edits={"f": False}),
       given("A", 3, edits={"f": True})], fields={"f": {"boolean": {}}}, moves=[move("a", {"becomes": is_("f", True)}, go("b"))], events={"call": {}})
vector("choice-watch", ["watch-in-choice"], plain(), [given("A", 0), given("A", 1, "call", "p2"), given("A", 2, "call")], events={"call": {}},
       moves=[move("a", WATCH, go("b"), by=["owner"])])
vector("choice-requires", ["move-requires", "refused-reverts"], plain(), [given("A", 0), given("A", 1, "go", edits={"g": "x"}), given("A", 2, edits={"g": "x"}),
       given("A", 3, "go", edits={"f": "x"})],
       fields={"f": {"text": {}}, "g": {"text": {}}}, moves=[move("a", "go", go("b"), requires=["f"])])
vector("choice-state-requires", ["state-requires"], plain(b=state(["p2"], requires=["f"])), [given("A", 0), given("A", 1, "go")],
       fields={"f": {"text": {}}}, moves=[move("a", "go", go("b", actions=[{"ask": [{"person": "p1"}]}]))])
vector("choice-refused-rests", ["refused-rests"], plain(), [given("A", 0), given("A", 5, edits={"f": "x"})], fields={"f": {"text": {}, "frozen": True}},
       moves=[move("a", WATCH, go("b"), when={"clock_from": at(3)})])

# 5.8 Entering a state

CARRY = {"k": {"rungs": [after(300)]}}
vector("enter-carries", ["carries", "arm-running"], {"a": state(clocks=["k"]), "b": state(["p2"], clocks=["k"], carries=["k"])},
       [given("A", 0), given("A", 1, "pass")], clocks=CARRY, moves=PASS)
vector("enter-stops", [], {"a": state(clocks=["k"]), "b": state(["p2"])}, [given("A", 0), given("A", 1, "pass")], clocks=CARRY, moves=PASS)
vector("enter-empty-chain", ["empty-chain"], {"a": state(), "b": state([])}, [given("A", 0), given("A", 1, "pass")], moves=PASS)
vector("enter-table-state", ["table-to", "because-rows"], {**plain(), "c": state([{"table": "t"}])}, [given("A", 0), given("A", 1, "go")],
       tables={"t": {"rows": [{"id": "r", "to": "b"}], "otherwise": {"next": True}}}, moves=[move("a", "go", go("c"))])
vector("enter-refused-permitted", ["refuse-passed-over", "permitted"], chain("p2", permitted=[{"person": "p3"}]), [given("A", 0), given("A", 1, "pass")], moves=PASS)
vector("enter-refused-cap", ["refuse-passed-over", "cap"], chain("p2", cap_per_owner=1), [*TWO, given("A", 1, "pass"), given("B", 2, "pass")], moves=PASS)
vector("enter-not-refused", ["passed-over-otherwise"], {"a": state([POOL]), "b": state(["next_in_pool"], permitted=[{"person": "p3"}])},
       [given("A", 0), given("A", 1, "pass")], pools=TEAM["pools"], members={"team": [("p1", 1)]}, moves=PASS)
vector("enter-asked-forgotten", ["forget-asked"], {"a": state(), "p": state(kind="pending")},
       [given("A", 0), given("A", 1, "go"), given("A", 2, "no"), given("A", 3, "go")],
       moves=[move("a", "go", go("p", actions=[{"ask": [{"person": "p2"}, {"person": "p3"}]}])), move("p", "no", go("a"))])
vector("lost-first-person", ["lost-person"], chain("p2"), [given("A", 0), given("A", 1, "pass")], moves=PASS,
       absences=[("p2", 0, 60, None), ("p9", 0, 60, None)])
vector("lost-unrestricted", ["lost-unrestricted"], chain("p2"), [given("A", 0), given("A", 1, "pass")], moves=PASS,
       absences=[("p2", 0, 60, None)], lost=state(["p9", "p8"], "lost_and_found", permitted=[{"person": "p8"}]))

# 5.9 Outcome

vector("outcome-reads-first", ["read-first"], plain(), [given("A", 0, edits={"f": "p2"}), given("A", 1, "go")], fields={"f": {"person": {}}},
       moves=[move("a", "go", do({"set": "f", "value": "p3"}, {"remind": {"field": "f"}}))])
vector("outcome-add", ["add-max"], plain(), [given("A", 0), given("A", 1, "go")], fields={"n": {"counter": {"max": 2}}},
       moves=[move("a", "go", do({"add": "n", "by": 3}))])
vector("outcome-told-present", ["told-present"], plain(), [given("A", 0), given("A", 1, "go")], absences=[("p2", 0, 60, None)],
       moves=[move("a", "go", do({"notify": {"role": "rep"}}, {"remind": {"person": "p2"}}))])
vector("outcome-ask", ["ask-passes-over"], {"a": state(kind="pending")}, [given("A", 0), given("A", 1, "ask"), given("A", 2, "ask"), given("A", 3, "ask")],
       moves=[move("a", "ask", do({"ask": [{"person": "p1"}, {"person": "p2"}, {"person": "p3"}]}))])
vector("outcome-start-anew", ["start-anew"], {"a": state(clocks=["k"])}, [given("A", 0, edits={"t": at(10)}), given("A", 1, "again")],
       clocks={"k": {"rungs": [after(300)], "when": {"not": {"clock_before": at(0)}}, "anchor": {"field": "t"}}}, fields={"t": {"instant": {}}},
       moves=[move("a", "again", do({"set": "t", "value": at(20)}, {"start": "k"}))])
vector("outcome-start-counts", ["start-counts"], plain(a=state(carries=["k"])), [given("A", 0), given("A", 1, "begin")], clocks={"k": {"rungs": [after(90)]}},
       moves=[move("a", "begin", do({"start": "k"}))])
vector("outcome-ask-unrestricted", ["ask-unrestricted"], {"a": state(kind="pending", permitted=[{"person": "p1"}])}, [given("A", 0), given("A", 1, "ask")],
       moves=[move("a", "ask", do({"ask": [{"person": "p2"}, {"person": "p1"}]}))])
vector("outcome-told-stranger", ["told-known"], plain(), [given("A", 0, edits={"f": "stranger"}), given("A", 1, "go")], fields={"f": {"person": {}}},
       moves=[move("a", "go", do({"remind": {"field": "f"}}))])
vector("outcome-stop", ["stop"], {"a": state(clocks=["k"])}, [given("A", 0), given("A", 1, "enough")], clocks=CARRY,
       moves=[move("a", "enough", do({"stop": "k"}))])
vector("outcome-requires-again", ["requires-again"], plain(b=state(["p2"], requires=["f"])), [given("A", 0), given("B", 0, edits={"f": "x"}), given("B", 1, "go")],
       fields={"f": {"text": {}}}, moves=[move("a", "go", go("b", actions=[{"set": "f"}]))])
vector("outcome-sets-required", ["requires-set"], plain(b=state(["p2"], requires=["f"])), [given("A", 0), given("A", 1, "go"), given("B", 2, edits={"n": True})],
       fields={"f": {"text": {}}, "n": {"boolean": {}}},
       moves=[move("a", "go", go("b", actions=[{"set": "f", "value": "x"}])), move("a", WATCH, go("b", actions=[{"set": "f", "value": "y"}]), when=is_("n", True))])
vector("outcome-rung-requires", ["requires-again"], {"a": state(clocks=["k"]), "b": state(["p2"], requires=["f"])}, [given("A", 0)],
       fields={"f": {"text": {}}}, clocks=TO_B)
vector("outcome-previous", ["previous-state"], plain(), [given("A", 0), given("A", 1, "go"), given("A", 2, "back"), given("B", 3), given("B", 4, "early")],
       moves=[move("a", "go", go("b")), move("b", "back", go("previous")), move("a", "early", go("previous"))])
vector("outcome-previous-closed", ["previous-closed"], {"a": state(), "z": state([], "closed")}, [given("A", 0), given("A", 1, "end"), given("A", 2, "on"), given("A", 3, "back")],
       moves=[move("a", "end", go("z")), move("z", "on", go("a")), move("a", "back", go("previous"))])
vector("outcome-re-entry", ["re-entry"], {"a": state(clocks=["k"])}, [given("A", 0), given("A", 1, "again"), given("A", 2, "stay")], clocks=CARRY,
       moves=[move("a", "again", go("a")), move("a", "stay", do(REMIND))])

# 5.10 Owners

vector("owner-absent", ["absence"], chain("p2", "p3"), [given("A", 0), given("A", 1, "pass")], moves=PASS, absences=[("p2", 0, 60, None)])
vector("owner-left", ["left-edge"], chain("p2", "p3"), [given("A", 0), given("A", 1, "pass")], moves=PASS, people={"p2": {"last_day": at(1)}})
vector("owner-cover", ["cover-latest"], chain("cover_of_owner", "p4"), [given("A", 0), given("A", 3, "pass")], moves=PASS,
       absences=[("p1", 1, 60, "p2"), ("p1", 2, 50, "p3"), ("p1", 2, 60, "p5")])
vector("owner-role", ["role-order"], chain({"role": "rep"}), [given("A", 0), given("A", 1, "pass")], moves=PASS)
vector("owner-keep", ["keep-absent"], chain("keep", "p4"), [given("A", 0), given("A", 2, "pass")], moves=PASS, absences=[("p1", 1, 60, None)])
vector("owner-relations", ["previous-owner"], {"a": state(), "b": state(["p2"]), "c": state(["previous", "p4"]), "d": state(["manager_of_owner"]), "e": state(["backup_of_owner"]), "f": state(["actor"])},
       [given("A", 0), *[given("A", n, "go", "p5") for n in range(1, 6)]], people={"p1": {"manager": "p7"}, "p7": {"backup": "p8"}},
       moves=[move("a", "go", go("b")), move("b", "go", go("c")), move("c", "go", go("d")), move("d", "go", go("e")), move("e", "go", go("f"))])
vector("owner-nobody", ["nobody"], chain("nobody", "p4"), [given("A", 0), given("A", 1, "pass")], moves=PASS)
vector("owner-queue", ["steward-backup"], chain({"queue": "desk"}, "p4"), [given("A", 0), given("A", 1, "pass")], moves=PASS,
       queues={"desk": {"steward": "p2"}}, absences=[("p2", 0, 60, None)], people={"p2": {"backup": "p3"}})
vector("pool-turns", ["turn"], {"a": state([POOL])}, [given("A", 0), given("B", 1), given("C", 2), given("D", 3)], absences=[("p2", 0, 2.5, None)], **TEAM)
vector("pool-rounds", ["rounds"], {"a": state([POOL])}, [given(lead, n) for n, lead in enumerate("ABCD")], pools=TEAM["pools"],
       members={"team": [("p1", 2), ("p2", 1), ("p3", 1)]})
vector("pool-turn-rests", ["turn-unmoved", "pool-steward"], {"a": state([POOL])}, [given("A", 0), given("B", 2), given("C", 3)],
       absences=[("p1", -1, 1, None), ("p2", -1, 1, None), ("p3", -1, 1, None)], **TEAM)
vector("pool-hash", ["hash"], {"a": state([POOL])}, [given(lead, n) for n, lead in enumerate("ABCDE")], pools={"team": {"pick": "by_hash", "steward": "p9"}},
       members={"team": [("p1", 2), ("p2", 1), ("p3", 1)]}, absences=[("p1", 2.5, 3.5, None)])
vector("pool-load", ["load", "closed-counts"], {"a": state([POOL]), "z": state([], "closed")}, [given("A", 0), given("B", 1), given("C", 2), given("A", 3, "end"), given("D", 4)],
       pools={"team": {"pick": "round_robin", "steward": "p9", "cap": 1}}, members={"team": [("p1", 1), ("p2", 1)]}, moves=[move("a", "end", go("z"))])
vector("pool-match", ["match"], {"a": state([POOL])}, [given("A", 0, edits={"land": "uk"}), given("B", 1)], fields={"land": {"choice": ["de", "uk"]}},
       pools={"team": {"pick": "round_robin", "steward": "p9", "match": [{"column": "country", "field": "land"}]}}, members=TEAM["members"],
       people={"p1": {"attributes": {"country": "de"}}, "p2": {"attributes": {"country": "uk"}}})
vector("pool-next", ["next-passes-over", "keep-site"], {"a": state([POOL], clocks=["k"]), "b": state(["keep"], clocks=["l"])}, TWO,
       clocks={"k": {"rungs": [after(60, own("next_in_pool")), after(120, go("b"))]}, "l": {"rungs": [after(60, own("next_in_pool"))]}}, pools=TEAM["pools"],
       members={"team": [("p1", 2), ("p2", 1)]})
vector("table-rows", ["row-order", "because-rows"], {"a": state([{"table": "t"}])}, TWO,
       tables={"t": {"rows": [{"id": "r1", "owner": [{"table": "u"}]}, {"id": "r2", "owner": person("p3")}], "otherwise": {"next": True}},
               "u": {"otherwise": {"owner": [{"table": "t"}, {"person": "p2"}]}}})
vector("cap-own", ["cap-own"], {"a": state(["keep", "p4"], cap_per_owner=1), "s": state()}, [given("A", 0), given("A", 1, "go"), given("A", 2, "again")],
       moves=[move("s", "go", go("a")), move("a", "again", go("a"))], entries=[{"state": "s"}])
vector("follow", ["follow", "sticky"], {"a": state([{"table": "t"}], follow=["f"], clocks=["k"])},
       [given("A", 0, edits={"f": 1}), given("A", 1, edits={"f": 2}), given("A", 2, edits={"f": 8})],
       fields={"f": {"integer": {"min": 0, "max": 9}}}, clocks=CARRY,
       tables={"t": {"rows": [{"id": "r", "when": {"field": "f", "lt": 5}, "owner": [POOL]}], "otherwise": {"owner": person("p4")}}}, **TEAM)
vector("follow-field", ["field-site"], {"a": state([{"field": "f"}], follow=["f"])}, [given("A", 0, edits={"f": "p2"}), given("A", 1, edits={"f": "p3"})],
       fields={"f": {"person": {}}})
vector("follow-not-entered", ["follow-entered"], {"a": state(), "b": state([{"field": "f"}], follow=["f"])}, [given("A", 0, edits={"f": "p3"}), given("A", 1, "go", edits={"f": "p2"})],
       fields={"f": {"person": {}}}, moves=[move("a", "go", go("b", person("p5")))])
RESTART = {"k": {"rungs": [after(120, own("p2")), after(240, own({"person": "p3"}))], "restarts": 1}}
vector("restart", ["restarts", "restarts-most"], {"a": state(clocks=["k"])}, [given("A", 0), given("A", 1, "give"), given("A", 2, "take")],
       clocks={"k": {"rungs": [after(300)], "restarts": 1}}, moves=[move("a", "give", own({"person": "p2"})), move("a", "take", own({"person": "p3"}))])
vector("restart-not-own-rung", ["restart-firing"], {"a": state(clocks=["k"])}, [given("A", 0)],
       clocks={"k": {"rungs": [after(60, own({"person": "p2"})), after(180)], "restarts": 1}})

# 5.11 Settling, 5.12 sending

vector("settle", ["settle", "settle-requires"], plain(), [given("A", 0), given("A", 1, edits={"n": 5}), given("A", 2, edits={"f": "x"}), given("B", 3, edits={"n": 5, "f": "x"}),
       given("C", 4, edits={"n": 5})],
       fields={"f": {"text": {}}, "n": {"integer": {"min": 0, "max": 9}}}, moves=[move("a", WATCH, go("b"), when={"field": "n", "ge": 5}, requires=["f"])])
vector("settle-lost", ["settle-lost"], chain("p2"), [given("A", 0, edits={"f": True}), given("A", 1, edits={"n": 1}), given("A", 61, edits={"n": 2})],
       fields={"f": {"boolean": {}}, "n": {"integer": {}}}, absences=[("p2", 0, 60, None)],
       moves=[move(["a", "lost"], WATCH, go("b"), when=is_("f", True))])


def linked(x_moves, y_moves, links, y_links=None):
    fields = {"ref": {"text": {}}}
    return [lifecycle("x", plain(), x_moves, fields=fields, links=links),
            lifecycle("y", plain(), y_moves, fields=fields, links=y_links or {}, events={"open": {}, "news": {}})]


vector("send-mine", ["send", "send-key", "send-actor"], None, [given("A", 0, edits={"ref": "Y1"}), given("Y1", 0), given("A", 1, "go")],
       lifecycles=linked([move("a", "go", go("b", actions=[REMIND, {"send": "news", "link": "to"}]))],
                         [move("a", "news", go("b"), by=["system"])], {"to": {"lifecycle": "y", "mine": "ref"}}))
vector("send-theirs", ["send-order", "send-at-once"], None,
       [given("A", 0), given("Y1", 0, edits={"ref": "A"}), given("Y2", 0, edits={"ref": "A"}), given("A", 1, "go")],
       lifecycles=linked([move("a", "go", go("b", actions=[{"send": "news", "link": "to"}, {"send": "open", "link": "to"}])), move("b", "echo", go("b"))],
                         [move("ab", "news", do({"send": "echo", "link": "back"})), move("ab", "open", go("b"))],
                         {"to": {"lifecycle": "y", "theirs": "ref"}}, {"back": {"lifecycle": "x", "mine": "ref"}}))

# 5.13 Clocks


def clocked(name, breaks, until=600, inputs=None, edits=None, states=None, **clock):
    parts = {key: clock.pop(key) for key in ("lag", "fields", "people", "moves", "activities", "lost", "absences") if key in clock}
    vector(f"clock-{name}", breaks, states or {"a": state(clocks=["k"]), "b": state(["p2"])}, inputs or [given("A", 0, edits=edits)], until,
           clocks={"k": {"rungs": [after(60)], **clock}}, **parts)


def minutes(instant):
    return (instant - START) / 60_000


clocked("when", ["clock-when"], when=is_("f", True), fields={"f": {"boolean": {}}})
clocked("business-seconds", [], rungs=[after({"business_seconds": 4 * 3600}), after({"business_seconds": 12 * 3600})], until=3000)
clocked("business-days", [], rungs=[after({"business_days": 1}), after({"business_days": 3})], until=9000)
clocked("end-of-day", ["closing"], rungs=[after({"end_of_business_day": 0}), after({"end_of_business_day": 1}), after({"end_of_business_day": 3})], until=9000)
clocked("months", ["months-clamp"], rungs=[after({"months": 1}), after({"months": 2})], anchor={"field": "d"}, fields={"d": {"date": {}}},
        edits={"d": "2025-03-31"}, until=90 * 1440)
clocked("months-local", ["months-local"], rungs=[after({"months": 1})], until=60 * 1440)
clocked("gap", ["gap"], rungs=[after({"months": 2})], anchor={"field": "t"}, fields={"t": {"instant": {}}},
        edits={"t": local(30, 2, 30, month=1)}, until=30 * 1440)
clocked("fold", ["fold"], rungs=[after({"months": 7})], anchor={"field": "t"}, fields={"t": {"instant": {}}},
        edits={"t": local(26, 2, 30)}, until=300 * 1440)
clocked("field-date", ["anchor-midnight"], anchor={"field": "d"}, fields={"d": {"date": {}}}, edits={"d": "2025-03-27"}, until=3000)
clocked("field-edited", ["edit-anchor"], anchor={"field": "t"}, fields={"t": {"instant": {}}},
        inputs=[given("A", 0, edits={"t": at(10)}), given("A", 5, edits={"t": at(20)}), given("A", 30, edits={"t": None})])
clocked("not-before", ["not_before", "edit-anchor"], not_before="t", fields={"t": {"instant": {}}},
        inputs=[given("A", 0, edits={"t": at(10)}), given("A", 5, edits={"t": at(20)})])
clocked("not-after", ["not_after"], not_after="t", rungs=[after(600)], fields={"t": {"instant": {}}}, edits={"t": at(5)})
clocked("owner-hours", ["owner-hours"], hours="owner", rungs=[after({"business_seconds": 4 * 3600})], people={"p1": {"calendar": "short"}})
clocked("field-hours", ["field-hours"], hours={"field": "f", "calendars": {"x": "short"}, "otherwise": "office"}, fields={"f": {"choice": ["x", "y"]}},
        edits={"f": "x"}, rungs=[after({"business_seconds": 4 * 3600})])
clocked("ended", ["ended"], hours={"calendar": "short"}, rungs=[after({"business_days": 3})], until=5000)
clocked("ended-in-lost", ["ended-in-lost"], hours={"calendar": "short"}, rungs=[after({"business_days": 3})], until=5000,
        lost=state(["p9"], "lost_and_found", clocks=["k"]))
clocked("repeats", ["repeats"], repeats=True, until=3)
clocked("repeats-onward", ["repeats-onward"], repeats=True, not_after="t", fields={"t": {"instant": {}}}, edits={"t": at(2)}, until=4)
clocked("repeats-from-due", ["repeat-anchor"], repeats=True, lag=30, rungs=[after({"business_seconds": 60})], inputs=[given("A", 0, edits={"t": at(-5)})],
        anchor={"field": "t"}, fields={"t": {"instant": {}}}, until=4)
clocked("assignment", [], anchor="assignment", inputs=[given("A", 0), given("A", 0.5, "give"), given("A", 0.6, "again")],
        moves=[move("a", "give", own({"person": "p2"})), move("a", "again", do({"start": "k"}))])
clocked("capture", [], anchor="capture", inputs=[given("A", 0), given("A", 0.5, "again")], moves=[move("a", "again", go("a"))])


if __name__ == "__main__":
    found = unnoticed() + (outdated() if "--check" in sys.argv else [])
    print("\n".join(found) or "every vector notices what it names, and every rule is noticed")
    if "--write" in sys.argv:
        write()
    sys.exit(1 if found else 0)
