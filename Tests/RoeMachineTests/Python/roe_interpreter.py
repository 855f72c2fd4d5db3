#!/usr/bin/env python3
"""An interpreter of machine files, written from schema/machine.md alone.

    roe_interpreter.py MACHINE ROSTER INPUTS [--advance-to MS] [--break RULE ...]

reads inputs as JSON Lines, where a last line `{"close": MS}` does what `--advance-to` does, and prints the decisions as canonical JSON Lines. `--break` leaves a rule out, to prove that a vector notices.
"""

import argparse
import sys
from functools import partial

from roe_files import Unreadable, canonical, parse, read_machine, read_roster
from roe_guards import Guards, detail_fits, in_domain, kind_of
from roe_owners import Found, Roster, Search
from roe_time import DAY, Calendar, Zone, parse_date, plus_months

HUNDRED, THOUSAND = 100, 1000


class Refused(Exception):
    """The input changes nothing; the argument is the reason."""


class Lost(Exception):
    """The lead goes to lost and found; the argument is the reason."""


class TooMany(Exception):
    """More decisions than the caller wanted to see."""


class Lifecycle:
    def __init__(self, data, zone, broken):
        def by_id(key):
            return {item["id"]: item for item in data.get(key, [])}

        self.id = data["id"]
        self.fields, self.links, self.events = by_id("fields"), by_id("links"), by_id("events")
        self.activities, self.tables, self.clocks = by_id("activities"), by_id("tables"), by_id("clocks")
        self.states, self.entries = by_id("states"), data.get("entries", [])
        self.moves = data.get("moves", [])
        if "move-order" in broken:
            self.moves = self.moves[::-1]
        self.lost_and_found = data["lost_and_found"]
        self.kinds = {ident: kind_of(field) for ident, field in self.fields.items()}
        self.guards = Guards(data, zone, broken)


class Running:
    """A running clock."""

    def __init__(self, anchor, rung, due, calendar, restarts, ended):
        self.anchor, self.rung, self.due = anchor, rung, due
        self.calendar, self.restarts, self.ended = calendar, restarts, ended


class Lead:
    """The configuration of a lead (section 4)."""

    def __init__(self, ident, lifecycle, clock):
        self.id, self.lifecycle, self.clock = ident, lifecycle, clock
        self.state = self.owner = self.site = None
        self.previous_state = self.previous_owner = None
        self.captured = self.entered = self.assigned = clock
        self.record, self.running, self.last, self.asked = {}, {}, {}, []
        self.counted = self.loaded = None
        self.sequence, self.instant, self.at_instant = 0, clock, 0

    def copy(self):
        other = Lead(self.id, self.lifecycle, self.clock)
        other.__dict__.update(self.__dict__)
        other.record, other.last, other.asked = dict(self.record), dict(self.last), list(self.asked)
        other.running = {}
        for ident, clock in self.running.items():
            other.running[ident] = Running(**clock.__dict__)
        return other

    def made_now(self):
        return self.at_instant if self.instant == self.clock else 0


class Draft:
    """A decision in the making."""

    def __init__(self, lead, kind, because=(), parts=(), cause=None, actor=None, refusable=False, firing=None):
        self.lead, self.kind, self.reason = lead, kind, None
        self.because, self.parts, self.cause = list(because), list(parts), cause or {}
        self.actor, self.refusable, self.firing = actor, refusable, firing
        self.before = lead.state, lead.owner
        self.effects, self.rows, self.passed_over = [], [], None
        self.ask_failed = False


class Engine:
    """The step of one lead (section 5); `broken` names rules that are left out on purpose."""

    def __init__(self, meaning, roster, broken=(), limit=None):
        self.broken, self.limit = frozenset(broken), limit
        zones = {zone["id"]: Zone(zone) for zone in meaning["zones"]}
        self.zone = zones[meaning["zone"]]
        self.lag = 0 if "lag" in self.broken else 1000 * meaning.get("sync_lag", 0)
        self.calendars = {c["id"]: Calendar(c) for c in meaning.get("calendars", [])}
        self.pools = {pool["id"]: pool for pool in meaning.get("pools", [])}
        self.queues = {queue["id"]: queue for queue in meaning.get("queues", [])}
        self.lifecycles = {
            data["id"]: Lifecycle(data, self.zone, self.broken) for data in meaning["lifecycles"]}
        self.roster = Roster(roster, self.broken)
        self.leads, self.decisions, self.outbox = {}, [], []

    def off(self, rule):
        return rule in self.broken

    def holds(self, lead, guard, record=None):
        record = lead.record if record is None else record
        return lead.lifecycle.guards.holds(guard, record, lead.last, lead.clock)

    # 5.1 Time

    def ready(self, lead, running):
        """The earliest instant at which a running clock may be taken by the time alone."""
        ready = running.due + self.lag
        return max(ready, lead.clock + 1) if self.is_barred(lead) else ready

    def is_barred(self, lead):
        return lead.made_now() >= THOUSAND and not self.off("barred")

    def rule(self, lead, clock):
        return f"{lead.lifecycle.id}/clocks/{clock}".encode()

    def rank(self, lead, clock):
        running = lead.running[clock]
        if self.off("timer-order"):
            return -running.due, -running.rung, clock
        return running.due, running.rung, self.rule(lead, clock)

    def fire_before_input(self, lead, received, occurred):
        limit = max(lead.clock, received)
        while True:
            def is_due(clock):
                due = lead.running[clock].due
                if self.off("tie"):
                    return due <= occurred or self.ready(lead, lead.running[clock]) <= limit
                if self.ready(lead, lead.running[clock]) < limit:
                    return True
                if self.is_barred(lead) and limit == lead.clock:
                    return False
                return due < occurred and not self.off("occurred-first")

            due = [clock for clock in lead.running if is_due(clock)]
            if not due:
                return
            clock = min(due, key=lambda clock: self.rank(lead, clock))
            ready = self.ready(lead, lead.running[clock])
            at = ready if ready < limit else occurred
            if self.is_barred(lead):
                at = max(at, lead.clock + 1)
            self.fire(lead, clock, max(lead.clock, at))

    # Decisions

    def perform(self, draft, body):
        """Carry out a decision, or let the lead be lost, and write it down."""
        lead = draft.lead
        if lead.made_now() == THOUSAND - 1 and not self.off("runaway"):
            draft = Draft(lead, "lost", cause=draft.cause)
            self.lose(draft, "runaway")
        else:
            try:
                body(draft)
            except Lost as lost:
                self.lose(draft, lost.args[0])
        self.write(draft)

    def write(self, draft):
        lead = draft.lead
        self.recount(lead)
        lead.at_instant = lead.made_now() + 1
        lead.instant = lead.clock
        lead.sequence += 1
        because = draft.because + draft.rows
        if draft.kind == "lost":
            because.append(f"{lead.lifecycle.id}/states/{lead.state}")
        decision = {
            "at": lead.clock, "lead": lead.id, "sequence": lead.sequence, "kind": draft.kind,
            "reason": draft.reason, **draft.cause, "from": draft.before[0], "to": lead.state,
            "effects": draft.effects, "because": because, "parts": draft.parts,
        }
        decision = {key: value for key, value in decision.items() if not (value is None or value is False or value == [])}
        decision["owner"] = [draft.before[1], lead.owner]
        decision["due"] = min((clock.due for clock in lead.running.values()), default=None)
        self.decisions.append(decision)
        if self.limit is not None and len(self.decisions) > self.limit:
            raise TooMany
        for number, effect in enumerate(draft.effects, 1):
            if "send" in effect:
                number = 1 if self.off("send-key") else number
                self.outbox.append((lead, effect, lead.clock, f"{lead.id}#{lead.sequence}.{number}"))

    def recount(self, lead):
        """Let loads and counts follow the lead."""
        for table, old in ((self.roster.counts, lead.counted), (self.roster.loads, lead.loaded)):
            if old:
                table[old] -= 1
        lead.counted = lead.loaded = None
        closed = lead.state is not None and lead.lifecycle.states[lead.state]["kind"] == "closed"
        if lead.owner is None or lead.state is None or (closed and not self.off("closed-counts")):
            return
        lead.counted = lead.lifecycle.id, lead.state, lead.owner
        self.roster.counts[lead.counted] += 1
        source = lead.site[1] if lead.site else None
        if isinstance(source, tuple) and source[0] == "pool":
            lead.loaded = source[1], lead.owner
            self.roster.loads[lead.loaded] += 1

    # 5.3 Capture

    def apply(self, given):
        """Apply an input to its lead."""
        lifecycle = self.lifecycles.get(given["lifecycle"])
        if lifecycle is None:
            raise Unreadable(f"no lifecycle {given['lifecycle']}")
        lead = self.leads.get(given["lead"])
        if lead is None:
            return self.capture(lifecycle, given)
        occurred = given["occurred"] if self.off("future") else min(given["occurred"], given["received"])
        self.fire_before_input(lead, given["received"], occurred)
        late = given["occurred"] < lead.clock
        lead.clock = max(lead.clock, given["received"])
        cause = {"input": given["key"], "late": late and not self.off("late")}
        self.decide(lead, given, occurred, cause)

    def capture(self, lifecycle, given):
        occurred = min(given["occurred"], given["received"])
        lead = Lead(given["lead"], lifecycle, given["received"])
        draft = Draft(lead, "captured", cause={"input": given["key"]}, actor=given.get("actor"))
        event = given.get("event")
        if event is not None and event not in lifecycle.events and not self.off("unknown-event"):
            draft.kind = "ignored"
            return self.write(draft)
        if event in lifecycle.events and not self.off("capture-actor"):
            if not self.passes(lead, draft.actor, lifecycle.events[event].get("by", [])):
                draft.kind, draft.reason = "refused", "actor"
                return self.write(draft)
        sound = self.fill(lead, given.get("edits", {}))
        self.leads[lead.id] = lead
        if not self.off("capture-activity"):
            self.count_activities(lead, event, draft.actor, occurred)

        def body(draft):
            if not sound and not self.off("capture-domain"):
                raise Lost("domain")
            entries = list(enumerate(lifecycle.entries, 1))
            for number, entry in reversed(entries) if self.off("entry-order") else entries:
                if self.holds(lead, entry.get("when")):
                    draft.because.append(f"{lifecycle.id}/entries/{number}")
                    return self.enter(draft, entry["state"])
            raise Lost("no_entry")

        self.perform(draft, body)
        self.settle(lead)

    def fill(self, lead, edits):
        """Make the first record; whether all of it was sound."""
        fields, sound = lead.lifecycle.fields, all(field in lead.lifecycle.fields for field in edits)
        for ident, field in fields.items():
            value = edits.get(ident)
            if value is None and kind_of(field) == "counter":
                value = 0
            if value is not None and in_domain(field, value):
                lead.record[ident] = tidy(value)
            elif value is not None or not field.get("optional"):
                sound = False
        for ident, field in fields.items():
            if not detail_fits(field, lead.record):
                del lead.record[ident]
                sound = False
        return sound

    # 5.4 Edits, 5.5 who may

    def passes(self, lead, actor, tests):
        if not tests:
            return True
        if actor is None:
            return self.off("no-actor")
        return any(self.is_actor(lead, actor, test) for test in tests)

    def is_actor(self, lead, actor, test):
        if test == "owner":
            return actor == lead.owner
        if test == "asked":
            asked = lead.asked[-1:]
            return actor in (lead.asked if self.off("asked-last") else asked)
        if isinstance(test, str):
            return actor == test
        if "person" in test:
            return actor == test["person"]
        if "role" in test:
            return self.roster.of(actor, "role") == test["role"]
        return any(m["person"] == actor for m in self.roster.members.get(test["pool"], []))

    def edit(self, lead, edits):
        """Check the edits and make them; the fields that changed."""
        fields, record = lead.lifecycle.fields, dict(lead.record)
        for ident, value in edits.items():
            field = fields.get(ident)
            if field is None or kind_of(field) == "counter" or (value is None and not field.get("optional")):
                raise Refused("domain")
            if value is not None and not in_domain(field, value) and not self.off("domain"):
                raise Refused("domain")
            record[ident] = tidy(value)
        for ident, field in fields.items():
            of = field.get("detail", {}).get("of")
            touched = ident in edits or of in edits
            if touched and not detail_fits(field, record) and not self.off("detail"):
                raise Refused("domain")
        changed = {ident for ident in edits if record[ident] != lead.record.get(ident)}
        if self.off("no-change"):
            changed = set(edits)
        if any(fields[ident].get("frozen") for ident in changed) and not self.off("frozen"):
            raise Refused("frozen")
        lead.record = record
        if not self.off("edit-anchor"):
            self.edit_clocks(lead, changed)
        return changed

    def edit_clocks(self, lead, changed):
        for ident in lead.lifecycle.states[lead.state].get("clocks", []):
            anchor = lead.lifecycle.clocks[ident].get("anchor")
            if isinstance(anchor, dict) and anchor.get("field") in changed:
                lead.running.pop(ident, None)
                self.arm(lead, ident)
        for ident, running in sorted(lead.running.items()):
            clock = lead.lifecycle.clocks[ident]
            if clock.get("not_before") in changed or clock.get("not_after") in changed:
                self.run(lead, ident, running.anchor, running.rung, running.calendar, running.restarts)

    # 5.6 Activities

    def count_activities(self, lead, event, actor, occurred):
        found = []
        for ident, activity in lead.lifecycle.activities.items():
            if event is None or event not in activity.get("events", []):
                continue
            if not self.passes(lead, actor, activity.get("by", [])) and not self.off("activity-by"):
                continue
            if activity.get("except") and self.holds(lead, activity["except"]) and not self.off("except"):
                continue
            found.append(ident)
        for ident in found:
            later = lead.clock if self.off("activity-occurred") else occurred
            last = later if self.off("activity-max") else max(lead.last.get(ident, later), later)
            lead.last[ident] = last
        for ident, running in sorted(lead.running.items()):
            clock = lead.lifecycle.clocks[ident]
            anchor = clock.get("anchor")
            anchored = anchor.get("activity") if isinstance(anchor, dict) else None
            if any(a in found for a in clock.get("met_by", [])) and not self.off("met-by"):
                del lead.running[ident]
            elif anchored in found and not self.off("activity-anchor"):
                self.run(lead, ident, self.anchor(lead, clock), 0, running.calendar, running.restarts)
        return found

    # 5.7 Choice

    def decide(self, lead, given, occurred, cause):
        event, actor = given.get("event"), given.get("actor")
        if self.is_barred(lead):
            return self.write(Draft(lead, "ignored", cause=cause))
        lifecycle = lead.lifecycle
        if event is not None and event not in lifecycle.events and not self.off("unknown-event"):
            return self.perform(Draft(lead, "ignored", cause=cause), lambda draft: None)
        before, numbers, sent = lead.copy(), self.roster.copy_numbers(), len(self.decisions)
        draft = Draft(lead, "ignored", cause=cause, actor=actor, refusable=True)
        followed = []

        def body(draft):
            if event in lifecycle.events and not self.off("actor"):
                if not self.passes(lead, actor, lifecycle.events[event].get("by", [])):
                    raise Refused("actor")
            old = lead.record
            changed = self.edit(lead, given.get("edits", {}))
            counted = self.count_activities(lead, event, actor, occurred)
            move = self.choice(lead, event, actor, old)
            entered = False
            if move is None:
                draft.kind = "noted" if counted else "edited" if changed else "ignored"
            else:
                self.name_move(draft, move)
                if self.lacks(lead, move):
                    raise Refused("required")
                entered = self.outcome(draft, move.get("do", {}))
            if not entered or self.off("follow-entered"):
                state = lifecycle.states[lead.state]
                followed.extend(changed.intersection(state.get("follow", [])))

        try:
            self.perform(draft, body)
        except Refused as refused:
            assert len(self.decisions) == sent
            if not self.off("refused-reverts"):
                lead.__dict__.update(before.__dict__)
                self.roster.restore_numbers(numbers)
            again = Draft(lead, "refused", draft.because, draft.parts, cause)
            again.reason, again.rows, again.before = refused.args[0], draft.rows, draft.before
            self.write(again)
            return self.settle(lead) if self.off("refused-rests") else None
        if self.is_barred(lead):
            return None
        if followed and not self.off("follow"):
            self.follow(lead)
        self.settle(lead)

    def name_move(self, draft, move):
        lead = draft.lead
        draft.kind = "moved"
        draft.because.append(f"{lead.lifecycle.id}/moves/{move['id']}")
        draft.parts = lead.lifecycle.guards.parts(move.get("when"), lead.record, lead.last, lead.clock)

    def choice(self, lead, event, actor, old):
        for move in lead.lifecycle.moves:
            if lead.state not in move.get("from", []) and not self.off("move-from"):
                continue
            if not self.passes(lead, actor, move.get("by", [])) and not self.off("move-by"):
                continue
            if self.triggers(lead, move, event, old) and self.holds(lead, move.get("when")):
                return move
        return None

    def triggers(self, lead, move, event, old):
        trigger = move["on"]
        if "event" in trigger:
            return trigger["event"] == event
        if "becomes" in trigger:
            was = self.holds(lead, trigger["becomes"], old) and not self.off("becomes")
            return not was and self.holds(lead, trigger["becomes"])
        return self.may_watch(lead, move) and not self.off("watch-in-choice")

    def lacks(self, lead, move):
        """Whether a required field of the move or of the state it leads to has no value."""
        required = [] if self.off("move-requires") else list(move.get("requires", []))
        target = self.target(lead, move.get("do", {}))
        if target is not None and not self.off("state-requires"):
            required += [
                field for field in lead.lifecycle.states[target].get("requires", [])
                if field not in self.given_by(move) or self.off("requires-set")]
        return any(lead.record.get(field) is None for field in required)

    @staticmethod
    def given_by(move):
        """The fields to which a move's own actions give a value."""
        actions = move.get("do", {}).get("actions", [])
        return ([action["set"] for action in actions if "set" in action and action.get("value") is not None]
                + [action["add"] for action in actions if "add" in action])

    def target(self, lead, outcome):
        to = outcome.get("to")
        if isinstance(to, dict):
            return to["state"]
        return lead.previous_state if to == "previous" else None

    # 5.8 Entering a state

    def enter(self, draft, state_id, chain=None):
        lead = draft.lead
        for hop in range(HUNDRED + 1):
            state = self.step_into(lead, state_id)
            chain = chain or state.get("owner", [])
            if not chain and not self.off("empty-chain"):
                break
            found = self.resolve(draft, chain, state_id)
            if found and found.state is not None and hop < HUNDRED:
                state_id, chain = found.state, None
                continue
            self.change_owner(draft, self.or_lost(draft, found))
            break
        self.begin(lead, state)

    def step_into(self, lead, state_id):
        state = lead.lifecycle.states[state_id]
        kept = [] if self.off("carries") else state.get("carries", [])
        lead.running = {ident: clock for ident, clock in lead.running.items() if ident in kept}
        if not self.off("previous-state"):
            lead.previous_state = lead.state
        lead.state, lead.entered = state_id, lead.clock
        return state

    def begin(self, lead, state):
        for ident in state.get("clocks", []):
            if ident not in lead.running or self.off("arm-running"):
                self.arm(lead, ident)
        if state["kind"] != "pending" and not self.off("forget-asked"):
            lead.asked = []

    def or_lost(self, draft, found):
        """The answer, where it is a person or nobody by design."""
        if found and found.state is None:
            return found
        if draft.refusable and draft.passed_over and not self.off("refuse-passed-over"):
            raise Refused(draft.passed_over)
        raise Lost("no_owner")

    def resolve(self, draft, chain, state, restricted=True, over=(), states=True):
        search = Search(self, draft.lead, draft.lead.lifecycle, state, draft.actor, over, restricted, states=states)
        found = search.chain(chain)
        draft.rows += search.rows
        draft.passed_over = draft.passed_over or search.passed_over
        return found

    def lose(self, draft, reason):
        lead, ident = draft.lead, draft.lead.lifecycle.lost_and_found
        draft.kind, draft.reason = "lost", reason
        state = self.step_into(lead, ident)
        chain = state.get("owner", [])
        if chain:
            found = self.resolve(draft, chain, ident, restricted=self.off("lost-unrestricted"), states=False)
            if not found:
                people = [s["person"] for s in chain if isinstance(s, dict) and "person" in s]
                person = people[0] if people and not self.off("lost-person") else None
                found = Found(person, ((), ("person", person)))
            self.change_owner(draft, found)
        self.begin(lead, state)

    # 5.9 Outcome

    def outcome(self, draft, outcome):
        """Carry out an outcome; whether a state was entered."""
        lead, actions = draft.lead, outcome.get("actions", [])
        told = {
            number: self.told(draft, action.get("remind", action.get("notify")))
            for number, action in enumerate(actions)
            if ("remind" in action or "notify" in action) and not self.off("read-first")}
        for number, action in enumerate(actions):
            self.action(draft, action, told.get(number))
        if draft.ask_failed:
            raise Lost("no_owner")
        to, owner = outcome.get("to"), outcome.get("owner")
        if to:
            target = self.target(lead, outcome)
            if target is None or (
                to == "previous" and lead.lifecycle.states[target]["kind"] == "closed"
                and not self.off("previous-closed")):
                raise Lost("no_previous")
            missing = [f for f in lead.lifecycle.states[target].get("requires", []) if lead.record.get(f) is None]
            if missing and not self.off("requires-again"):
                raise Refused("required") if draft.refusable else Lost("required")
            if target == lead.state and self.off("re-entry"):
                return False
            self.enter(draft, target, owner)
            return True
        if owner:
            found = self.resolve(draft, owner, lead.state)
            if found and found.state is not None:
                self.enter(draft, found.state)
                return True
            self.change_owner(draft, self.or_lost(draft, found))
        return False

    def action(self, draft, action, told):
        lead = draft.lead
        if "remind" in action or "notify" in action:
            kind = "remind" if "remind" in action else "notify"
            told = self.told(draft, action[kind]) if self.off("read-first") else told
            if told in self.roster.people or (told is not None and self.off("told-known")):
                draft.effects.append({kind: told})
        elif "set" in action:
            self.set(draft, action["set"], action.get("value"))
        elif "add" in action:
            field = action["add"]
            value = (lead.record.get(field) or 0) + action["by"]
            top = lead.lifecycle.fields[field]["type"].get("counter", {}).get("max")
            self.set(draft, field, value if top is None or self.off("add-max") else min(top, value))
        elif "send" in action:
            draft.effects.append({"send": action["send"], "link": action["link"]})
        elif "ask" in action:
            over = () if self.off("ask-passes-over") else {*lead.asked, lead.owner}
            restricted = self.off("ask-unrestricted")
            found = self.resolve(draft, action["ask"], lead.state, restricted, over)
            if not found or found.person is None:
                draft.ask_failed = True
            else:
                lead.asked.append(found.person)
                draft.effects.append({"ask": found.person})
        elif "start" in action:
            if not (self.off("start-anew") and action["start"] in lead.running):
                self.arm(lead, action["start"])
        elif not self.off("stop"):
            lead.running.pop(action["stop"], None)

    def set(self, draft, field, value):
        draft.lead.record[field] = value
        draft.effects.append({"set": field, "value": value})

    def told(self, draft, source):
        """The person whom a reminder or notice is for."""
        lead, roster = draft.lead, self.roster
        if isinstance(source, str):
            absence = roster.absence(lead.owner, lead.clock) or {}
            return {
                "keep": lead.owner, "previous": lead.previous_owner,
                "actor": None if draft.actor in ("lead", "system") else draft.actor,
                "asked": lead.asked[-1] if lead.asked else None,
                "manager_of_owner": roster.of(lead.owner, "manager"),
                "backup_of_owner": roster.of(lead.owner, "backup"),
                "cover_of_owner": absence.get("cover"),
            }.get(source)
        (kind, name), = source.items()
        if kind == "person":
            return name
        if kind == "field":
            return lead.record.get(name)
        if kind == "role":
            holders = roster.holders(name)
            present = [p for p in holders if roster.is_present(p, lead.clock)]
            return next(iter(holders if self.off("told-present") else present + holders), None)
        holders = {"pool": self.pools, "queue": self.queues}.get(kind)
        return holders[name].get("steward") if holders else None

    # 5.10 Owners

    def change_owner(self, draft, found):
        lead = draft.lead
        lead.site = found.site
        if found.person == lead.owner:
            return
        before, lead.owner, lead.assigned = lead.owner, found.person, lead.clock
        lead.previous_owner = lead.previous_owner if self.off("previous-owner") else before
        if lead.owner is not None:
            draft.effects.append({"assign": lead.owner})
        for ident, running in sorted(lead.running.items()):
            clock = lead.lifecycle.clocks[ident]
            may = clock.get("restarts", 0) > running.restarts or self.off("restarts-most")
            if may and (ident != draft.firing or self.off("restart-firing")) and not self.off("restarts"):
                self.run(lead, ident, lead.clock, 0, self.calendar(lead, clock), running.restarts + 1)

    def follow(self, lead):
        state = lead.lifecycle.states[lead.state]
        chain = state.get("owner", [])
        probe = Search(self, lead, lead.lifecycle, lead.state, probing=True).chain(chain)
        if not chain or (probe and probe.site == lead.site and not self.off("sticky")):
            return

        def body(draft):
            found = self.resolve(draft, chain, lead.state)
            if found and found.state is not None:
                self.enter(draft, found.state)
            else:
                self.change_owner(draft, self.or_lost(draft, found))

        self.perform(Draft(lead, "followed", [f"{lead.lifecycle.id}/states/{lead.state}"]), body)

    # 5.11 Settling

    def settle(self, lead):
        while not self.is_barred(lead) and not self.off("settle"):
            moves = [move for move in lead.lifecycle.moves if "watch" in move["on"] and not move.get("by")]
            move = next((move for move in moves if self.may_watch(lead, move)), None)
            if move is None:
                return
            draft = Draft(lead, "moved")
            self.name_move(draft, move)
            self.perform(draft, lambda draft: self.outcome(draft, move.get("do", {})))
            if self.decisions[-1]["kind"] == "lost" and not self.off("settle-lost"):
                return

    def may_watch(self, lead, move):
        """Whether a `watch` move can be carried out now, whoever may."""
        to = move.get("do", {}).get("to")
        if lead.state not in move.get("from", []) or not to or self.target(lead, move["do"]) == lead.state:
            return False
        lacks = self.lacks(lead, move) and not self.off("settle-requires")
        return self.holds(lead, move.get("when")) and not lacks

    # 5.13 Clocks

    def arm(self, lead, ident):
        clock = lead.lifecycle.clocks[ident]
        if not self.holds(lead, clock.get("when")) and not self.off("clock-when"):
            return
        anchor = self.anchor(lead, clock)
        if anchor is not None:
            self.run(lead, ident, anchor, 0, self.calendar(lead, clock), 0)

    def anchor(self, lead, clock):
        anchor = clock.get("anchor", "entry")
        if isinstance(anchor, str):
            entry = lead.entered if self.off("start-counts") else lead.clock
            return {"entry": entry, "assignment": lead.assigned, "capture": lead.captured}[anchor]
        if "activity" in anchor:
            last = lead.last.get(anchor["activity"], lead.entered)
            return last if self.off("anchor-entered") else max(lead.entered, last)
        return self.beginning(lead, anchor["field"])

    def beginning(self, lead, field):
        """The instant of a field, or the local midnight that begins its date."""
        value = lead.record.get(field)
        if isinstance(value, str):
            days = parse_date(value)
            if self.off("anchor-midnight"):
                return days * DAY
            return None if days is None else self.zone.midnight(days)
        return value

    def calendar(self, lead, clock):
        hours = clock.get("hours")
        first = min(self.calendars, key=str.encode, default=None)
        if hours == "owner":
            own = self.roster.of(lead.owner, "calendar")
            return own if own in self.calendars and not self.off("owner-hours") else first
        if isinstance(hours, dict) and "field" in hours:
            value = lead.record.get(hours["field"])
            if self.off("field-hours"):
                return hours["otherwise"]
            return hours.get("calendars", {}).get(value, hours["otherwise"])
        return hours["calendar"] if hours else None

    def run(self, lead, ident, anchor, rung, calendar, restarts):
        """Let a clock run from an anchor."""
        due, ended = self.due(lead, lead.lifecycle.clocks[ident], anchor, rung, calendar)
        lead.running.pop(ident, None)
        if ended and lead.state == lead.lifecycle.lost_and_found and not self.off("ended-in-lost"):
            return
        lead.running[ident] = Running(anchor, rung, due, calendar, restarts, ended and not self.off("ended"))

    def due(self, lead, clock, anchor, rung, calendar):
        due, ended = self.count(clock["rungs"][rung]["after"], anchor, self.calendars.get(calendar))
        for key, pick in (("not_before", max), ("not_after", min)):
            bound = self.beginning(lead, clock[key]) if key in clock and not self.off(key) else None
            due = due if bound is None else pick(due, bound)
        return due, ended

    def count(self, amount, anchor, calendar):
        (unit, number), = amount.items()
        if unit == "seconds":
            return anchor + 1000 * number, False
        if unit == "months":
            return self.months(anchor, number), False
        if calendar is None:
            return anchor, True
        if unit == "business_seconds":
            return calendar.seconds(anchor, number)
        if unit == "business_days":
            return calendar.seconds(anchor, number * calendar.day)
        if self.off("closing"):
            number = max(0, number - 1)
        return calendar.closing(anchor, number)

    def months(self, anchor, number):
        if self.off("months-local"):
            return plus_months(anchor // DAY, number) * DAY + anchor % DAY
        local = self.zone.local(anchor)
        days = plus_months(local // DAY, number, not self.off("months-clamp"))
        return self.zone.instant(days * DAY + local % DAY, not self.off("fold"), not self.off("gap"))

    def fire(self, lead, ident, at):
        lead.clock = at
        running = lead.running[ident]
        clock = lead.lifecycle.clocks[ident]
        rung = running.rung
        cause = {"timer": {"clock": ident, "rung": rung + 1}}

        def body(draft):
            if rung + 1 < len(clock["rungs"]):
                self.run(lead, ident, running.anchor, rung + 1, running.calendar, running.restarts)
            elif clock.get("repeats") and not self.off("repeats"):
                anchor = lead.clock if self.off("repeat-anchor") else running.due
                del lead.running[ident]
                due, _ = self.due(lead, clock, anchor, 0, running.calendar)
                if due > running.due or self.off("repeats-onward"):
                    self.run(lead, ident, anchor, 0, running.calendar, running.restarts)
            else:
                del lead.running[ident]
            if running.ended:
                raise Lost("calendar_ended")
            self.outcome(draft, clock["rungs"][rung].get("do", {}))

        because = [f"{lead.lifecycle.id}/clocks/{ident}"]
        self.perform(Draft(lead, "fired", because, cause=cause, firing=ident), body)
        self.settle(lead)


def tidy(value):
    """A set sorted by bytes, without repeats; anything else as it is."""
    return sorted(set(value), key=str.encode) if isinstance(value, list) else value


class Driver:
    """Drives many leads with a timer queue (5.1) and delivers what they send (5.12)."""

    def __init__(self, meaning, roster, broken=(), limit=None):
        self.engine = Engine(meaning, roster, broken, limit)
        self.seen = set()

    @property
    def decisions(self):
        return self.engine.decisions

    def run(self, inputs, until=None):
        def order(given):
            return given["received"], given["occurred"], given["key"].encode(), given["lead"].encode()

        for given in inputs if self.engine.off("input-order") else sorted(inputs, key=order):
            if (given["lead"], given["key"]) in self.seen and not self.engine.off("repeated-input"):
                continue
            self.seen.add((given["lead"], given["key"]))
            if not self.engine.off("timers-of-all"):
                self.fire(given["received"], closing=False)
            self.step(lambda given=given: self.engine.apply(given))
        if until is not None:
            self.fire(until, closing=not self.engine.off("close"))
        return self.decisions

    def fire(self, time, closing):
        """Fire what is due before an instant, and, when closing, at it."""
        engine = self.engine
        while True:
            due = []
            for ident, lead in engine.leads.items():
                for clock, running in lead.running.items():
                    ready = engine.ready(lead, running)
                    if ready < time or (closing and ready == time):
                        due.append((ready, *engine.rank(lead, clock), ident.encode(), lead, clock))
            if not due:
                return
            ready, *_, lead, clock = (max if engine.off("leads-order") else min)(due, key=lambda item: item[:5])
            self.step(lambda: engine.fire(lead, clock, max(lead.clock, ready)))

    def step(self, act):
        """A step, and at once the events that it sends, and those that these send."""
        engine, waiting = self.engine, [act]
        while waiting:
            targets = waiting.pop()() or []
            sent, engine.outbox = engine.outbox, []
            if not engine.off("send"):
                targets += [target for item in sent for target in self.deliver(*item)]
            waiting = targets + waiting if engine.off("send-at-once") else waiting + targets[::-1]

    def deliver(self, sender, effect, at, key):
        """The inputs that an effect makes, by the id of their leads."""
        engine, link = self.engine, sender.lifecycle.links[effect["link"]]
        leads = [lead for lead in engine.leads.values() if lead.lifecycle.id == link["lifecycle"]]
        if "mine" in link:
            targets = [lead for lead in leads if lead.id == sender.record.get(link["mine"])]
        else:
            targets = [lead for lead in leads if lead.record.get(link["theirs"]) == sender.id]
        given = {
            "lifecycle": link["lifecycle"], "key": key, "occurred": at, "received": at,
            "event": effect["send"], "actor": None if engine.off("send-actor") else "system"}
        targets.sort(key=lambda lead: lead.id.encode(), reverse=engine.off("send-order"))
        return [partial(engine.apply, {**given, "lead": lead.id}) for lead in targets]


def main():
    parser = argparse.ArgumentParser(description="Run a machine file over inputs.")
    parser.add_argument("machine")
    parser.add_argument("roster")
    parser.add_argument("inputs")
    parser.add_argument("--advance-to", type=int, metavar="MS")
    parser.add_argument("--break", dest="broken", action="append", default=[], metavar="RULE")
    options = parser.parse_args()
    read = lambda path: open(path, encoding="utf-8", newline="").read()
    try:
        meaning, roster = read_machine(read(options.machine)), read_roster(read(options.roster))
        inputs = [parse(line) for line in read(options.inputs).split("\n") if line.strip()]
        until = inputs.pop()["close"] if inputs and "close" in inputs[-1] else None
        until = until if options.advance_to is None else options.advance_to
        decisions = Driver(meaning, roster, options.broken).run(inputs, until)
    except Unreadable as problem:
        sys.exit(f"roe_interpreter: {problem}")
    for decision in decisions:
        print(canonical(decision))


if __name__ == "__main__":
    main()
