"""Validates rule files against schema/rules.schema.json, reading YAML 1.2 core scalars.

Usage: check_rules_schema.py SCHEMA accept|reject FILE...
Prints one line for each file that is not as it should be, and ends with 1 if there is one.
"""

import json
import re
import sys

import yaml
from jsonschema import Draft202012Validator


class CoreLoader(yaml.SafeLoader):
    """YAML 1.2 core: no `yes`, no base 60, no octal with a bare zero, no dates."""


CoreLoader.yaml_implicit_resolvers = {}
for tag, pattern, first in [
    ("bool", r"^(?:true|True|TRUE|false|False|FALSE)$", "tTfF"),
    ("int", r"^(?:[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+)$", "-+0123456789"),
    ("float", r"^[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?$", "-+.0123456789"),
    ("null", r"^(?:~|null|Null|NULL|)$", "~nN\0"),
]:
    CoreLoader.add_implicit_resolver(f"tag:yaml.org,2002:{tag}", re.compile(pattern), list(first))
CoreLoader.add_implicit_resolver("tag:yaml.org,2002:null", re.compile(r"^$"), [""])
CoreLoader.add_constructor("tag:yaml.org,2002:int", lambda l, n: int(l.construct_scalar(n), 0 if n.value[:2] in ("0x", "0o") else 10))


def main():
    schema_path, expectation, *files = sys.argv[1:]
    with open(schema_path, encoding="utf-8") as handle:
        schema = json.load(handle)
    Draft202012Validator.check_schema(schema)
    validator = Draft202012Validator(schema)
    failed = not files
    for path in files:
        with open(path, encoding="utf-8") as handle:
            document = yaml.load(handle, Loader=CoreLoader)
        errors = sorted(validator.iter_errors(document), key=str)
        if expectation == "accept" and errors:
            failed = True
            where = "/".join(map(str, errors[0].absolute_path))
            print(f"{path}: {where}: {errors[0].message[:300]}")
        if expectation == "reject" and not errors:
            failed = True
            print(f"{path}: accepted, but should be rejected")
    sys.exit(1 if failed else 0)


main()
