"""Says for conditions on the fields of a lead whether some lead satisfies them; asks z3.

One table per line on standard input:
  {"fields": [{"lower": 0, "upper": null, "optional": true}, ...], "rows": [C, ...], "ask": [C, ...]}
and for each one line on standard output: {"satisfiable": [true, ...]}.

A field holds an integer between its limits or, if optional, nothing. A condition C is one of
  {"all": [C, ...]}  {"any": [C, ...]}  {"not": C}  {"row": number of a row}
  {"field": f, "missing": true}  {"field": f, "is": "<", "value": 5}  {"field": f, "in": [1, 2]}
The last two are false where the field holds nothing.
"""

import json
import operator
import sys

import z3

COMPARE = {
    "<": operator.lt, "<=": operator.le, "=": operator.eq,
    "!=": operator.ne, ">=": operator.ge, ">": operator.gt,
}


class Table:
    def __init__(self, fields, rows):
        self.solver = z3.Solver()
        self.values = [z3.Int(f"value{number}") for number in range(len(fields))]
        self.missing = [z3.Bool(f"missing{number}") for number in range(len(fields))]
        for field, value, missing in zip(fields, self.values, self.missing):
            if field["lower"] is not None:
                self.solver.add(value >= field["lower"])
            if field["upper"] is not None:
                self.solver.add(value <= field["upper"])
            if not field["optional"]:
                self.solver.add(z3.Not(missing))
        self.rows = [self.formula(row) for row in rows]

    def formula(self, condition):
        match condition:
            case {"all": parts}:
                return z3.And([self.formula(part) for part in parts])
            case {"any": parts}:
                return z3.Or([self.formula(part) for part in parts])
            case {"not": part}:
                return z3.Not(self.formula(part))
            case {"row": number}:
                return self.rows[number]
            case {"field": field, "missing": True}:
                return self.missing[field]
            case {"field": field, "is": comparison, "value": constant}:
                holds = COMPARE[comparison](self.values[field], constant)
            case {"field": field, "in": constants}:
                holds = z3.Or([self.values[field] == constant for constant in constants])
            case _:
                raise ValueError(f"no condition: {condition}")
        return z3.And(z3.Not(self.missing[field]), holds)

    def is_satisfiable(self, condition):
        answer = self.solver.check(self.formula(condition))
        if answer == z3.unknown:
            raise ValueError("z3 does not know")
        return answer == z3.sat


for line in sys.stdin:
    question = json.loads(line)
    table = Table(question["fields"], question["rows"])
    answers = [table.is_satisfiable(condition) for condition in question["ask"]]
    print(json.dumps({"satisfiable": answers}))
