"""Templates compiled for one language, and for speed: what pages cost is mostly their templates.

Texts are folded in, parts that are always included are compiled in, loops and blocks go out in one
piece, values are escaped without a detour (goals.md, SPEED-1 and SPEED-3).
"""

from typing import Any

from flask.templating import Environment
from jinja2 import Template, nodes
from jinja2.compiler import CodeGenerator
from jinja2.visitor import NodeTransformer
from markupsafe import Markup, _escape_inner, escape  # type: ignore[attr-defined]

from portal import i18n
from portal.i18n import Lazy


class _Fold(NodeTransformer):
    """Replaces `_("text")` by the text in one language while a template is compiled: looking
    texts up at each request is most of what a page costs (goals.md)."""

    def __init__(self, environment: "LocaleEnvironment") -> None:
        self.environment = environment
        self.tag = environment.locale_tag
        self.macros = 0

    def visit_Call(self, node: nodes.Call) -> nodes.Node:  # noqa: N802
        self.generic_visit(node)
        if not (isinstance(node.node, nodes.Name) and node.node.name == "_" and node.args):
            return node
        first = node.args[0]
        if not isinstance(first, nodes.Const):
            return node
        text = nodes.Const(i18n.catalog(self.tag).single(first.value), lineno=node.lineno)
        if not node.kwargs:
            return text
        filler = nodes.Name("fill_text", "load", lineno=node.lineno)
        return nodes.Call(filler, [text], node.kwargs, None, None, lineno=node.lineno)

    def visit_Include(self, node: nodes.Include) -> nodes.Node:  # noqa: N802
        """A part that a template always includes is compiled into it: setting a part's context up
        costs more than most parts."""
        if not isinstance(node.template, nodes.Const) or node.ignore_missing:
            return node
        name = node.template.value
        assert self.environment.loader
        source, _path, _fresh = self.environment.loader.get_source(self.environment, name)
        part = self.environment.parse(source, name)
        return nodes.Scope(part.body, lineno=node.lineno)

    def visit_For(self, node: nodes.For) -> nodes.Node:  # noqa: N802
        """A loop's output goes on in one piece: every piece would pass through the generators of
        all the templates around it."""
        self.generic_visit(node)
        return node if self.macros else _in_one_piece([node])

    def visit_Macro(self, node: nodes.Macro) -> nodes.Node:  # noqa: N802
        """What a macro puts out is in one piece already."""
        self.macros += 1
        self.generic_visit(node)
        self.macros -= 1
        return node

    def visit_Block(self, node: nodes.Block) -> nodes.Node:  # noqa: N802
        """A block's output goes on in one piece, too."""
        self.generic_visit(node)
        node.body = [_in_one_piece(node.body)]
        return node


def _in_one_piece(body: list[nodes.Node]) -> nodes.FilterBlock:
    line = body[0].lineno if body else 1
    joined = nodes.Filter(None, "in_one_piece", [], [], None, None, lineno=line)
    return nodes.FilterBlock(body, joined, lineno=line)


class QuickTemplate(Template):
    """A template whose macros are made once: every template here has the same globals, which the
    library would compare anew at each import."""

    def _get_default_module(self, ctx: Any = None) -> Any:
        if self._module is None:
            self._module = self.make_module()
        return self._module


class QuickGenerator(CodeGenerator):
    """Writes templates whose values are escaped by `put`."""

    def _output_child_pre(self, node: Any, frame: Any, finalize: Any) -> None:
        if frame.eval_ctx.volatile or not frame.eval_ctx.autoescape or finalize.src is not None:
            super()._output_child_pre(node, frame, finalize)
        else:
            self.write("environment.put(")


def put(value: Any) -> str:
    """A value as it is put out: escaped, unless it is markup already.

    The library's own way makes an object of markup for every value; a page puts out hundreds, and
    each is joined to the page at once: what the library escapes with is asked directly.
    """
    kind = type(value)
    if kind is str:
        return _escape_inner(value)
    if kind is Markup:
        return value
    if kind is Lazy:
        return _escape_inner(str(value))
    return str(value) if kind is int else escape(value)


class LocaleEnvironment(Environment):
    """A Jinja environment that may be bound to one language."""

    template_class = QuickTemplate
    code_generator_class = QuickGenerator
    locale_tag = ""
    put = staticmethod(put)

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        tree = super()._parse(source, name, filename)
        if self.locale_tag:
            _Fold(self).visit(tree)
        return tree


def in_one_piece(text: str) -> str:
    """What a loop or block put out, as it is."""
    return text
