#!/usr/bin/env python3
"""Compares what roe says of routing tables and of moves with what z3 says.

    z3_oracle.py CASES

CASES has a line of JSON for each case: the machine, and the verdicts and witnesses of roe. Prints one line of
JSON: {"questions": n, "unknown": n, "undecided": n, "witnesses": n, "disagreements": {case: [text]}}. What z3
does not know is asked of cvc5 (`unknown`); what neither knows is counted as `undecided`.
"""

import json
import sys
from collections import Counter

import z3

from lead_formulas import Leads, all_of, any_of, tests_in  # its import also finds the second interpreter
from roe_guards import Guards, detail_fits, in_domain
from roe_time import Zone

TIMEOUT = 3000
counts = Counter()


def cvc5_says(script):
    import cvc5

    solver = cvc5.Solver()
    solver.setOption("tlimit-per", str(4 * TIMEOUT))
    solver.setOption("strings-exp", "true")
    parser = cvc5.InputParser(solver)
    parser.setStringInput(cvc5.InputLanguage.SMT_LIB_2_6, "(set-logic ALL)\n" + script, "question")
    symbols, answer = parser.getSymbolManager(), ""
    while True:
        command = parser.nextCommand()
        if command.isNull():
            break
        answer += str(command.invoke(solver, symbols))
    return {"sat": True, "unsat": False}.get(answer.strip())


class Solver:
    """Answers whether some possible lead satisfies a formula; None when nobody knows."""

    def __init__(self, leads):
        self.solver = z3.Solver()
        self.solver.set("timeout", TIMEOUT)
        self.solver.add(leads.possible)

    def some(self, *formulas):
        counts["questions"] += 1
        self.solver.push()
        self.solver.add(*formulas)
        answer = self.solver.check()
        known = True if answer == z3.sat else False if answer == z3.unsat else None
        if known is None:
            counts["unknown"] += 1
            try:
                known = cvc5_says(self.solver.to_smt2())
            except RuntimeError as error:
                print(f"cvc5: {error}", file=sys.stderr)
            if known is None:
                counts["undecided"] += 1
        self.solver.pop()
        return known

    def all(self, *formulas):
        some = self.some(z3.Not(z3.And(formulas)))
        return None if some is None else not some


def outcome(row):
    return json.dumps({key: row[key] for key in ("owner", "to", "next") if key in row}, sort_keys=True)


class Case:
    def __init__(self, case):
        self.case = case
        self.machine = json.loads(case["machine"])
        self.lifecycle = next(one for one in self.machine["lifecycles"] if one["id"] == "lead")
        zones = {zone["id"]: zone for zone in self.machine["zones"]}
        self.zone = zones[self.machine["zone"]]
        self.guards = Guards(self.lifecycle, Zone(self.zone))
        self.problems = []

    def expect(self, truth, said, what):
        if truth is not None and truth != said:
            self.problems.append(f"{what}: roe says {said}, z3 says {truth}")

    def run(self):
        for table in self.case["tables"]:
            self.check_table(table)
        for group in self.case["moves"]:
            self.check_moves(group)
        return self.problems

    # Witnesses

    def replay(self, lead, what):
        """The record of a witness, when it is one that there can be."""
        counts["witnesses"] += 1
        record = {name: json.loads(value) for name, value in lead["record"].items()}
        record = {name: value for name, value in record.items() if value is not None}
        self.now, self.last = lead["now"], lead["last"]
        for field in self.lifecycle.get("fields", []):
            value = record.get(field["id"])
            if value is None:
                if not field.get("optional"):
                    self.problems.append(f"{what}: the witness lacks {field['id']}")
            elif not in_domain(field, value):
                self.problems.append(f"{what}: {field['id']} can never be {value!r}")
            if not detail_fits(field, record):
                self.problems.append(f"{what}: {field['id']} does not fit the other level in {record}")
        for fact in self.lifecycle.get("assumptions", []):
            if not self.guards.holds(fact.get("holds"), record, self.last, self.now):
                self.problems.append(f"{what}: {record} breaks the assumption {fact['id']}")
        return record

    def fits(self, rows, record):
        return [
            i for i, row in enumerate(rows)
            if self.guards.holds(row.get("when"), record, self.last, self.now)]

    def expect_decides(self, rows, lead, wanted, what):
        record = self.replay(lead, what)
        decides = next(iter(self.fits(rows, record)), None)
        if decides != wanted:
            self.problems.append(
                f"{what}: of {record} at {self.now} row {decides} decides, and not {wanted}")
        return record

    # Tables

    def check_table(self, said):
        table = next(one for one in self.lifecycle["tables"] if one["id"] == said["id"])
        rows = table.get("rows", [])
        guards = [row.get("when") for row in rows]
        leads = Leads(self.lifecycle, self.zone, guards)
        solver = Solver(leads)
        f = [leads.formula(guard) for guard in guards]
        outcomes = [outcome(row) for row in rows]
        for i, row in enumerate(said["rows"]):
            where = f"{table['id']}, row {i} ({rows[i]['id']})"
            can = solver.some(f[i])
            self.expect(None if can is None else not can, row["fate"] == "never", f"{where}, never true")
            if row["fate"] == "never":
                continue
            left = solver.some(f[i], *map(z3.Not, f[:i]))
            self.expect(left, row["fate"] == "decides", f"{where}, decides")
            if row["fate"] == "hidden":
                self.check_hidden(solver, f, rows, outcomes, i, row, where)
            if guards[i] is not None:
                self.expect(solver.all(f[i]), i in said["always"], f"{where}, always true")
        self.check_rest(solver, leads, f, rows, said, table["id"])
        if table.get("unique"):
            self.check_overlaps(solver, f, rows, outcomes, said)
        self.check_twins(solver, f, outcomes, said)

    def check_hidden(self, solver, f, rows, outcomes, i, row, where):
        self.expect(
            solver.all(z3.Implies(f[i], any_of([f[j] for j in row["by"]]))), True,
            f"{where}, hidden by {row['by']}")
        elsewhere = any_of([
            all_of([f[j], *map(z3.Not, f[:j])]) for j in range(i) if outcomes[j] != outcomes[i]])
        other = solver.some(f[i], elsewhere)
        self.expect(None if other is None else not other, row["harmless"], f"{where}, harmless")
        if row.get("lead"):
            record = self.expect_decides(rows, row.get("lead"), row.get("winner"), where)
            if i not in self.fits(rows, record):
                self.problems.append(f"{where}: the witness {record} does not fit it")
        else:
            self.problems.append(f"{where}: no witness")

    def check_rest(self, solver, leads, f, rows, said, name):
        none = z3.Not(any_of(f))
        self.expect(solver.some(none), said.get("rest") is not None, f"{name}, otherwise decides")
        if said.get("rest"):
            self.expect_decides(rows, said.get("rest"), None, f"{name}, otherwise")
        for fall in said["falls"]:
            record = self.expect_decides(rows, fall["lead"], None, f"{name}, without {fall['field']}")
            if fall["field"] in record:
                self.problems.append(f"{name}: {record} has {fall['field']}")
        reported = {fall["field"] for fall in said["falls"] if fall["whole"]}
        for field in self.lifecycle.get("fields", []):
            if not field.get("optional") or field["id"] not in leads.asked:
                continue
            own = leads.fields[field["id"]]
            parts = [
                solver.some(own.missing), solver.all(z3.Implies(own.missing, none)), solver.some(z3.Not(none))]
            truth = None if None in parts else all(parts)
            self.expect(truth, field["id"] in reported, f"{name}, no row fits without {field['id']}")
        for hole in said["holes"]:
            self.check_hole(solver, leads, none, rows, hole, name)

    def check_hole(self, solver, leads, none, rows, hole, name):
        where = f"{name}, hole {hole['field']} = {hole['value']}"
        record = self.expect_decides(rows, hole["lead"], None, where)
        value = json.loads(hole["value"])
        if record.get(hole["field"]) != value:
            self.problems.append(f"{where}: {record} is not in it")

    def check_overlaps(self, solver, f, rows, outcomes, said):
        told = {pair["second"]: (pair["first"], pair.get("lead")) for pair in said["overlaps"]}
        for i in range(len(f)):
            first, lead = told.get(i, (None, None))
            for j in range(i):
                if outcomes[i] == outcomes[j] or (first is not None and j > first):
                    continue
                self.expect(solver.some(f[i], f[j]), j == first, f"row {j} is the first to overlap row {i}")
            if first is None:
                continue
            if lead is None:
                self.problems.append(f"rows {first} and {i} overlap without a witness")
            elif not {first, i} <= set(self.fits(rows, record := self.replay(lead, f"overlap {first}, {i}"))):
                self.problems.append(f"{record} does not fit both rows {first} and {i}")

    def check_twins(self, solver, f, outcomes, said):
        told = {tuple(pair) for pair in said["twins"]}
        for i in range(len(f)):
            if said["rows"][i]["fate"] == "never":
                continue
            for j in range(i):
                if said["rows"][j]["fate"] == "never":
                    continue
                same = solver.all(f[i] == f[j])
                if same is None:
                    break
                if same:
                    self.expect(outcomes[i] == outcomes[j], (j, i) in told, f"rows {j} and {i} are one")
                    break
            else:
                self.expect(False, any(b == i for _, b in told), f"row {i} stands twice")

    # Moves

    def check_moves(self, said):
        where = f"{said['event']} in {said['states'][0]}"
        moves = [
            move for move in self.lifecycle["moves"]
            if move["on"].get("event") == said["event"] and said["states"][0] in move["from"]]
        if [move["id"] for move in moves] != said["moves"]:
            self.problems.append(f"{where}: roe looks at other moves: {said['moves']}")
            return
        guards = [move.get("when") for move in moves]
        leads = Leads(self.lifecycle, self.zone, guards)
        solver = Solver(leads)
        f = [leads.formula(guard) for guard in guards]
        results = [
            json.dumps([move.get("do"), move.get("requires")], sort_keys=True) for move in moves]
        fights = {(fight["first"], fight["second"]): fight.get("lead") for fight in said["fights"]}
        for i, fate in enumerate(said["fates"]):
            can = solver.some(f[i])
            self.expect(
                None if can is None else not can, fate["fate"] == "never", f"{where}, move {i} never")
            if fate["fate"] != "never":
                takers = [f[j] for j in range(i) if not moves[j].get("by")]
                left = solver.some(f[i], *map(z3.Not, takers))
                self.expect(left, fate["fate"] == "happens", f"{where}, move {i} happens")
            if fate["fate"] == "hidden":
                self.expect(
                    solver.all(z3.Implies(f[i], any_of([f[j] for j in fate["by"]]))), True,
                    f"{where}, move {i} hidden by {fate['by']}")
            for j in range(i):
                if moves[i]["layer"] == moves[j]["layer"] and results[i] != results[j]:
                    self.expect(
                        solver.some(f[i], f[j]), (j, i) in fights, f"{where}, moves {j} and {i} fight")
        self.expect(
            solver.some(*map(z3.Not, f)), said.get("unheard") is not None, f"{where}, some lead is not heard")
        if said.get("unheard"):
            self.expect_decides(moves, said.get("unheard"), None, f"{where}, unheard")
        for (a, b), lead in fights.items():
            if lead is None:
                self.problems.append(f"{where}: moves {a} and {b} fight without a witness")
                continue
            record = self.replay(lead, where)
            if not {a, b} <= set(self.fits(moves, record)):
                self.problems.append(f"{where}: {record} does not satisfy both moves {a} and {b}")


def main():
    disagreements = {}
    kinds = Counter()
    with open(sys.argv[1], encoding="utf-8") as lines:
        for line in lines:
            case = json.loads(line)
            one = Case(case)
            definitions = one.guards.definitions
            for table in one.lifecycle.get("tables", []):
                for row in table.get("rows", []):
                    kinds.update(kind_of_test(test) for test in tests_in(row.get("when"), definitions))
            try:
                problems = one.run()
            except Exception as error:  # a case that cannot be read is a disagreement too
                problems = [f"{type(error).__name__}: {error}"]
            if problems:
                disagreements[case["name"]] = problems
    print(json.dumps({
        **{name: counts[name] for name in ("questions", "unknown", "undecided", "witnesses")},
        "tests": dict(sorted(kinds.items())), "disagreements": disagreements}))


def kind_of_test(test):
    if "age" in test:
        return f"age in {test['unit']}"
    if "is" in test:
        return f"is {test['is']}"
    return next(key for key in test if key != "field")


if __name__ == "__main__":
    main()
