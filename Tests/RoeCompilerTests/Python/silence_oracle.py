#!/usr/bin/env python3
"""Compares worst waits with those that the model checker Storm finds.

    silence_oracle.py FILE

Each line of FILE holds a machine whose clocks count on the wall, for each state those who may have a lead there whom
the state does not name, and for each state and goal the longest wait that
roe has worked out, in milliseconds or null for never, and whether it is said to be exact. Every lead is followed
here, with whatever values its fields may have, until its situation repeats; that makes a Markov decision process in
which the choice of the lead is the only choice. Storm finds Rmax=? [F goal] and Pmin=? [F goal] of it.
"""

import itertools
import json
import sys
from pathlib import Path

import stormpy

sys.path.insert(0, str(Path(__file__).parents[2] / "RoeMachineTests" / "Python"))
from roe_guards import Guards  # noqa: E402

GOALS = ["called", "escalated", "rested"]
UNIT = 1_800_000
RECORDS = [
    {"flag": flag, "size": size, "tries": tries}
    for flag, size, tries in itertools.product([False, True], [None, "big", "mid", "small"], range(3))]


class Lead:
    """A lead somewhere; `first` is who owned it in the beginning."""

    def __init__(self, rules, state, record, owner=None):
        self.rules, self.state, self.record = rules, state, dict(record)
        self.clocks, self.calls = {}, []
        self.owner = owner
        self.owner = owner or self.person(rules.states[state]["owner"])
        self.first = self.owner
        self.arm_all()

    def copy(self):
        other = Lead.__new__(Lead)
        other.__dict__ = dict(self.__dict__, record=dict(self.record), clocks=dict(self.clocks), calls=[])
        return other

    def key(self):
        return (self.state, self.owner, self.first, tuple(self.record.items()), tuple(sorted(self.clocks.items())))

    def kind(self):
        return self.rules.states[self.state]["kind"]

    def person(self, chain):
        for source in chain:
            if source == "keep":
                if self.owner:
                    return self.owner
            elif source == "manager_of_owner":
                return "m2" if self.owner == "m1" else "m1"
            elif source == "backup_of_owner":
                return "b2" if self.owner == "b1" else "b1"
            else:
                return source["person"]
        raise ValueError(f"nobody in {chain}")

    def holds(self, guard):
        return self.rules.guards.holds(guard, self.record, {}, 0)

    def arm(self, name):
        clock = self.rules.clocks[name]
        if self.holds(clock.get("when")):
            self.clocks[name] = (0, clock["rungs"][0]["after"]["seconds"] * 1000, 0)

    def arm_all(self):
        for name in self.rules.states[self.state].get("clocks", []):
            if name not in self.clocks:
                self.arm(name)

    def change_owner(self, person, firing):
        if person == self.owner:
            return
        self.owner = person
        self.calls.append(("assign", person))
        for name, (_, _, restarts) in list(self.clocks.items()):
            clock = self.rules.clocks[name]
            if name != firing and clock.get("restarts", 0) > restarts:
                self.clocks[name] = (0, clock["rungs"][0]["after"]["seconds"] * 1000, restarts + 1)

    def do(self, outcome, firing):
        told = [
            (kind, self.person([source]))
            for action in outcome.get("actions", []) for kind, source in action.items() if kind in ("remind", "notify")]
        for action in outcome.get("actions", []):
            if "remind" in action or "notify" in action:
                self.calls.append(told.pop(0))
            elif "set" in action:
                self.record[action["set"]] = action.get("value")
            elif "add" in action:
                self.record[action["add"]] = min(2, self.record[action["add"]] + action["by"])
            elif "start" in action:
                self.arm(action["start"])
            elif "stop" in action:
                self.clocks.pop(action["stop"], None)
        if "to" in outcome:
            self.state = outcome["to"]["state"]
            state = self.rules.states[self.state]
            self.clocks = {name: clock for name, clock in self.clocks.items() if name in state.get("carries", [])}
            self.change_owner(self.person(outcome.get("owner") or state["owner"]), firing)
            self.arm_all()
        elif "owner" in outcome:
            self.change_owner(self.person(outcome["owner"]), firing)

    def step(self):
        """What happens next, after how long; None when nothing will."""
        for move in self.rules.moves:
            target = move["do"]["to"]["state"]
            if self.state in move["from"] and target != self.state and self.holds(move.get("when")):
                lead = self.copy()
                lead.do(move["do"], None)
                return lead, 0
        if not self.clocks:
            return None
        left, rung, name = min((left, rung, name) for name, (rung, left, _) in self.clocks.items())
        lead = self.copy()
        lead.clocks = {other: (r, l - left, s) for other, (r, l, s) in self.clocks.items()}
        clock, restarts = self.rules.clocks[name], self.clocks[name][2]
        rungs = [each["after"]["seconds"] * 1000 for each in clock["rungs"]]
        if rung + 1 < len(rungs):
            lead.clocks[name] = (rung + 1, rungs[rung + 1] - rungs[rung], restarts)
        elif clock.get("repeats"):
            lead.clocks[name] = (0, rungs[0], restarts)
        else:
            del lead.clocks[name]
        lead.do(clock["rungs"][rung].get("do", {}), name)
        return lead, left

    def reaches(self, goal, is_new):
        kind = self.kind()
        if kind in ("closed", "lost_and_found") or kind == "nurture" and is_new and self.clocks:
            return True
        if goal == "rested" or not is_new:
            return False
        return any(goal == "called" or how == "assign" and who != self.first or how == "notify" and who != self.first
                   for how, who in self.calls)


class Rules:
    def __init__(self, meaning):
        lifecycle = meaning["lifecycles"][0]
        self.states = {state["id"]: state for state in lifecycle["states"]}
        self.clocks = {clock["id"]: clock for clock in lifecycle["clocks"]}
        self.moves = lifecycle.get("moves", [])
        self.guards = Guards(lifecycle, None)


def model(rules, states, brought, goal):
    """A decision process: for every asked state one situation in which the lead is chosen; 0 is the goal."""
    numbers, rows = {}, [[(0, 0)]] + [[] for _ in states]
    open_leads = []

    def number(lead):
        key = lead.key()
        if key not in numbers:
            numbers[key] = len(rows)
            rows.append([])
            open_leads.append((numbers[key], lead))
        return numbers[key]

    for place, state in enumerate(states, 1):
        for record, owner in itertools.product(RECORDS, [None] + brought[state]):
            lead = Lead(rules, state, record, owner)
            rows[place].append((0 if lead.reaches(goal, False) else number(lead), 0))
    while open_leads:
        place, lead = open_leads.pop()
        following = lead.step()
        if following is None:
            rows[place] = [(place, 0)]
        else:
            after, wait = following
            rows[place] = [(0 if after.reaches(goal, True) else number(after), wait // UNIT)]
        if len(rows) > 200_000:
            raise ValueError("too many situations")
    return rows


def solve(rows, asked):
    builder = stormpy.SparseMatrixBuilder(0, 0, 0, False, True)
    rewards, row = [], 0
    for choices in rows:
        builder.new_row_group(row)
        for target, reward in choices:
            builder.add_next_value(row, target, 1)
            rewards.append(float(reward))
            row += 1
    labeling = stormpy.storage.StateLabeling(len(rows))
    for name in ("init", "goal"):
        labeling.add_label(name)
    labeling.add_label_to_state("goal", 0)
    labeling.add_label_to_state("init", 1)
    components = stormpy.SparseModelComponents(
        transition_matrix=builder.build(), state_labeling=labeling,
        reward_models={"": stormpy.SparseRewardModel(optional_state_action_reward_vector=rewards)})
    mdp = stormpy.storage.SparseMdp(components)
    ask = lambda text: stormpy.model_checking(mdp, stormpy.parse_properties(text)[0])  # noqa: E731
    times, sure = ask('Rmax=? [F "goal"]'), ask('Pmin=? [F "goal"]')
    found = []
    for place in asked:
        is_sure, time = sure.at(place) > 0.5, times.at(place)
        if is_sure != (time != float("inf")):
            raise ValueError("Storm contradicts itself")
        found.append(round(time) * UNIT if is_sure else None)
    return found


def main():
    compared, never, loose, wrong = 0, 0, 0, []
    for count, line in enumerate(Path(sys.argv[1]).read_text().splitlines()):
        case = json.loads(line)
        rules, states = Rules(case["machine"]), sorted(case["waits"])
        for goal in GOALS:
            found = solve(model(rules, states, case["brought"], goal), range(1, len(states) + 1))
            for state, storm in zip(states, found):
                roe, exact = case["waits"][state][goal]
                compared += 1
                never += storm is None
                loose += not exact
                if roe != storm if exact else roe is not None and (storm is None or storm > roe):
                    wrong.append(f"machine {count}, {state}, {goal}: roe {roe}, storm {storm}, exact {exact}")
    print("\n".join(wrong[:20] + [f"{compared} waits compared, {never} never, {loose} at most, {len(wrong)} wrong"]))
    sys.exit(1 if wrong else 0)


if __name__ == "__main__":
    main()
