#!/usr/bin/env python3
"""How much faster roe finds gaps and hidden rows than z3 does, on the same tables.

    swift run -c release RoeBenchmark tables | Tests/Tools/z3_speed.py

Each line of the input is a table with what roe found and in how many seconds. z3 gets one solver for
each table, to which the rows are added one after the other: a row is hidden when no lead is left for
it, and there is a gap when one is left at the end. Both must find the same.
"""

import json
import sys
import time

import z3

PATIENCE = 600  # seconds for one table, after which z3 is stopped and its rows are counted


def answer(table):
    fields = [z3.Int(f"f{number}") for number in range(len(table["regions"]))]
    solver = z3.SolverFor("QF_LIA")
    for field, count in zip(fields, table["regions"]):
        solver.add(field >= 0, field < count)
    hidden = 0
    begin = time.perf_counter()
    for number, row in enumerate(table["rows"]):
        inside = z3.And(
            [
                z3.Or([z3.And(fields[field] >= low, fields[field] < high) for low, high in parts])
                for field, parts in row
            ]
        )
        solver.push()
        solver.add(inside)
        if solver.check() == z3.unsat:
            hidden += 1
        solver.pop()
        solver.add(z3.Not(inside))
        if time.perf_counter() - begin > PATIENCE:
            return time.perf_counter() - begin, number + 1, hidden, None
    has_gap = solver.check() == z3.sat
    return time.perf_counter() - begin, len(table["rows"]), hidden, has_gap


def main():
    disagreements = 0
    for line in sys.stdin:
        table = json.loads(line)
        seconds, rows, hidden, has_gap = answer(table)
        ratio = seconds / table["seconds"]
        bound = "" if has_gap is not None else f", stopped after {rows} rows"
        print(
            f"{table['name']}: roe {table['seconds'] * 1e3:.1f} ms, z3 {seconds:.1f} s{bound}:"
            f" {'' if has_gap is not None else 'more than '}{ratio:.0f} times",
            flush=True,
        )
        if has_gap is not None and (hidden, has_gap) != (table["hidden"], table["gap"]):
            print(f"  roe says {table['hidden']} {table['gap']}, z3 says {hidden} {has_gap}")
            disagreements += 1
    sys.exit(1 if disagreements else 0)


main()
