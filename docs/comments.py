"""For the reference: a field's comment is its description, and examples in a docstring are shown as such."""

import ast
import inspect
import re
import textwrap
from typing import Any

import griffe

_COMMENT = re.compile(r"(?:^|\s)#:? (?!noqa|type:)(.*)$")


class Comments(griffe.Extension):
    """Reads what the style of this code puts into comments."""

    def on_attribute_instance(self, *, node: ast.AST | griffe.ObjectNode, attr: griffe.Attribute, **_: Any) -> None:
        """A comment behind a field, or on the lines of it, is its docstring."""
        if attr.docstring is None and attr.lineno:
            lines = attr.lines_collection[attr.filepath][attr.lineno - 1 : attr.endlineno or attr.lineno]
            words = " ".join(found.group(1) for line in lines if (found := _COMMENT.search(line)))
            if words:
                attr.docstring = griffe.Docstring(words, lineno=attr.lineno, endlineno=attr.endlineno, parent=attr)

    def on_instance(self, *, node: ast.AST | griffe.ObjectNode, obj: griffe.Object, **_: Any) -> None:
        """Doctests stand in a section of their own."""
        if obj.docstring and ">>>" in obj.docstring.value and "Examples:" not in obj.docstring.value:
            text = inspect.cleandoc(obj.docstring.value)
            said, mark, examples = text.partition(">>>")
            obj.docstring.value = f"{said.rstrip()}\n\nExamples:\n{textwrap.indent(mark + examples, '    ')}"
