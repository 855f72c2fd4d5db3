"""Renders Markdown as GitHub does and lists every element it holds, one per line.

An element of which the page has no business (anything but text, tables, lists, headings, links
within the page or to its own files) is printed with its attributes.
"""
import sys
from html.parser import HTMLParser

import cmarkgfm

if "--is-there" in sys.argv:
    sys.exit(0)

UNSAFE = 1 << 17  # raw HTML is kept, so that it is seen


class Elements(HTMLParser):
    def __init__(self):
        super().__init__()
        self.seen = {}

    def handle_starttag(self, tag, attributes):
        shown = " ".join(f"{name}={value}" for name, value in attributes)
        entry = f"{tag} {shown}".strip()
        self.seen[entry] = self.seen.get(entry, 0) + 1


page = cmarkgfm.github_flavored_markdown_to_html(sys.stdin.read(), options=UNSAFE)
parser = Elements()
parser.feed(page)
for entry in sorted(parser.seen):
    print(f"{parser.seen[entry]} {entry}")
